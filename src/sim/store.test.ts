import { expect, test } from 'vitest';
import { deepFreeze } from './store.ts';

test('data is frozen to its depth, and what is no object stays as it is', () => {
  const data = deepFreeze({ list: [{ id: 1 }, [2n]], text: 'a', none: null });
  expect([data, data.list, data.list[0], data.list[1]].map(Object.isFrozen)).toEqual([true, true, true, true]);
  expect(() => (data.list as unknown[]).push(3)).toThrow(TypeError);
  expect([1, 'a', null, undefined, 5n].map(deepFreeze)).toEqual([1, 'a', null, undefined, 5n]);
});
