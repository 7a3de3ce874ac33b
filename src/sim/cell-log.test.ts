import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MutableWorld } from '../trace/world.ts';
import { CellLog } from './cell-log.ts';

const KEYS = ['a', 'b', 'c', 'd'];
const write = fc.tuple(fc.constantFrom(...KEYS), fc.option(fc.nat({ max: 2 }), { nil: undefined }));
const cellsOf = (w: MutableWorld): unknown => [...w.under('')];

test('what came of many writes, written once, leaves the same cells in the same order with the same rows', () => {
  fc.assert(
    fc.property(fc.array(write), fc.array(write), (before, writes) => {
      const [acted, again, log] = [new MutableWorld(), new MutableWorld(), new CellLog()];
      for (const [key, value] of before) for (const world of [acted, again]) world.set(key, value, -1);
      for (const [i, [key, value]] of writes.entries()) {
        // As the recorder does: a cell that stays as it is is not written.
        if (acted.get(key) === value) continue;
        acted.set(key, value, 10 + i);
        log.wrote(key, value);
      }
      for (const { key, value, row, dropped } of log.ends(acted, 10)) {
        if (dropped) again.set(key, undefined, -1);
        if (value !== undefined) again.set(key, value, 10 + row);
      }
      expect(cellsOf(again)).toEqual(cellsOf(acted));
    }),
  );
});
