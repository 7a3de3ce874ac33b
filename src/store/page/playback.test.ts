import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ensure } from '../../base/assert.ts';
import { DEFAULTS } from '../../scenario/schema.ts';
import { marksOf, nextMark } from '../../study/marks.ts';
import { HERE } from '../session/engine.fixture.ts';

import { createScope, type ScopeStore } from '../store.ts';
import { SPEEDS } from './playback.ts';
import { startPlayer } from './player.ts';

function opened(): ScopeStore {
  const store = createScope(HERE);
  store.getState().open({ ...DEFAULTS, bound: [0, 1] });
  return store;
}
const trace = (store: ScopeStore) => ensure(store.getState().current, 'a run').run.trace;

describe('moving', () => {
  test('steps stop at both ends', () => {
    const s = opened();
    s.getState().step(-5);
    expect(s.getState().cursor).toBe(0);
    s.getState().last();
    s.getState().step(1);
    expect(s.getState().cursor).toBe(trace(s).length - 1);
    s.getState().first();
    expect(s.getState().cursor).toBe(0);
  });

  test('a jump goes to the next error, then on, then back', () => {
    const s = opened();
    expect(s.getState().jump('error', 1)).toBe(true);
    const first = s.getState().cursor;
    expect(trace(s).row(first)).toMatchObject({ kind: 'return', name: 'FFA_ERROR' });
    s.getState().jump('error', 1);
    expect(trace(s).row(s.getState().cursor)).toMatchObject({ kind: 'step', fn: 'notify_request', rc: -13 });
    s.getState().jump('error', -1);
    expect(s.getState().cursor).toBe(first);
  });

  test('where there is none the cursor stays and the answer says so', () => {
    const s = opened();
    s.getState().seek(7);
    expect(s.getState().jump('fault', 1)).toBe(false);
    expect(s.getState()).toMatchObject({ cursor: 7, notFound: 'There is no later fault.' });
    s.getState().step(1);
    expect(s.getState().notFound).toBe('');
  });

  test('a fault is found once one is injected', () => {
    const s = opened();
    s.getState().inject({ at: { fn: 'tee_device_register', nth: 1 }, do: { rc: -12 } }, 'x');
    s.getState().first();
    expect(s.getState().jump('fault', 1)).toBe(true);
    expect(trace(s).row(s.getState().cursor).fault).toBe(0);
  });
});

test('every row has its marks, and the index agrees with a search', () => {
  const s = opened();
  const marks = marksOf(trace(s));
  expect(marks.length).toBe(trace(s).length);
  const changes = [...trace(s).rows()].filter((e) => e.changes.length > 0).map((e) => e.row);
  const found: number[] = [];
  for (let row = nextMark(marks, 'change', -1, 1); row !== null; row = nextMark(marks, 'change', row, 1))
    found.push(row);
  expect(found).toEqual(changes);
});

describe('playing', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('moves on at the speed, and stops when told', () => {
    const s = opened();
    const end = startPlayer(s);
    s.getState().play();
    vi.advanceTimersByTime(2000);
    expect(s.getState().cursor).toBe(2 * (SPEEDS[s.getState().speed]?.rowsPerSecond ?? 0));
    s.getState().pause();
    vi.advanceTimersByTime(2000);
    expect(s.getState().cursor).toBe(4);
    end();
  });

  test('a new speed counts at once', () => {
    const s = opened();
    const end = startPlayer(s);
    s.getState().play();
    s.getState().setSpeed(SPEEDS.length - 1);
    vi.advanceTimersByTime(1000);
    expect(s.getState().cursor).toBe(16);
    end();
  });

  test('a run to a row ends there, forward and back, and takes seconds however far it is', async () => {
    const s = opened();
    const end = startPlayer(s);
    const last = trace(s).length - 1;
    await s.getState().runToRow(last - 1);
    expect(s.getState().playing).toBe(true);
    vi.advanceTimersByTime(3500);
    expect(s.getState()).toMatchObject({ playing: false, until: null, cursor: last - 1, notFound: '' });
    await s.getState().runToRow(2);
    vi.advanceTimersByTime(3500);
    expect(s.getState()).toMatchObject({ playing: false, cursor: 2 });
    await s.getState().runToRow(last + 1);
    expect(s.getState().playing).toBe(false);
    end();
  });

  test('a run to a row stops at a breakpoint on the way, and says so; pausing ends it', async () => {
    const s = opened();
    const end = startPlayer(s);
    s.getState().toggleBreak('row:20');
    await s.getState().runToRow(100);
    vi.advanceTimersByTime(3500);
    expect(s.getState()).toMatchObject({ playing: false, until: null, cursor: 20 });
    expect(s.getState().notFound).toBe('A breakpoint stopped the run here, on the way to row 100.');
    await s.getState().runToRow(100);
    vi.advanceTimersByTime(300);
    s.getState().pause();
    expect(s.getState()).toMatchObject({ until: null });
    expect(s.getState().cursor).toBeGreaterThan(20);
    s.getState().play();
    vi.advanceTimersByTime(1000);
    expect(s.getState().playing).toBe(true);
    end();
  });

  test('a folded stretch is one step of a run to a row', async () => {
    const s = opened();
    const end = startPlayer(s);
    s.setState({ folds: { of: trace(s), lines: [{ kind: 'fold', first: 3, end: 20, text: 'x', errors: 0 }] } });
    const seen = new Set<number>();
    s.subscribe((now) => seen.add(now.cursor));
    await s.getState().runToRow(25);
    vi.advanceTimersByTime(10_000);
    expect([...seen]).toEqual([0, 1, 2, 3, 20, 21, 22, 23, 24, 25]);
    end();
  });

  test('stops at the last row, and starts over from there', () => {
    const s = opened();
    const end = startPlayer(s);
    s.getState().seek(trace(s).length - 3);
    s.getState().play();
    vi.advanceTimersByTime(60_000);
    expect(s.getState()).toMatchObject({ playing: false, cursor: trace(s).length - 1 });
    s.getState().play();
    expect(s.getState()).toMatchObject({ playing: true, cursor: 0 });
    end();
    vi.advanceTimersByTime(60_000);
    expect(s.getState().cursor).toBe(0);
  });

  test('jumping, a dialog and the inject menu pause', () => {
    const s = opened();
    for (const act of [
      () => s.getState().jump('error', 1),
      () => s.getState().openDialog('help'),
      () => s.getState().openInject(3),
    ]) {
      s.getState().play();
      act();
      expect(s.getState().playing).toBe(false);
    }
  });
});
