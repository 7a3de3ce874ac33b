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
