import { expect, test } from 'vitest';
import { perPair } from './per-pair.ts';

test('a pair is asked once, in its order', () => {
  const asked: string[] = [];
  const of = perPair((a: { n: number }, b: { n: number }): undefined => {
    asked.push(`${a.n} ${b.n}`);
    return undefined;
  });
  const [one, two] = [{ n: 1 }, { n: 2 }];
  of(one, two);
  of(one, two);
  of(two, one);
  of(one, one);
  expect(asked).toEqual(['1 2', '2 1', '1 1']);
});
