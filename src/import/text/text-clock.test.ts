import { describe, expect, test } from 'vitest';
import type { Stamp } from './stamp.ts';
import { areDistances, TextClock } from './text-clock.ts';

const stamp = (clock: Stamp['clock'], seconds: number, nanoseconds = 0, delta = false): Stamp => ({
  ...{ clock, seconds, nanoseconds, places: 9, delta },
});
const S = 1e9;

describe('a trace with a clock of its own', () => {
  test('rows count from its first event, and events with an earlier time are told', () => {
    const c = new TextClock();
    expect([c.runs, c.traces]).toEqual([false, false]);
    expect(c.event(5, 100)).toBe('goes on');
    expect([c.now, c.runs, c.traces]).toEqual([0, true, true]);
    expect([c.event(5, 100), c.event(7, 50), c.now]).toEqual(['goes on', 'goes on', 2 * S - 50]);
    expect([c.event(7, 49), c.event(0, 0), c.now]).toEqual(['backwards', 'backwards', 2 * S - 50]);
    expect([c.event(7, 50), c.now]).toEqual(['goes on', 2 * S - 50]);
  });

  test('distances are added, each to all before it', () => {
    const c = new TextClock();
    c.deltas = true;
    const at = [
      [0, 0],
      [0, 5],
      [12, 345_678_912],
      [3, 1],
    ] as const;
    expect(at.map(([s, ns]) => [c.event(s, ns), c.now])).toEqual([
      ['goes on', 0],
      ['goes on', 5],
      ['goes on', 12 * S + 345_678_917],
      ['goes on', 15 * S + 345_678_918],
    ]);
    expect(c.isLater(1, 0)).toBe(false);
  });

  test('another trace goes on from where the first was, where its clock is behind; once', () => {
    const c = new TextClock();
    for (const s of [10, 20]) c.event(s, 0);
    c.another();
    expect([c.event(3, 500), c.now]).toEqual(['anew', 10 * S]);
    expect([c.event(4, 500), c.now]).toEqual(['goes on', 11 * S]);
    expect([c.event(3, 500), c.now]).toEqual(['backwards', 11 * S]);
    c.another();
    expect([c.event(5, 500), c.now]).toEqual(['goes on', 12 * S]);
    expect([c.event(4, 500), c.now]).toEqual(['backwards', 12 * S]);
  });

  test('before its first event nothing is another trace', () => {
    const c = new TextClock();
    c.another();
    expect([c.event(3, 0), c.event(2, 0)]).toEqual(['goes on', 'backwards']);
  });

  test('the quick question answers what the long one does, or leaves it to that', () => {
    const c = new TextClock();
    expect(c.isLater(5, 0)).toBe(false);
    c.event(5, 0);
    expect([c.isLater(5, 0), c.now]).toEqual([true, 0]);
    expect([c.isLater(6, 1), c.now]).toEqual([true, S + 1]);
    expect([c.isLater(6, 0), c.now]).toEqual([false, S + 1]);
    c.another();
    expect([c.isLater(9, 0), c.now]).toEqual([false, S + 1]);
    expect([c.event(9, 0), c.isLater(9, 1), c.now]).toEqual(['goes on', true, 4 * S + 1]);
  });

  test('lines of a log between its events have the time of the event before', () => {
    const c = new TextClock();
    c.event(5, 0);
    expect(c.stamp(stamp('wall', 100))).toBeNull();
  });
});

describe('the clocks of a log', () => {
  test('each counts from the row at which it was met first', () => {
    const c = new TextClock();
    const read = (s: Stamp) => c.stamp(s)?.at;
    expect([read(stamp('kernel', 61)), read(stamp('kernel', 62, 5))]).toEqual([0, S + 5]);
    expect([read(stamp('wall', 1000)), read(stamp('wall', 1003))]).toEqual([S + 5, 4 * S + 5]);
    expect([read(stamp('kernel', 70)), c.now, c.runs, c.traces]).toEqual([9 * S, 9 * S, true, false]);
  });

  test('a distance is added to the line before', () => {
    const c = new TextClock();
    const read = (s: Stamp) => c.stamp(s);
    read(stamp('kernel', 5));
    expect(read(stamp('kernel', 3, 7, true))).toEqual({ at: 3 * S + 7, backwards: false });
    expect(read(stamp('kernel', 0, 0, true))).toEqual({ at: 3 * S + 7, backwards: false });
  });

  test('stamps of several CPUs may be a millisecond out of order; more is told, of the same clock alone', () => {
    const c = new TextClock();
    for (const s of [10, 20]) c.stamp(stamp('kernel', s));
    expect(c.stamp(stamp('kernel', 19, 999_000_000))).toEqual({ at: 10 * S, backwards: false });
    expect(c.stamp(stamp('kernel', 19, 998_999_999))).toEqual({ at: 10 * S, backwards: true });
    c.stamp(stamp('wall', 500));
    expect(c.stamp(stamp('kernel', 12))).toEqual({ at: 10 * S, backwards: false });
    expect(c.stamp(stamp('kernel', 12))).toEqual({ at: 10 * S, backwards: true });
  });

  test('a kernel that counts from zero again was started anew', () => {
    const c = new TextClock();
    for (const s of [61, 70]) c.stamp(stamp('kernel', s));
    expect(c.stamp(stamp('kernel', 0, 500))).toEqual({ at: 9 * S, backwards: false });
    expect(c.stamp(stamp('kernel', 2, 500))).toEqual({ at: 11 * S, backwards: false });
    // Five seconds are no beginning, and neither is a second earlier.
    for (const s of [20, 30]) c.stamp(stamp('kernel', s));
    expect(c.stamp(stamp('kernel', 5))?.backwards).toBe(true);
    const d = new TextClock();
    for (const s of [1, 4]) d.stamp(stamp('kernel', s));
    expect(d.stamp(stamp('kernel', 3))).toEqual({ at: 3 * S, backwards: true });
  });

  test('a time of the day goes on over midnight', () => {
    const c = new TextClock();
    for (const s of [86_398, 86_399]) c.stamp(stamp('day', s));
    expect(c.stamp(stamp('day', 1))).toEqual({ at: 3 * S, backwards: false });
    expect(c.stamp(stamp('day', 10))).toEqual({ at: 12 * S, backwards: false });
    // Half a day earlier is another day, less is not.
    const d = new TextClock();
    for (const s of [0, 50_000]) d.stamp(stamp('day', s));
    expect(d.stamp(stamp('day', 6801))?.backwards).toBe(true);
    expect(d.stamp(stamp('day', 6799))).toEqual({ at: (86_400 + 6799) * S, backwards: false });
  });
});

describe('times that are distances', () => {
  const timed = (...list: readonly (number | null)[]) =>
    list.map((t) => ({ timed: t !== null, seconds: Math.floor(t ?? 9), nanoseconds: ((t ?? 0) % 1) * S }));

  test.each([
    [[0, 5, 3], true],
    [[0, 0.5, 0.25], true],
    [[0, 3, 5], false],
    [[0, 3, 3], false],
    [[1, 5, 3], false],
    [[5, 3], false],
    [[], false],
    [[0], false],
    [[null, 0, 5, 3], true],
    [[0, null, 5], false],
    [[0, 5, null, 3], true],
    [[null, null], false],
  ] as const)('%j: %s', (list, are) => {
    expect(areDistances(timed(...list))).toBe(are);
  });
});
