import { expect, test } from 'vitest';
import { ensure } from '../../base/assert.ts';
import { HERE } from '../session/engine.fixture.ts';
import { lessonNow } from '../session/lesson-glosses.ts';
import { createScope, type ScopeStore } from '../store.ts';
import { levelNow, levelsOf } from './level.ts';
import { linesNow } from './lines.ts';

async function lesson(index: number): Promise<ScopeStore> {
  const store = createScope(HERE);
  await store.getState().openLesson(index);
  return store;
}
const length = (store: ScopeStore): number => ensure(linesNow(store.getState()), 'lines').length;

test('a lesson opens at its steps, and each level more has more lines, up to every row', async () => {
  const store = await lesson(2);
  const seen = [length(store)];
  expect(levelNow(store.getState())).toBe('steps');
  const levels = ['registers', 'calls', 'everything'];
  for (const level of levels) {
    await store.getState().stepLevel(1);
    expect(levelNow(store.getState())).toBe(level);
    seen.push(length(store));
  }
  expect(seen.slice(1)).toEqual(seen.slice(1).sort((a, b) => a - b));
  expect(new Set(seen).size).toBe(4);
  expect(seen.at(-1)).toBe(store.getState().current?.run.trace.length);
  // The last one stays, and says what it is.
  await store.getState().stepLevel(1);
  expect(store.getState().notFound).toMatch(/^Everything: \d+ lines for \d+ rows\.$/);
});

test('a row with a step of the lesson is left out by no level, and the cursor stays', async () => {
  const store = await lesson(6);
  const { at } = ensure(lessonNow(store.getState()), 'a lesson');
  const { cursor } = store.getState();
  for (const level of levelsOf(store.getState())) {
    await store.getState().setLevel(level);
    const lines = ensure(linesNow(store.getState()), 'lines');
    for (const row of at.keys()) expect(lines.at(lines.lineOf(row)), `${level}, row ${row}`).toMatchObject({ row });
    expect(store.getState().cursor).toBe(cursor);
  }
});

test('without a lesson there are no steps, and what was folded by hand is no level', async () => {
  const store = await lesson(0);
  store.getState().edit({ bound: [1] }, 'Another');
  expect(levelsOf(store.getState())).toEqual(['registers', 'calls', 'everything']);
  await store.getState().setLevel('registers');
  expect(store.getState().level).toBe('registers');
  await store.getState().foldAll('phases');
  expect(levelNow(store.getState())).toBeNull();
});
