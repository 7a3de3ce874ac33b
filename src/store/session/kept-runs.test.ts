import { expect, test } from 'vitest';
import { run } from '../../scenario/run.ts';
import { DEFAULTS } from '../../scenario/schema.ts';
import type { Scenario } from '../../scenario/types.ts';
import { sourcesOf } from '../../trace/index.ts';
import type { Trace } from '../../trace/trace.ts';
import { KeptRuns } from './kept-runs.ts';

const PROBE: Scenario = { ...DEFAULTS, actions: [{ do: 'probe' }] };
const rows = run(PROBE).trace.length;
const seeded = (seed: number): Scenario => ({ ...PROBE, seed });

function kept(most: number) {
  let times = 0;
  const runs = new KeptRuns((s) => {
    times++;
    return run(s);
  }, most);
  const futures = Array.from({ length: 10 }, (_, i) => runs.future(i, `Seed ${i}`, run(seeded(i)), null));
  return { runs, futures, again: () => times };
}

test('runs that fit are kept as they are', () => {
  const { runs, futures, again } = kept(10 * rows);
  const all = futures.map((f) => f.run);
  expect(futures.map((f) => f.run)).toEqual(all);
  expect(runs.rows).toBe(10 * rows);
  expect(again()).toBe(0);
});

test('those that were looked at longest ago are forgotten, and run again to the same rows', async () => {
  const { runs, futures, again } = kept(4 * rows);
  expect(runs.rows).toBe(4 * rows);
  expect(futures[9]?.run.scenario.seed).toBe(9);
  expect(again()).toBe(0);
  const [forgotten] = futures;
  if (forgotten === undefined) throw new Error('no future');
  expect(() => forgotten.run).toThrow('forgotten');
  const first = await runs.ensure(forgotten);
  expect(again()).toBe(1);
  expect(forgotten.run).toBe(first);
  expect([...first.trace.rows()]).toEqual([...run(seeded(0)).trace.rows()]);
  expect(runs.rows).toBe(4 * rows);
});

test('two are kept however long they are: one is shown beside the other', () => {
  const { runs, futures, again } = kept(1);
  for (let n = 0; n < 5; n++) expect(futures.slice(-2).map((f) => f.run.scenario.seed)).toEqual([8, 9]);
  expect(runs.rows).toBe(2 * rows);
  expect(again()).toBe(0);
});

test('what was found out about a run is let go when two others were looked at since', () => {
  const { futures } = kept(10 * rows);
  const [first, second, third] = futures.map((f) => f.run.trace) as [Trace, Trace, Trace];
  const asked = (of: number): unknown => sourcesOf(futures[of]?.run.trace ?? first);
  const found = asked(0);
  expect([asked(1), asked(0)]).toEqual([sourcesOf(second), found]);
  expect(asked(0)).toBe(found);
  expect([asked(1), asked(2)]).toEqual([sourcesOf(second), sourcesOf(third)]);
  expect(asked(0)).not.toBe(found);
  expect(asked(0)).toEqual(found);
});

test('a future that is renamed has the same run', () => {
  const { runs, futures } = kept(10 * rows);
  const [first] = futures;
  if (first === undefined) throw new Error('no future');
  const renamed = runs.changed(first, { title: 'Otherwise' });
  expect(renamed).toMatchObject({ id: first.id, title: 'Otherwise', parent: null });
  expect(renamed.run).toBe(first.run);
});

test('what is opened next starts with none', () => {
  const { runs } = kept(10 * rows);
  runs.clear();
  expect(runs.rows).toBe(0);
});
