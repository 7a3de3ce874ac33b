import { expect, test } from 'vitest';
import { reply, step } from '../trace/synthetic.fixture.ts';
import { MutableWorld } from '../trace/world.ts';
import { answerOf, differingCells, frameOf, rangesText, registersOf } from './difference.ts';

test('registers that differ are found, and one that is missing counts as zero', () => {
  const found = registersOf([0x8400_0061n, 0n], [0x8400_0060n, 0n, 0xffff_fffen]);
  expect(found.filter((r) => r.differs).map((r) => r.index)).toEqual([0, 2]);
  expect(found).toHaveLength(8);
  expect(found[2]).toEqual({ index: 2, left: 0n, right: 0xffff_fffen, differs: true });
});

test('only messages have registers; a function has its answer', () => {
  expect(frameOf(reply(1, 0))?.[0]).toBe(0x8400_0061n);
  expect(frameOf(step(2, 'optee-driver'))).toBeNull();
  expect(answerOf(step(2, 'optee-driver', null, -13))).toBe('−EACCES (−13)');
});

test('cells that only one world has, or that have another value, differ', () => {
  const [left, right] = [new MutableWorld(), new MutableWorld()];
  left.set('same', 1, 0);
  right.set('same', 1, 5);
  left.set('spmc.vm0.bound', 0xfn, 0);
  right.set('spmc.vm0.bound', 7n, 0);
  left.set('held.workqueue:x', 'optee-driver', 0);
  right.set('optee.panic', 'panicked', 9);
  expect(differingCells(left, right)).toEqual([
    { key: 'spmc.vm0.bound', left: 0xfn, right: 7n },
    { key: 'held.workqueue:x', left: 'optee-driver', right: undefined },
    { key: 'optee.panic', left: undefined, right: 'panicked' },
  ]);
});

test('rows are told as ranges, and counted where there are many', () => {
  expect(rangesText([])).toBe('none');
  expect(rangesText([65, 66, 67, 88])).toBe('65–67, 88');
  expect(rangesText([1, 3, 5, 7, 9])).toBe('5, from 1');
});
