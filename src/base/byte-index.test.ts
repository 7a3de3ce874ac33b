import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ByteIndex } from './byte-index.ts';

const viewOf = (b: Uint8Array): DataView => new DataView(b.buffer, b.byteOffset, b.byteLength);
const bytes = (text: string): DataView => viewOf(new TextEncoder().encode(text));

test('equal bytes have one number wherever they stand, other bytes another', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 9 }), { maxLength: 400 }), fc.nat(5), (list, before) => {
      const index = new ByteIndex();
      const known = new Map<string, number>();
      for (const b of list) {
        const shifted = new Uint8Array(before + b.length + 3).fill(7);
        shifted.set(b, before);
        const key = b.join();
        expect(index.find(viewOf(shifted), before, before + b.length)).toBe(known.get(key) ?? -1);
        if (!known.has(key)) known.set(key, known.size);
        expect(index.add(viewOf(shifted), before, before + b.length)).toBe(known.get(key));
      }
      expect(index.size).toBe(known.size);
    }),
  );
});

test('thousands of strings', () => {
  const index = new ByteIndex();
  const list = Array.from({ length: 5000 }, (_, i) => bytes(`function_${i}+0x${i.toString(16)}`));
  expect(list.map((b) => index.add(b, 0, b.byteLength))).toEqual(list.map((_, i) => i));
  expect(list.map((b) => index.find(b, 0, b.byteLength))).toEqual(list.map((_, i) => i));
});

test('an index that is full adds nothing and still finds what it has', () => {
  const index = new ByteIndex(6);
  expect([index.add(bytes('abcd'), 0, 4), index.add(bytes('efg'), 0, 3), index.add(bytes('ef'), 0, 2)]).toEqual([
    0, -1, 1,
  ]);
  expect(index.find(bytes('abcd'), 0, 4)).toBe(0);
});
