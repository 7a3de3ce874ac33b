import { describe, expect, test } from 'vitest';
import { idsBetween, paintIds, strokeFrom, type TakenIds, takingOf } from './paint-ids.ts';

const taken: TakenIds = { bound: [0, 1, 2], held: [7] };

describe('painting ids', () => {
  test('says what an id is', () => {
    expect([1, 7, 8].map((id) => takingOf(taken, id))).toEqual(['bound', 'held', 'free']);
  });

  test('an id is in one list at most, and the lists ascend', () => {
    expect(paintIds(taken, [9, 7, 3], 'bound')).toEqual({ bound: [0, 1, 2, 3, 7, 9], held: [] });
    expect(paintIds(taken, [1, 63], 'held')).toEqual({ bound: [0, 2], held: [1, 7, 63] });
    expect(paintIds(taken, [0, 7, 8], 'free')).toEqual({ bound: [1, 2], held: [] });
  });

  test('a stroke that begins where the brush was takes away', () => {
    expect(strokeFrom(taken, 1, 'bound')).toBe('free');
    expect(strokeFrom(taken, 7, 'bound')).toBe('bound');
    expect(strokeFrom(taken, 8, 'held')).toBe('held');
  });
});

describe('the ids between two cells', () => {
  test('are those of the row, in either direction', () => {
    expect(idsBetween(17, 20, 16)).toEqual([17, 18, 19, 20]);
    expect(idsBetween(20, 17, 16)).toEqual([17, 18, 19, 20]);
  });

  test('are those of the rectangle', () => {
    expect(idsBetween(1, 18, 16)).toEqual([1, 2, 17, 18]);
    expect(idsBetween(5, 5, 16)).toEqual([5]);
  });
});
