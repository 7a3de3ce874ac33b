import { expect, test } from 'vitest';
import { frameOfHalves, hexOfHalves } from './halves.ts';

test('a register is its two halves, each as wide as it is', () => {
  const halves = new Uint32Array(16);
  halves.set([0x8400_0063, 0, 1, 1, 0, 1, 0xffff_ffff, 0xffff_ffff, 5, 0x8000_0000]);
  expect(frameOfHalves(halves)).toEqual([
    ...[0x8400_0063n, 0x1_0000_0001n, 0x1_0000_0000n, 0xffff_ffff_ffff_ffffn, 0x8000_0000_0000_0005n],
    ...[0n, 0n, 0n],
  ]);
  expect([0, 1, 2, 3, 4, 5].map((r) => hexOfHalves(halves, r))).toEqual([
    ...['0x84000063', '0x100000001', '0x100000000', '0xffffffffffffffff', '0x8000000000000005', '0x0'],
  ]);
});
