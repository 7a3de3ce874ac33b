import { expect, test } from 'vitest';
import { bucketOf } from './hash.ts';

test('these and only these ids share a bucket, as the machine showed (e-bound-63 and e-bound-64)', () => {
  const pairs: string[] = [];
  for (let a = 0; a < 64; a++)
    for (let b = a + 1; b < 64; b++) if (bucketOf(a) === bucketOf(b)) pairs.push(`${a} ${b}`);
  expect(pairs).toEqual(['0 55', '1 56', '2 36', '3 58', '5 60', '7 62', '11 45', '20 54', '29 63']);
});
