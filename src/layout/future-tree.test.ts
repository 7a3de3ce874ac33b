import { expect, test } from 'vitest';
import { treeLines } from './future-tree.ts';

const of = (id: number, parent: number | null) => ({ id, parent: parent === null ? null : { id: parent } });

test('each stands below what it was forked from, in the order in which it came', () => {
  const lines = treeLines([of(0, null), of(1, 0), of(2, 0), of(3, 1)]);
  expect(lines.map((l) => [l.of.id, l.depth])).toEqual([
    [0, 0],
    [1, 1],
    [3, 2],
    [2, 1],
  ]);
});

test('what was forked from something that is gone stands at the left', () => {
  expect(treeLines([of(5, 2), of(6, 5)]).map((l) => l.depth)).toEqual([0, 1]);
});
