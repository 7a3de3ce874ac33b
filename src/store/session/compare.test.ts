import { describe, expect, test } from 'vitest';
import { ensure } from '../../base/assert.ts';
import { rowIn } from '../../layout/pair-lines.ts';
import type { WayRow } from '../../lessons/compare-ways.ts';
import { galleryScenario } from '../../lessons/gallery.ts';
import { onPlatform } from '../../scenario/platform.ts';
import { run } from '../../scenario/run.ts';
import { type DriverRevision, REVISION_IDS } from '../../stack/linux/revisions.ts';
import { SECURE_WORLD_IDS } from '../../stack/secure/facts.ts';
import type { Side } from '../../study/align-keys.ts';
import { createScope, type ScopeStore } from '../store.ts';
import { compareScenarios, futurePair, neighbours, type Places, type Scenarios } from './compare.ts';
import { HERE } from './engine.fixture.ts';
import { linesOf } from './pair-lines.ts';
import { runWays } from './ways.ts';

const opened = (name: string): ScopeStore => {
  const store = createScope(HERE);
  store.getState().open(ensure(galleryScenario(name), name));
  return store;
};

/** The open scenario in both places. */
const inPlaces = (store: ScopeStore, [a, b]: Places): Scenarios => {
  const { scenario } = ensure(store.getState().current, 'a run');
  return [onPlatform(scenario, a), onPlatform(scenario, b)];
};

const on = (a: DriverRevision, b: DriverRevision): Places => [
  { driver: a, secure: 'optee' },
  { driver: b, secure: 'optee' },
];

describe('one scenario in two places', () => {
  const BOTH = on('v1', 'v6.12');
  const places = REVISION_IDS.flatMap((driver) => SECURE_WORLD_IDS.map((secure) => ({ driver, secure })));
  const name = (p: Places[0]): string => `${p.driver}/${p.secure}`;
  const every = places.flatMap((a) =>
    places.filter((b) => name(b) !== name(a)).map((b) => [name(a), name(b), [a, b] as Places] as const),
  );

  test.each(every)('%s and %s become a pair of futures', (_, __, both) => {
    const store = opened('sleeping-v6.12');
    const two = inPlaces(store, both);
    compareScenarios(store.getState, two);
    const pair = ensure(futurePair(store.getState(), two), 'a pair');
    expect([pair.left.run.scenario, pair.right.run.scenario]).toMatchObject(both);
    expect({ ...pair.left.run.scenario, ...both[1] }).toEqual(pair.right.run.scenario);
    expect([pair.left, pair.right]).toContain(store.getState().current);
  });

  test('each revision stands beside the one before it', () => {
    expect(neighbours({ driver: 'v1', secure: 'optee' })).toEqual(on('v1', 'v6.12'));
    for (const [i, driver] of REVISION_IDS.entries())
      if (i > 0)
        expect(neighbours({ driver, secure: 'optee' })).toEqual(on(REVISION_IDS[i - 1] as DriverRevision, driver));
  });

  test('is not made twice', () => {
    const store = opened('sleeping');
    const two = inPlaces(store, BOTH);
    compareScenarios(store.getState, two);
    const { length } = store.getState().futures;
    expect(length).toBe(2);
    compareScenarios(store.getState, two);
    expect(store.getState().futures).toHaveLength(length);
  });

  test('a pair is of one scenario: after another edit there is none', () => {
    const store = opened('sleeping');
    compareScenarios(store.getState, inPlaces(store, BOTH));
    store.getState().edit({ seed: 7 }, 'Another seed');
    expect(futurePair(store.getState(), inPlaces(store, BOTH))).toBeNull();
  });

  test('breaks I23 on v1 only', () => {
    const store = opened('sleeping');
    const two = inPlaces(store, BOTH);
    compareScenarios(store.getState, two);
    const { left, right } = ensure(futurePair(store.getState(), two), 'a pair');
    expect(left.run.outcome.violations.map((v) => v.rule)).toContain('I23');
    expect(right.run.outcome.violations).toEqual([]);
  });
});

test('any two scenarios become a pair, called by their titles, and what was open stays', () => {
  const store = opened('probe');
  const two: Scenarios = [ensure(galleryScenario('kexec'), 'kexec'), ensure(galleryScenario('remove'), 'remove')];
  compareScenarios(store.getState, two);
  const { left, right } = ensure(futurePair(store.getState(), two), 'a pair');
  expect([left.scenario, right.scenario]).toEqual(two);
  expect([left.title, right.title]).toEqual(two.map((s) => s.title));
  expect(store.getState().futures[0]?.title).toBe('As opened');
});

describe('side by side', () => {
  const left = run(ensure(galleryScenario('sleeping'), 'v1')).trace;
  const right = run(ensure(galleryScenario('sleeping-v6.12'), 'v6.12')).trace;

  test('covers every row of both once, in order, and folds what is equal', () => {
    const lines = linesOf(left, right);
    const rows = (side: Side): number[] =>
      lines.flatMap((l) => {
        const row = rowIn(l, side);
        return row === null ? [] : Array.from({ length: l.kind === 'fold' ? l.count[side] : 1 }, (_, n) => row + n);
      });
    expect(rows('left')).toEqual(Array.from({ length: left.length }, (_, i) => i));
    expect(rows('right')).toEqual(Array.from({ length: right.length }, (_, i) => i));
    expect(lines.some((l) => l.kind === 'fold')).toBe(true);
  });

  test('equal runs are one fold', () => {
    const { length } = left;
    expect(linesOf(left, left)).toEqual([{ kind: 'fold', left: 0, right: 0, count: { left: length, right: length } }]);
  });
});

const { rows } = await runWays('v6.12', HERE);

describe('the two ways of a wake-up', () => {
  const row = (title: string): WayRow =>
    ensure(
      rows.find((r) => r.title === title),
      title,
    );
  const texts = (title: string, way: 'async' | 'sync'): string[] => row(title)[way].map((l) => l.text);

  test('asynchronous: interrupts and a worker; synchronous: two processes and no interrupt', () => {
    expect(texts('What wakes', 'async')).toEqual([
      'secure UART is raised, INTID 40, secure UART on CPU 0',
      'SRI is raised, INTID 8, secure UART on CPU 0',
      'ffa_sched_recv_irq_handler() queues work, ARM-FFA-SRI on CPU 0',
    ]);
    expect(texts('What wakes', 'sync')).toEqual(['optee_notif_send(64) by sender on CPU 1']);
    expect(texts('Who runs, in which context', 'async').map((t) => t.split(':').at(-1)?.trim())).toEqual([
      'OP-TEE, all exceptions masked',
      'hard interrupt, must not sleep',
      'worker',
      'OP-TEE thread, may wait by an RPC',
    ]);
  });

  test('the event waits in the SPMC or in Linux, and only the synchronous way suspends a thread', () => {
    expect(texts('What remembers the event', 'async')).toEqual(['SPMC, pending ids: {0}', 'SPMC, pending ids: none']);
    expect(texts('What remembers the event', 'sync')).toEqual([
      'Linux, key 64 = waiter: waiter',
      'Linux, key 64 = nothing',
    ]);
    expect(texts('Threads of OP-TEE', 'async').some((t) => t.includes('suspended'))).toBe(false);
    expect(texts('Threads of OP-TEE', 'sync').some((t) => t.includes('suspended'))).toBe(true);
  });

  test('nobody waits: a bottom half all the same, or a latch; nobody sends: nothing, or a task that waits for ever', () => {
    expect(texts('When nobody waits', 'async')).toEqual([
      'optee_do_bottom_half() has run in kworker/0:1 on CPU 0 (worker)',
    ]);
    expect(texts('When nobody waits', 'sync')).toEqual(['key 64 stays in Linux: latched']);
    expect(texts('When nobody sends', 'async')).toEqual(['nothing']);
    expect(texts('When nobody sends', 'sync').join()).toMatch(/waiter waits for ever/);
    expect(texts('When the driver is gone', 'async').join()).toMatch(/no callback is found/);
  });

  test('no line is without its row, but for those that say that there is none', () => {
    for (const line of rows.flatMap((r) => [...r.async, ...r.sync]))
      if (line.row === null) expect(['nothing', 'none']).toContain(line.text);
  });

  test('on v1 the asynchronous way breaks I23', async () => {
    const v1 = (await runWays('v1', HERE)).rows.find((r) => r.title === 'Rules that are broken');
    expect(v1?.async[0]?.text).toMatch(/^I23: /);
    expect(v1?.sync.map((l) => l.text)).toEqual(['none']);
  });
});
