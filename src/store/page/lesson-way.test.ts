import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ensure } from '../../base/assert.ts';
import { LESSONS } from '../../lessons/gallery.ts';
import { tryAnswer } from '../session/answers.ts';
import { HERE } from '../session/engine.fixture.ts';
import { lessonNow } from '../session/lesson-glosses.ts';
import { createScope, type ScopeStore } from '../store.ts';
import { linesNow } from './lines.ts';
import { startPlayer } from './player.ts';

async function opened(index: number, variant?: string): Promise<ScopeStore> {
  const store = createScope(HERE);
  await store.getState().openLesson(index, variant);
  return store;
}
const step = (store: ScopeStore): number | undefined =>
  lessonNow(store.getState())?.at.get(store.getState().cursor)?.number;

describe.each(LESSONS.map((l, i) => [l.name, i] as const))('%s', (_, index) => {
  test('the key for the next step alone leads over every step to the question, in at most 14 presses', async () => {
    const store = await opened(index);
    const seen = [step(store)];
    let presses = 0;
    for (; !store.getState().asked; presses++) {
      store.getState().nextStep(1);
      if (!store.getState().asked) seen.push(step(store));
    }
    const steps = ensure(lessonNow(store.getState()), 'a lesson').steps.map((s) => s.number);
    expect(seen.filter((n) => n !== undefined)).toEqual(steps);
    expect(presses).toBeLessThanOrEqual(14);
    // And back again.
    store.getState().nextStep(-1);
    expect([store.getState().asked, step(store)]).toEqual([false, steps.at(-1)]);
  });

  test('what lies between its steps is folded, and no step and no broken rule is', async () => {
    const store = await opened(index);
    const { trace, at } = ensure(lessonNow(store.getState()), 'a lesson');
    const lines = ensure(linesNow(store.getState()), 'lines');
    for (const row of at.keys()) expect(lines.at(lines.lineOf(row))).toMatchObject({ kind: 'row', row });
    for (const e of trace.rows())
      if (e.kind === 'violation') expect(lines.at(lines.lineOf(e.row))).toMatchObject({ kind: 'row' });
    if (index > 0) expect(lines.length).toBeLessThan(trace.length / 2);
  });
});

test('the first lesson begins at its first row, the others at their first step', async () => {
  expect((await opened(0)).getState()).toMatchObject({ cursor: 0, folds: null });
  const third = await opened(2);
  expect(step(third)).toBe(1);
  expect(third.getState().cursor).toBeGreaterThan(20);
});

test('a variant stays in its lesson, with the steps that it has', async () => {
  const store = await opened(2, 'eacces-walk-32');
  expect(store.getState()).toMatchObject({ lesson: 2 });
  const now = ensure(lessonNow(store.getState()), 'a lesson');
  expect(now.steps).toHaveLength(5);
  expect(store.getState().current?.scenario.bound).toHaveLength(32);
});

test('another move puts the question away; without a lesson the keys say so', async () => {
  const store = await opened(0);
  store.getState().ask(true);
  store.getState().seek(7);
  expect(store.getState().asked).toBe(false);
  store.getState().edit({ bound: [1] }, 'Another');
  store.getState().nextStep(1);
  expect(store.getState().notFound).toBe('No lesson is open here.');
  store.getState().ask(true);
  expect(store.getState().asked).toBe(false);
});

describe('progress', () => {
  beforeEach(() => {
    const kept = new Map<string, string>();
    vi.stubGlobal('localStorage', {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, text: string) => kept.set(key, text),
      removeItem: (key: string) => kept.delete(key),
    });
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  test('is kept for the next visit', async () => {
    const store = await opened(0);
    store.getState().nextStep(1);
    store.getState().nextStep(1);
    store.getState().nextStep(1);
    store.getState().answered();
    const again = createScope(HERE).getState().progress;
    expect(again).toEqual({ probe: { steps: [1, 2, 3], answered: true } });
  });

  test.each(['{', '[]', '{"probe":{"steps":["1"]}}', 'null'])('that is not understood is none: %s', (text) => {
    localStorage.setItem('ffa-scope.lessons', text);
    expect(createScope(HERE).getState().progress).toEqual({});
  });
});

test('while it plays a step stays as long as its text takes to be read', async () => {
  const store = await opened(2);
  vi.useFakeTimers();
  const end = startPlayer(store);
  const { text } = ensure(lessonNow(store.getState())?.at.get(store.getState().cursor), 'a step');
  const { cursor } = store.getState();
  store.getState().play();
  vi.advanceTimersByTime(1100 + 55 * text.length);
  expect(store.getState().cursor).toBe(cursor);
  vi.advanceTimersByTime(200);
  expect(store.getState().cursor).toBeGreaterThan(cursor);
  end();
  vi.useRealTimers();
});

test('an answer is tried in the model', async () => {
  const walk = ensure(LESSONS[2], 'lesson 3');
  expect(await tryAnswer(walk, 4, HERE)).toMatchObject({ right: true, why: '' });
  const wrong = await tryAnswer(walk, 3, HERE);
  expect(wrong.right).toBe(false);
  expect(wrong.why).toBe('w3 holds ids 0 to 31, and all of these are taken: it is 0x0 there.');
});
