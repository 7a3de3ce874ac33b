import { expect, test } from 'vitest';
import { reply, step } from '../trace/synthetic.fixture.ts';
import { MutableWorld } from '../trace/world.ts';
import { answerOf, differingCells, frameOf, rangesText, registersOf } from './difference.ts';

test('registers that differ are found, and one that is missing counts as zero', () => {
  const found = registersOf([0x8400_0061n, 0n], [0x8400_0060n, 0n, 0xffff_fffen]);
  expect(found.filter((r) => r.differs).map((r) => r.index)).toEqual([0, 2]);
  expect(found).toHaveLength(8);
  expect(found[2]).toEqual({ index: 2, old: 0n, fresh: 0xffff_fffen, differs: true });
});

test('only messages have registers; a function has its answer', () => {
  expect(frameOf(reply(1, 0))?.[0]).toBe(0x8400_0061n);
  expect(frameOf(step(2, 'optee-driver'))).toBeNull();
  expect(answerOf(step(2, 'optee-driver', null, -13))).toBe('−EACCES (−13)');
});

test('cells that only one world has, or that have another value, differ', () => {
  const [old, fresh] = [new MutableWorld(), new MutableWorld()];
  old.set('same', 1, 0);
  fresh.set('same', 1, 5);
  old.set('spmc.vm0.bound', 0xfn, 0);
  fresh.set('spmc.vm0.bound', 7n, 0);
  old.set('held.workqueue:x', 'optee-driver', 0);
  fresh.set('optee.panic', 'panicked', 9);
  expect(differingCells(old, fresh)).toEqual([
    { key: 'spmc.vm0.bound', old: 0xfn, fresh: 7n },
    { key: 'held.workqueue:x', old: 'optee-driver', fresh: undefined },
    { key: 'optee.panic', old: undefined, fresh: 'panicked' },
  ]);
});

test('rows are told as ranges, and counted where there are many', () => {
  expect(rangesText([])).toBe('none');
  expect(rangesText([65, 66, 67, 88])).toBe('65–67, 88');
  expect(rangesText([1, 3, 5, 7, 9])).toBe('5, from 1');
});
