import { describe, expect, test } from 'vitest';
import { columnsOf, rowOf } from './register-columns.ts';

/** `c0` is register 0 of the call, `r0` of the reply, `-` another column; null for no heading. */
const told = (line: string): string | null =>
  columnsOf(line)
    ?.map((c) => (c === null ? '-' : `${c.reply ? 'r' : 'c'}${c.register}`))
    .join(' ') ?? null;

describe('a heading', () => {
  test.each([
    ['w0 w1', 'c0 c1'],
    ['x1,x0', 'c1 c0'],
    ['a0;a1;r0;r1', 'c0 c1 r0 r1'],
    ['A0|A1|R0|R1', 'c0 c1 r0 r1'],
    ['| call.w0 | call.w1 | ret.w0 |', 'c0 c1 r0'],
    ['req0 req1 resp0', 'c0 c1 r0'],
    ['request.x0 request.x1 response.x0 response_x1', 'c0 c1 r0 r1'],
    ['in0 in1 out0', 'c0 c1 r0'],
    ['call_w0 call-w1 reply:w0 return.w2', 'c0 c1 r0 r2'],
    ['arg0 arg1 arg0', 'c0 c1 r0'],
    ['reg0 reg7', 'c0 c7'],
    ['w0 w1 w0 w1', 'c0 c1 r0 r1'],
    ['# w0 w1', 'c0 c1'],
    ['// w0 w1', 'c0 c1'],
    ['"w0","w1"', 'c0 c1'],
    ['time cpu w0 w7 note', '- - c0 c7 -'],
    ['w0 w1 w8 w10', 'c0 c1 - -'],
    ['w0 0 1', null],
    ['w1 w2 w3', null],
    ['w0', null],
    ['0 1 2 3', null],
    ['call ret', null],
    ['w0=0x1 w1=0x2', null],
    [`w0 w1 ${'x'.repeat(1000)}`, null],
  ])('%s', (line, columns) => {
    expect(told(line)).toBe(columns);
  });
});

describe('a line below it', () => {
  const columns = columnsOf('cpu w1 w0 r0 r2') ?? [];
  test.each([
    ['1 0x2 8400007f 84000061 0', { call: ['8400007f', '0x2'], reply: ['84000061', undefined, '0'] }],
    ['- 2 1 - -', { call: ['1', '2'], reply: [] }],
    ['- 2 1', { call: ['1', '2'], reply: [] }],
    ['1 - 1 84000061 0', null],
    ['1 2', null],
    ['1 2 3 4 5 6', null],
    ['1 2 3 x 5', null],
    ['1 g 3 4 5', null],
    ['1 2 3 4 11111111111111111', null],
  ])('%s', (line, row) => {
    expect(rowOf(columns, line)).toEqual(row);
  });
});
