import { describe, expect, it } from 'vitest';
import type { FieldNode } from '../abi/field.ts';
import { type Frame, frame } from '../abi/frame.ts';
import { type Exchange, registerRows, type Side, tellingRegisters } from './registers.ts';

const f = (reg: number, name: string, hi: number, lo: number, more: Partial<FieldNode> = {}): FieldNode => ({
  reg,
  name,
  hi,
  lo,
  value: 0n,
  meaning: '',
  ...more,
});

const side = (row: number, name: string, w: Frame, fields: FieldNode[], width: 32 | 64 = 32): Side => ({
  row,
  w,
  decoded: {
    name,
    width,
    service: null,
    summary: '',
    sentence: '',
    fields,
    problems: [],
    failed: false,
    refused: false,
  },
});

const BIND = side(62, 'FFA_NOTIFICATION_BIND', frame(0x8400007fn, 0x8001_0000n, 0n, 8n), [
  f(1, 'sender', 31, 16, { meaning: '0x8001, OP-TEE' }),
  f(1, 'receiver', 15, 0, { meaning: '0x0000, Linux' }),
  f(2, 'flags', 31, 0, { meaning: 'global' }),
  f(3, 'ids', 31, 0, { meaning: '{3}' }),
  f(5, 'MBZ', 31, 0),
]);
const SUCCESS = side(63, 'FFA_SUCCESS', frame(0x84000061n), [f(1, 'MBZ', 31, 0), f(3, 'MBZ', 31, 0)]);
const ERROR = side(63, 'FFA_ERROR', frame(0x84000060n, 0n, 0xffff_fffan), [
  f(2, 'status', 31, 0, { meaning: 'DENIED −6', value: 0xffff_fffan }),
]);

describe('registerRows', () => {
  it('marks what the reply changed', () => {
    const rows = registerRows({ call: BIND, reply: SUCCESS });
    expect(rows.map((r) => r.changed)).toEqual([true, true, false, true, false, false, false, false]);
  });

  it('marks nothing before the reply is there', () => {
    const rows = registerRows({ call: BIND, reply: null });
    expect(rows.some((r) => r.changed)).toBe(false);
    expect(rows[3]?.reply).toBeUndefined();
  });

  it('names both functions in w0 and keeps the meaning of the call where the reply has none', () => {
    const rows = registerRows({ call: BIND, reply: SUCCESS });
    expect(rows[0]?.note).toEqual({ kind: 'text', text: 'BIND, then SUCCESS' });
    expect(rows[1]?.note).toEqual({ kind: 'text', text: 'sender, receiver' });
    expect(rows[3]?.note).toEqual({ kind: 'text', text: 'ids {3}' });
    expect(rows[5]?.note).toEqual({ kind: 'mbz' });
  });

  it('prefers the meaning in the reply', () => {
    expect(registerRows({ call: BIND, reply: ERROR })[2]?.note).toEqual({ kind: 'text', text: 'status DENIED −6' });
  });

  it('says what is set where zero must be', () => {
    const bad = side(1, 'FFA_NOTIFICATION_BIND', frame(0x8400007fn, 0n, 0n, 0n, 0n, 0x10n), [
      f(5, 'MBZ', 31, 0, { problem: 'must be zero', value: 0x10n }),
    ]);
    expect(registerRows({ call: bad, reply: null })[5]?.note).toEqual({ kind: 'wrong', text: '0x10' });
  });

  it('calls a register x where its upper half counts', () => {
    const bad = side(1, 'FFA_ID_GET', frame(0x84000069n, 1n << 40n), []);
    expect(registerRows({ call: bad, reply: null }).map((r) => r.name)).toEqual([
      'w0',
      'x1',
      'w2',
      'w3',
      'w4',
      'w5',
      'w6',
      'w7',
    ]);
    const info = side(1, 'FFA_NOTIFICATION_INFO_GET', frame(0xc4000083n), [], 64);
    expect(registerRows({ call: info, reply: null })[0]?.name).toBe('x0');
  });

  it('leaves a register undefined that the recording does not hold', () => {
    const rows = registerRows({ call: side(0, 'FFA_ID_GET', [0x84000069n, 0n], []), reply: null });
    expect(rows).toHaveLength(8);
    expect(rows[7]?.call).toBeUndefined();
  });
});

describe('tellingRegisters', () => {
  const tell = (x: Exchange): string[] => tellingRegisters(x).map((t) => `${t.side} ${t.index}`);
  it('shows the endpoints and the ids of a BIND', () => {
    expect(tell({ call: BIND, reply: null })).toEqual(['call 1', 'call 3']);
  });
  it('falls back to the call when the reply is all zero', () => {
    expect(tell({ call: BIND, reply: SUCCESS })).toEqual(['call 1', 'call 3']);
  });
  it('shows the status of an error', () => {
    expect(tell({ call: BIND, reply: ERROR })).toEqual(['reply 2']);
  });
  it('puts a register with something wrong before the others', () => {
    const bad = side(1, 'X', frame(1n, 1n, 1n, 1n, 0n, 1n), [f(5, 'MBZ', 31, 0, { problem: 'must be zero' })]);
    expect(tell({ call: bad, reply: null })).toEqual(['call 1', 'call 5']);
  });
});
