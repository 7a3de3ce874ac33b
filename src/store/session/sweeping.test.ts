import { expect, test } from 'vitest';
import { scenarioOf } from '../../explore/scenario.fixture.ts';
import { everySingle, singleFaults, sweepBase } from '../../explore/sweep.ts';
import type { FromExplorer, ToExplorer } from './explore-protocol.ts';
import { coresOf, type Swept, sweep } from './sweeping.ts';

const scenario = scenarioOf({ driver: 'v7.3', optee: { caps: [] }, actions: [{ do: 'probe' }] });

/** Workers that do nothing until they are told to, and then everything at once. */
function workers() {
  const jobs: (() => void)[] = [];
  const stopped: boolean[] = [];
  const ask = (asked: ToExplorer, hear: (told: FromExplorer) => void) => {
    const n = stopped.push(false) - 1;
    jobs.push(() => {
      if (asked.kind !== 'sweep') throw new Error('something else is asked');
      const base = sweepBase(asked.scenario);
      if (!base.ok) return hear({ kind: 'refused', what: base.error.what });
      hear({ kind: 'places', sites: base.value.places.map((p) => p.site), total: base.value.total });
      hear({ kind: 'tried', tried: [...singleFaults(base.value, asked)] });
      hear({ kind: 'over' });
    });
    return {
      stop: () => {
        stopped[n] = true;
      },
    };
  };
  return { ask, jobs, stopped };
}

function listened(of: number, order: readonly number[]) {
  const { ask, jobs, stopped } = workers();
  let now: Swept = { sites: [], total: 0, tried: [], running: true, problem: '' };
  const tell = (more: Partial<Swept>): void => {
    now = { ...now, ...more };
  };
  const { stop } = sweep(scenario, tell, of, ask);
  for (const i of order) jobs[i]?.();
  return { now: () => now, stop, stopped };
}

test('what is heard does not depend on how many workers there are, nor on which of them is first', () => {
  const base = sweepBase(scenario);
  if (!base.ok) throw new Error(base.error.what);
  const all = everySingle(base.value);
  for (const order of [[0], [0, 1], [1, 0], [2, 0, 1]]) {
    const { now } = listened(order.length, order);
    expect(now()).toMatchObject({ running: false, total: all.length, problem: '' });
    expect(now().tried).toEqual(all);
  }
});

test('it runs until the last of them has ended, and who stops it stops all', () => {
  const { now, stop, stopped } = listened(2, [1]);
  expect(now()).toMatchObject({ running: true });
  expect(now().tried.length).toBeGreaterThan(0);
  stop();
  expect(stopped).toEqual([true, true]);
});

test('as many as there are cores, and no more than four', () => {
  expect([1, 2, 64].map((hardwareConcurrency) => coresOf({ hardwareConcurrency }))).toEqual([1, 2, 4]);
});
