import { expect, test } from 'vitest';
import { scenarioOf } from '../../explore/scenario.fixture.ts';
import { situations } from '../../explore/situations.ts';
import { trial } from '../../explore/trial.ts';
import { FIX_IDS } from '../../stack/linux/fix-ids.ts';
import type { FromExplorer, ToExplorer } from './explore-protocol.ts';
import { type Fixing, fixing } from './fixing.ts';

// The scenario has so many neighbours and each is tried so many times; what is tried there is the matter of fix-matrix.test.ts.
const scenario = scenarioOf({ driver: 'v7.3', actions: [{ do: 'probe' }] });
const TOTAL = situations(scenario).length * (2 + 2 * FIX_IDS.length);
const bucket = situations(scenario).find((s) => s.id === 'bucket');

interface Told {
  readonly now: Fixing;
  readonly workers: number;
  readonly stopped: number;
}

/** Workers that answer, when there is time, what the situation `bucket` brings, and nothing for any other. */
async function tried(of: number, answer: (asked: ToExplorer) => FromExplorer): Promise<Told> {
  let workers = 0;
  let stopped = 0;
  let now: Fixing = { done: 0, total: 0, defects: [], left: null, running: true, problem: '' };
  await new Promise<void>((over) => {
    const tell = (more: Partial<Fixing>): void => {
      now = { ...now, ...more };
      if (!now.running) over();
    };
    fixing(scenario, tell, of, (first, hear) => {
      workers++;
      const ask = (asked: ToExplorer): void => void Promise.resolve().then(() => hear(answer(asked)));
      ask(first);
      return { ask, stop: () => void stopped++ };
    });
  });
  return { now, workers, stopped };
}

const wrongIn = (asked: ToExplorer): FromExplorer => {
  if (asked.kind !== 'trial') throw new Error('something else is asked');
  const { situation } = asked;
  const nothing = { things: new Map(), hanging: new Set<string>() };
  return { kind: 'wrong', wrong: situation.id === bucket?.id ? trial(situation) : nothing };
};

test('a worker is begun once and asked again, all are ended at the end, and what is told is the same for any number', async () => {
  const [one, three] = [await tried(1, wrongIn), await tried(3, wrongIn)];
  expect([one.workers, one.stopped, three.workers, three.stopped]).toEqual([1, 1, 3, 3]);
  expect(one.now).toMatchObject({ done: TOTAL, total: TOTAL, running: false, problem: '', left: [] });
  expect(one.now.defects).toMatchObject([{ endedBy: ['hash-by-id'], backWithout: ['hash-by-id'] }]);
  expect(three.now).toEqual(one.now);
});

test('what a worker says went wrong ends all of them, and is told', async () => {
  const { now, stopped } = await tried(2, () => ({ kind: 'refused', what: 'It fell over.' }));
  expect(now).toMatchObject({ running: false, problem: 'It fell over.' });
  expect(stopped).toBe(2);
});
