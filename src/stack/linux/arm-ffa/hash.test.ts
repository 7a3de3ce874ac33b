import { expect, test } from 'vitest';
import { bucketOf, notifyTypeOf } from './hash.ts';

test('an id is in the bucket that hash_32() of Linux gives it', () => {
  // include/linux/hash.h: GOLDEN_RATIO_32 0x61C88647; the high bits of the product of 32 bits.
  for (let id = 0; id <= 0xffff; id++)
    if (bucketOf(id) !== Number(((BigInt(id) * 0x61c8_8647n) & 0xffff_ffffn) >> 26n)) throw new Error(`id ${id}`);
  // Seen on a machine: i9-hash-collision.
  expect(bucketOf(2)).toBe(bucketOf(36));
  expect(bucketOf(0x1_0002)).toBe(bucketOf(2));
});

test('bit 15 of an id says that it is a secure partition', () => {
  expect([0, 1, 0x7fff, 0x8000, 0x8001, 0xffff].map(notifyTypeOf)).toEqual([
    ...['NON_SECURE_VM', 'NON_SECURE_VM', 'NON_SECURE_VM'],
    ...['SECURE_PARTITION', 'SECURE_PARTITION', 'SECURE_PARTITION'],
  ]);
});
