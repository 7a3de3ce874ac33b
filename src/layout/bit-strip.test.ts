import { describe, expect, it } from 'vitest';
import type { FieldNode } from '../abi/field.ts';
import { fieldLabel, leaves } from '../words/field-label.ts';
import { stripLayout } from './bit-strip.ts';
import { sansWidth } from './text-width.ts';

const field = (name: string, hi: number, lo: number, more: Partial<FieldNode> = {}): FieldNode => ({
  name,
  reg: 1,
  hi,
  lo,
  value: 0n,
  meaning: '',
  ...more,
});

const ENDPOINTS = [
  field('sender', 31, 16, { meaning: '0x8001, OP-TEE' }),
  field('receiver', 15, 0, { meaning: '0x0000, Linux' }),
];

describe('stripLayout', () => {
  it('has one cell a bit, the highest at the left', () => {
    const s = stripLayout(0x8001_0000n, ENDPOINTS, 320);
    expect(s.cells).toHaveLength(32);
    expect(s.cells[0]).toMatchObject({ bit: 31, x: 0, on: true });
    expect(s.cells[31]).toMatchObject({ bit: 0, x: 310, on: false });
    expect(s.cells.filter((c) => c.on).map((c) => c.bit)).toEqual([31, 16]);
  });

  it('brackets a field over exactly its bits', () => {
    const [sender, receiver] = stripLayout(0n, ENDPOINTS, 320).brackets;
    expect([sender?.x1, sender?.x2]).toEqual([0, 160]);
    expect([receiver?.x1, receiver?.x2]).toEqual([160, 320]);
    expect(sender?.label).toBe('sender 0x8001, OP-TEE');
    expect(sender?.text).toEqual({ x: 80, row: 0, anchor: 'middle' });
  });

  it('marks a set bit of a field with a problem, and only a set one', () => {
    const s = stripLayout(0b101n, [field('w5', 31, 0, { problem: 'must be zero' })], 320);
    expect(s.cells.filter((c) => c.wrong).map((c) => c.bit)).toEqual([2, 0]);
  });

  it('numbers a lone set bit, and no neighbour of a regular number', () => {
    expect(stripLayout(1n << 3n, [], 320).ticks.map((t) => t.bit)).toEqual([31, 23, 15, 7, 3, 0]);
    expect(stripLayout(1n << 8n, [], 320).ticks.map((t) => t.bit)).toEqual([31, 23, 15, 7, 0]);
    expect(stripLayout(0xffffn, [], 320).ticks.map((t) => t.bit)).toEqual([31, 23, 15, 7, 0]);
  });

  it('never lets two labels of one row touch, and drops what fits nowhere', () => {
    const many = Array.from({ length: 32 }, (_, i) => field(`CAPABILITY_${i}`, i, i));
    const s = stripLayout(0n, many, 376);
    const spans = s.brackets.flatMap((b) => {
      if (b.text === null) return [];
      const size = sansWidth(b.label, 10.5);
      const from = b.text.x - (b.text.anchor === 'start' ? 0 : b.text.anchor === 'end' ? size : size / 2);
      return [{ row: b.text.row, from, to: from + size }];
    });
    expect(spans.length).toBeGreaterThan(2);
    expect(spans.length).toBeLessThan(32);
    for (const a of spans)
      for (const b of spans) if (a !== b && a.row === b.row) expect(a.to <= b.from || b.to <= a.from).toBe(true);
    for (const a of spans) expect(a.from >= -0.01 && a.to <= 376.01).toBe(true);
  });

  it('gives a field with a problem its label before the others', () => {
    const many = Array.from({ length: 32 }, (_, i) =>
      field(`CAPABILITY_${i}`, i, i, i === 9 ? { problem: 'reserved' } : {}),
    );
    expect(stripLayout(0n, many, 376).brackets.find((b) => b.problem !== null)?.text?.row).toBe(0);
  });

  it('shows the upper half of a 64-bit register, cutting fields at its edge', () => {
    const s = stripLayout(1n << 40n, [field('handle', 63, 0)], 320, 63);
    expect(s.cells[0]?.bit).toBe(63);
    expect(s.cells.filter((c) => c.on).map((c) => c.bit)).toEqual([40]);
    expect(s.brackets[0]).toMatchObject({ hi: 63, lo: 32, x1: 0, x2: 320 });
    expect(stripLayout(0n, [field('low', 31, 0)], 320, 63).brackets).toEqual([]);
  });
});

describe('leaves and labels', () => {
  it('brackets the smallest fields', () => {
    const flags = field('flags', 31, 0, { children: [field('reserved', 31, 1), field('per-vCPU', 0, 0)] });
    expect(leaves([flags]).map((f) => f.name)).toEqual(['reserved', 'per-vCPU']);
  });

  it('does not say a name twice', () => {
    expect(fieldLabel(field('ids', 31, 0, { meaning: 'ids {3}' }))).toBe('ids {3}');
    expect(fieldLabel(field('idsLow', 31, 0, { meaning: 'ids {3}' }))).toBe('ids 0–31 {3}');
    expect(fieldLabel(field('idsHigh', 31, 0, { meaning: 'ids {}' }))).toBe('ids 32–63 {}');
    expect(fieldLabel(field('vcpu', 31, 0, { meaning: 'vCPU 1' }))).toBe('vCPU 1');
    expect(fieldLabel(field('ids', 31, 0, { meaning: '{3}' }))).toBe('ids {3}');
    expect(fieldLabel(field('MBZ', 31, 0, { meaning: 'must be zero' }))).toBe('MBZ');
    expect(fieldLabel(field('MBZ', 31, 0, { meaning: 'must be zero, is 0x1', problem: 'must be zero' }))).toBe(
      'must be zero, is 0x1',
    );
    expect(fieldLabel(field('ids', 31, 0))).toBe('ids');
    expect(fieldLabel(field('ASYNC_NOTIF', 1, 1, { meaning: 'set' }))).toBe('ASYNC_NOTIF');
    expect(fieldLabel(field('w2', 31, 0, { meaning: 'partition message' }))).toBe('partition message');
  });

  it('has a place for every flag of a word, the lowest among them', () => {
    const flags = ['PROTMEM', 'RPMB_PROBE', 'ASYNC_NOTIF', 'ARG_OFFSET'].map((name, i) =>
      field(name, 3 - i, 3 - i, { value: 1n }),
    );
    const wide = ['bitmap of the hypervisor', 'bitmap of the SPM', 'from VMs', 'from SPs'].map((name, i) =>
      field(name, 3 - i, 3 - i, { value: 1n }),
    );
    for (const fields of [flags, wide])
      expect(stripLayout(0xfn, fields, 364).brackets.filter((b) => b.text === null)).toEqual([]);
  });
});
