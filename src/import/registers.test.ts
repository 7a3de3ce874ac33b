import { describe, expect, test } from 'vitest';
import { hex } from '../base/bits.ts';
import { opened } from './fixtures/files.ts';
import { parseRegisterLine } from './registers.ts';

const CALL = ['0x8400007f', '0x80010000', '0x0', '0x8', '0x0', '0x0', '0x0', '0x0'];
const REPLY = ['0x84000060', '0x0', '0xfffffffa', '0x0', '0x0', '0x0', '0x0', '0x0'];

describe('a table of registers written by hand', () => {
  test.each([
    ['0x8400007f 0x80010000 0x0 0x8 0x0 0x0 0x0 0x0 -> 0x84000060 0x0 0xfffffffa'],
    ['8400007f 80010000 0 8 0 0 0 0 84000060 0 fffffffa 0 0 0 0 0'],
    ['8400007f,80010000,0,8 | 84000060,0,fffffffa'],
    ['8400007F\t80010000\t0\t8 => 84000060\t0\tFFFFFFFA'],
    ['w0=0x8400007f w1=0x80010000 w2=0 w3=8; w0=0x84000060 w1=0 w2=0xfffffffa'],
    ['call: 8400007f 80010000 0 8\nret: 84000060 0 fffffffa'],
    ['1) {0x8400007f, 0x80010000, 0, 8} → {0x84000060, 0, 0xfffffffa}'],
    ['# by hand\n\n8400007f 80010000 0 8\n84000060 0 fffffffa'],
  ])('%j', async (text) => {
    const r = await opened(text);
    expect(r.format).toBe('table of registers');
    expect(r.timed).toBe(false);
    expect(r.report.notUnderstood).toBe(0);
    const rows = [...r.trace.rows()];
    expect(rows.map((e) => (e.kind === 'call' || e.kind === 'return' ? e.w.map(hex) : e.kind))).toEqual([CALL, REPLY]);
    expect(rows[1]).toMatchObject({ kind: 'return', of: 0, name: 'FFA_ERROR' });
  });

  test('a version and all ones are replies, a call after a call is a call', async () => {
    const r = await opened('84000063 10001\n10002\n840000ff\nffffffffffffffff\n84000083\n84000082 0 5');
    const kinds = [...r.trace.rows()].map((e) => e.kind);
    // After each call without a reply a row says so.
    expect(kinds).toEqual(['call', 'return', 'call', 'return', 'call', 'log', 'call', 'log']);
  });

  test('an answer without an open call is no call of Linux', async () => {
    const r = await opened('0x84000060 0 0xffffffff\n0x84000060 0 0xffffffff\n0x84000061');
    expect(r.report).toMatchObject({ calls: 0, replies: 0, orphans: 3, notUnderstood: 0 });
    const rows = [...r.trace.rows()];
    expect(rows.map((e) => e.kind)).toEqual(['log', 'log', 'log']);
    expect(rows[0]).toMatchObject({ who: 'spmc', level: 'warn' });
  });

  test.each([
    ['w0 w1 w2 w3 w4 w5 w6 w7 r0 r1 r2', '8400007f 80010000 0 8 0 0 0 0 84000060 0 fffffffa'],
    ['cpu,w7,w6,w5,w4,w3,w2,w1,w0,ret0,ret1,ret2', '1,0,0,0,0,0x8,0,0x80010000,0x8400007f,0x84000060,0,0xfffffffa'],
    [
      '| x2 | x1 | x0 | x3 | reply.x2 | reply.x0 |\n|----|----|----|----|----|----|',
      '| 0 | 80010000 | 8400007f | 8 | fffffffa | 84000060 |',
    ],
    ['# a0 a1 a2 a3 a0 a1 a2', '8400007f 80010000 0 8 84000060 0 fffffffa'],
  ])('columns in the order of the heading: %s', async (heading, row) => {
    const r = await opened(`${heading}\n${row}\n`);
    expect(r.report.notUnderstood).toBe(0);
    expect([...r.trace.rows()].map((e) => (e.kind === 'call' || e.kind === 'return' ? e.w.map(hex) : e))).toEqual([
      CALL,
      REPLY,
    ]);
  });

  test.each([
    'w0=0x8400007f w2=0x0 w3=0x8',
    'w1=0x80010000 w2=0x0 w3=0x8',
    'w0=0x8400007f w2=0x0 w1=0x80010000',
    '"0x8400007f", "0x80010000"',
    '0x41',
  ])('%s is no frame', async (line) => {
    const r = await opened(`8400007f 80010000 0 8 -> 84000061\n${line}\n`);
    expect(r.report).toMatchObject({ calls: 1, replies: 1, orphans: 0, notUnderstood: 1 });
  });

  test('a line that is something else is counted', async () => {
    const r = await opened('8400007f 80010000 0 8 -> 84000061\nthen nothing happened');
    expect(r.report.notUnderstood).toBe(1);
  });
});

test.each(['', 'hello', '8400007f 1 2 3 4 5 6 7 8 9 a b c d e f 0', '12345678901234567', '1 -> 2 -> 3'])(
  '%j is no line of registers',
  (line) => {
    expect(parseRegisterLine(line)).toBeNull();
  },
);
