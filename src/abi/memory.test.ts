import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  attributesText,
  decodeMemoryTransaction,
  encodeMemoryTransaction,
  type MemoryTransaction,
  type MemoryVersion,
  memoryTransactionSize,
  permissionsText,
} from './memory.ts';

const VERSIONS: readonly MemoryVersion[] = ['1.0', '1.1', '1.2'];
const u16 = fc.integer({ min: 0, max: 0xffff });

const transaction = (attributes: number): fc.Arbitrary<MemoryTransaction> =>
  fc.record({
    sender: u16,
    attributes: fc.integer({ min: 0, max: attributes }),
    flags: fc.integer({ min: 0, max: 0xffff }),
    handle: fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }),
    tag: fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }),
    receivers: fc.array(fc.record({ id: u16, permissions: fc.integer({ min: 0, max: 15 }), flags: fc.nat(255) }), {
      minLength: 1,
      maxLength: 4,
    }),
    ranges: fc.array(
      fc.record({ address: fc.bigInt({ min: 0n, max: 1n << 36n }).map((n) => n << 12n), pages: fc.nat(1000) }),
      { maxLength: 8 },
    ),
  });

const SHARE = {
  receivers: [{ id: 0x8001, permissions: 2 }],
  ranges: [{ address: 0x4300_0000n, pages: 1 }],
};

describe('memory transaction descriptor', () => {
  it('has the sizes of the protocol and of the recordings', () => {
    expect(VERSIONS.map((v) => memoryTransactionSize(v, 0))).toEqual([64, 80, 96]);
    expect(memoryTransactionSize('1.1', 1)).toBe(0x60);
    expect(memoryTransactionSize('1.1', 10)).toBe(0xf0);
    expect(encodeMemoryTransaction(SHARE, '1.1')).toHaveLength(0x60);
  });

  it('puts the fields where Linux puts them', () => {
    const d = decodeMemoryTransaction(encodeMemoryTransaction(SHARE, '1.1'), '1.1');
    const at = Object.fromEntries(d.fields.map((f) => [f.name, f.offset]));
    expect(at).toMatchObject({
      sender: 0,
      attributes: 2,
      flags: 4,
      handle: 8,
      tag: 16,
      'endpoint size': 24,
      'endpoint count': 28,
      'endpoint offset': 32,
      'endpoints[0].receiver': 48,
      'endpoints[0].permissions': 50,
      'endpoints[0].composite offset': 52,
      'total pages': 64,
      'range count': 68,
      'ranges[0].address': 80,
      'ranges[0].pages': 88,
    });
    expect(d.fields.find((f) => f.name === 'attributes')?.meaning).toBe('normal, write-back, inner shareable');
    expect(d.problems).toEqual([]);
  });

  it('names each flag of the transaction by its own bit', () => {
    const meaning = (flags: number): string | undefined =>
      decodeMemoryTransaction(encodeMemoryTransaction({ ...SHARE, flags }, '1.1'), '1.1').fields.find(
        (f) => f.name === 'flags',
      )?.meaning;
    expect([0, 1, 2, 3, 8, 0x10, 0x18, 0x1b, 4].map(meaning)).toEqual([
      ...['none', 'clear the memory', 'may be time sliced', 'clear the memory, may be time sliced'],
      ...['share', 'lend', 'donate', 'clear the memory, may be time sliced, donate', '0x4'],
    ]);
  });

  it('says where more receivers are counted than the bytes hold', () => {
    const two = encodeMemoryTransaction({ ...SHARE, receivers: [...SHARE.receivers, ...SHARE.receivers] }, '1.1');
    const { problems, transaction: read } = decodeMemoryTransaction(two.slice(0, 48 + 16), '1.1', two.length);
    expect(read.receivers).toHaveLength(1);
    expect(problems).toContain('2 receivers are counted, 1 are there.');
  });

  it.each(VERSIONS)('%s: decoding gives back what was encoded', (version) => {
    fc.assert(
      fc.property(transaction(version === '1.0' ? 255 : 65535), (t) => {
        const d = decodeMemoryTransaction(encodeMemoryTransaction(t, version), version);
        expect(d.transaction).toEqual(t);
        expect(d.problems).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  it.each(VERSIONS)('%s: fields lie side by side without overlap', (version) => {
    const bytes = encodeMemoryTransaction(SHARE, version);
    const fields = [...decodeMemoryTransaction(bytes, version).fields].sort((a, b) => a.offset - b.offset);
    let next = 0;
    for (const f of fields) {
      expect(f.offset).toBe(next);
      next += f.size;
    }
    expect(next).toBe(bytes.length);
  });

  it.each(VERSIONS)('%s: takes any bytes', (version) => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const d = decodeMemoryTransaction(bytes, version);
        for (const f of d.fields) expect(f.value).toBeGreaterThanOrEqual(0n);
        if (bytes.length < 32) expect(d.problems.length).toBeGreaterThan(0);
      }),
    );
  });

  it('names what is wrong, and accepts a first fragment', () => {
    const bytes = encodeMemoryTransaction(SHARE, '1.1');
    expect(decodeMemoryTransaction(bytes.slice(0, 80), '1.1').problems).toEqual(['1 ranges are counted, 0 are there.']);
    expect(decodeMemoryTransaction(bytes.slice(0, 80), '1.1', bytes.length).problems).toEqual([]);
    const wrong = bytes.slice();
    wrong[36] = 1;
    wrong[64] = 9;
    wrong[80] = 1;
    expect(decodeMemoryTransaction(wrong, '1.1').problems).toEqual([
      'The ranges have 1 pages, the descriptor says 9.',
      'reserved: must be zero, is 0x1.',
      'ranges[0].address: 0x43000001.',
    ]);
    expect(() => encodeMemoryTransaction({ ...SHARE, sender: 0x10000 }, '1.1')).toThrow(RangeError);
  });

  it('reads attributes and permissions', () => {
    expect([0x2fn, 0x25n, 0x14n, 0n].map(attributesText)).toEqual([
      'normal, write-back, inner shareable',
      'normal, not cacheable, reserved',
      'device nGnRE',
      'not given',
    ]);
    expect([2n, 5n, 0xan].map(permissionsText)).toEqual([
      'read-write',
      'read-only, not executable',
      'read-write, executable',
    ]);
  });
});
