import { expect, test } from 'vitest';
import { ensure } from '../../base/assert.ts';
import { HERE } from '../session/engine.fixture.ts';

import { createScope, type ScopeStore } from '../store.ts';
import { linesNow } from './lines.ts';

async function walk(): Promise<ScopeStore> {
  const store = createScope(HERE);
  await store.getState().openLesson(2);
  store.getState().unfoldAll();
  store.getState().first();
  return store;
}
const trace = (store: ScopeStore) => ensure(store.getState().current, 'a run').run.trace;

test('the rows that fit are found, and walked around the ends', async () => {
  const store = await walk();
  await store.getState().searchFor('err:DENIED');
  const rows = ensure(store.getState().search, 'a search').rows;
  expect(rows).toHaveLength(3);
  expect(store.getState().search?.done).toBe(true);
  const stops: number[] = [];
  for (let i = 0; i < 4; i++) {
    store.getState().goFound(1);
    stops.push(store.getState().cursor);
  }
  expect(stops).toEqual([...rows, rows[0]]);
  store.getState().goFound(-1);
  expect(store.getState().cursor).toBe(rows[2]);
});

test('a query that is not understood says why and finds nothing', async () => {
  const store = await walk();
  await store.getState().searchFor('lane:moon');
  expect(store.getState().search).toMatchObject({ rows: [], problem: { where: 'lane:moon' } });
});

test('a filter leaves the rows that fit, and a step goes from one to the next', async () => {
  const store = await walk();
  await store.getState().searchFor('call:BIND');
  await store.getState().filterFound(true);
  const lines = ensure(linesNow(store.getState()), 'lines');
  const rows = ensure(store.getState().search, 'a search').rows;
  expect(lines.length).toBeLessThan(trace(store).length);
  const shown = Array.from({ length: lines.length }, (_, i) => lines.at(i)).flatMap((l) =>
    l.kind === 'row' ? [l.row] : [],
  );
  expect(shown).toEqual(rows);
  // What is looked for next is filtered as well, and what is not understood shows every row.
  await store.getState().searchFor('kind:log');
  expect(store.getState().search?.filtered).toBe(true);
  await store.getState().searchFor('lane:moon');
  expect(linesNow(store.getState())?.length).toBe(trace(store).length);
  store.getState().closeSearch();
  expect(linesNow(store.getState())?.length).toBe(trace(store).length);
});

test('breakpoints stop a run in both directions; without one it says so', async () => {
  const store = await walk();
  expect(await store.getState().runTo(1)).toBe(false);
  expect(store.getState().notFound).toBe('No breakpoint is set.');
  store.getState().toggleBreak('call:FFA_NOTIFICATION_BIND');
  store.getState().toggleBreak('w3=8');
  const stops: number[] = [];
  while (await store.getState().runTo(1)) stops.push(store.getState().cursor);
  expect(stops.length).toBeGreaterThan(3);
  expect(store.getState().notFound).toBe('There is no later breakpoint.');
  expect(await store.getState().runTo(-1)).toBe(true);
  expect(store.getState().cursor).toBe(stops.at(-2));
  store.getState().toggleBreak('w3=8');
  expect(store.getState().breaks).toEqual(['call:FFA_NOTIFICATION_BIND']);
});

test('a fold hides no error, and a step goes over it', async () => {
  const store = await walk();
  await store.getState().foldAll('phases');
  const lines = ensure(linesNow(store.getState()), 'lines');
  expect(lines.length).toBeLessThan(trace(store).length / 2);
  for (const e of trace(store).rows())
    if (e.kind === 'step' && typeof e.rc === 'number' && e.rc < 0)
      expect(lines.at(lines.lineOf(e.row)).kind).toBe('row');
  store.getState().first();
  store.getState().step(1);
  expect(lines.lineOf(store.getState().cursor)).toBe(1);
  const fold = lines.at(0);
  expect(fold.kind).toBe('fold');
  await store.getState().foldAt(0);
  expect(linesNow(store.getState())?.at(0)).toEqual({ kind: 'row', row: 0, differs: false });
  store.getState().unfoldAll();
  expect(linesNow(store.getState())?.length).toBe(trace(store).length);
});
