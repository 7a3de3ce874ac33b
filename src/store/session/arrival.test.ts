import { expect, test } from 'vitest';
import { run } from '../../scenario/run.ts';
import { DEFAULTS } from '../../scenario/schema.ts';
import type { Run, Scenario } from '../../scenario/types.ts';
import { MemoryTrace } from '../../trace/memory-trace.ts';
import { shown } from '../shown.ts';
import { createScope } from '../store.ts';
import { HERE } from './engine.fixture.ts';
import { type Hear, Stopped } from './runner.ts';

const long: Scenario = {
  ...DEFAULTS,
  title: 'Long',
  actions: Array(6)
    .fill([{ do: 'probe' }, { do: 'remove' }])
    .flat(),
};

/** A store whose next run comes as the test says. */
function arriving() {
  let hear: Hear = () => {};
  let end: (made: Run) => void = () => {};
  let fail: (why: Error) => void = () => {};
  let waits = false;
  const store = createScope({
    ...HERE,
    run(scenario, told = () => {}) {
      if (!waits) return run(scenario);
      hear = told;
      return new Promise<Run>((resolve, reject) => {
        end = resolve;
        fail = reject;
      });
    },
    stop: () => fail(new Stopped()),
  });
  store.getState().open({ ...DEFAULTS, title: 'Before' }, 5);
  waits = true;
  const made = run(long);
  const rows = MemoryTrace.of(made.trace.rows());
  const come = (count: number): void => hear({ trace: rows.upTo(count), history: made.history });
  return { store, made, come, end: () => end(made), row: () => store.getState().cursor };
}

test('a long run is shown while it comes, and the cursor stays where a person has put it', async () => {
  const { store, made, come, end, row } = arriving();
  const opened = store.getState().open(long, 0);
  expect(shown(store.getState())?.title).toBe('Before');
  come(120);
  expect(shown(store.getState())).toMatchObject({ title: 'Long', trace: { length: 120 }, run: null });
  expect(store.getState().current).toBeNull();
  store.getState().seek(40);
  come(130);
  expect(shown(store.getState())?.trace.length).toBe(120);
  come(300);
  expect(shown(store.getState())?.trace.length).toBe(300);
  end();
  await opened;
  expect(store.getState()).toMatchObject({ arriving: null, running: null });
  expect(shown(store.getState())?.run).toBe(made);
  expect(row()).toBe(40);
});

test('it is shown when the row that was asked for is here, and not before', async () => {
  const { store, come, end, row } = arriving();
  const opened = store.getState().open(long, 250);
  come(300);
  expect(shown(store.getState())?.title).toBe('Before');
  expect(row()).toBe(5);
  come(400);
  expect(shown(store.getState())?.title).toBe('Long');
  expect(row()).toBe(250);
  end();
  await opened;
  expect(row()).toBe(250);
});

test('stopped on its way: what was open is open again, at its place', async () => {
  const { store, come, row } = arriving();
  const before = store.getState().current;
  const opened = store.getState().open(long, 0);
  come(200);
  store.getState().stopRun();
  await opened;
  expect(store.getState()).toMatchObject({ current: before, arriving: null, wanted: null });
  expect(row()).toBe(5);
});

test('one that was stopped because another began takes nothing from the other', async () => {
  const { store, end } = arriving();
  const first = store.getState().open(long, 0);
  const second = store.getState().open({ ...long, title: 'Second' }, 0);
  await first;
  expect(store.getState().running?.title).toBe('Second');
  expect(store.getState().wanted?.title).toBe('Second');
  end();
  await second;
  expect(store.getState()).toMatchObject({ running: null, wanted: null });
});
