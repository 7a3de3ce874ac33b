import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { HERE } from '../session/engine.fixture.ts';

import { createScope } from '../store.ts';
import { forgetWork, recentWork, startAutosave } from './autosave.ts';

const cells = new Map<string, string>();
beforeEach(() => {
  cells.clear();
  vi.stubGlobal('localStorage', {
    getItem: (k: string) => cells.get(k) ?? null,
    setItem: (k: string, v: string) => cells.set(k, v),
    removeItem: (k: string) => cells.delete(k),
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

test('an edit is kept and opens again; a lesson that was looked at is not', async () => {
  const store = createScope(HERE);
  const end = startAutosave(store);
  await store.getState().openLesson(0);
  store.getState().edit({ bound: [0, 1] }, 'Two ids');
  await vi.waitUntil(() => recentWork().length > 0, { timeout: 4000, interval: 20 });
  end();
  const [work] = recentWork();
  expect(recentWork()).toHaveLength(1);
  expect(work?.title).toBe('A probe, step by step: Two ids');
  const other = createScope(HERE);
  await other.getState().openLink(work?.link ?? '');
  expect(other.getState().current?.run.scenario.bound).toEqual([0, 1]);
  forgetWork();
  expect(recentWork()).toEqual([]);
});

test('what was kept and is not understood is nothing', () => {
  for (const text of ['{', '3', '[{"title":1}]', '[{"title":"x","link":"javascript:0"}]']) {
    cells.set('ffa-scope.recent', text);
    expect(recentWork()).toEqual([]);
  }
});
