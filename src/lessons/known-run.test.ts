import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ensure } from '../base/assert.ts';
import { scenarios } from '../scenario/arbitrary.fixture.ts';
import type { Scenario } from '../scenario/types.ts';
import type { Fault } from '../sim/fault.ts';
import type { Action } from '../stack/config.ts';
import type { RunOptions } from '../stack/run-options.ts';
import { Running } from '../stack/simulate.ts';
import { GALLERY_NAMES, galleryScenario } from './gallery.ts';

const MAX_ROWS = 3000;
const TIMEOUT = 1_000_000;
const RUNS = Number(process.env.FUZZ_RUNS ?? 40);

/** How many rows were not acted. */
let known = 0;

interface Told {
  /** The rows as numbers: what they mean is in tables that runs share, as long as these are not full. */
  readonly numbers: string;
  readonly rows: () => string;
  /** All else that a run leaves behind. */
  readonly rest: string;
}

const json = (x: unknown): string => JSON.stringify(x, (_key, v: unknown) => (typeof v === 'bigint' ? `${v}n` : v));

function told(scenario: Scenario, options: RunOptions = {}): Told {
  const running = new Running(scenario, { maxRows: MAX_ROWS, ...options });
  running.settle();
  known += running.rowsKnown;
  const { trace, start, world, ...end } = running.result();
  const numbers = Array.from({ length: trace.length }, (_, i) => Object.values(trace.numbers(i)).join(' '));
  return {
    numbers: numbers.join('\n'),
    rows: () => json([...trace.rows()]),
    rest: json([start, [...world.under('')], end]),
  };
}

/** Is the run that does again what is known the same, to the last byte, as the one that acts it? */
function expectSame(scenario: Scenario, name?: string): void {
  const [one, acted] = [told(scenario), told(scenario, { isActed: true })];
  if (one.numbers !== acted.numbers) expect(one.rows(), name).toBe(acted.rows());
  expect(one.rest, name).toBe(acted.rest);
}

test('a run that does again what is known is the run that acts it: all lessons, and twice what they do', () => {
  known = 0;
  for (const name of GALLERY_NAMES) {
    const lesson = ensure(galleryScenario(name), name);
    const twice = { ...lesson, actions: [...lesson.actions, ...lesson.actions] };
    expectSame(twice, `twice ${name}`);
    expectSame(lesson, name);
  }
  expect(known).toBeGreaterThan(2000);
});

test(
  'the same of random scenarios, with one fault fewer and with another seed',
  () => {
    known = 0;
    fc.assert(
      fc.property(scenarios, fc.nat(), (one, seed) => {
        const again = { ...one, actions: [...one.actions, ...one.actions].slice(0, 40) };
        for (const scenario of [again, { ...one, faults: one.faults.slice(1), seed }, again]) expectSame(scenario);
      }),
      // The first one does the same twice for certain: how often random ones do is chance.
      { numRuns: RUNS, examples: [[ensure(galleryScenario('probe'), 'probe'), 1]] },
    );
    expect(known).toBeGreaterThan(100);
  },
  TIMEOUT,
);

/** What a machine may be asked for in any order and again and again. */
const ACTIONS: readonly Action[] = [
  { do: 'probe' },
  { do: 'probe' },
  { do: 'notify' },
  { do: 'notify' },
  { do: 'notify', cpu: 1 },
  { do: 'notify', masks: true },
  { do: 'remove' },
  { do: 'session' },
  { do: 'session', with: 'previous' },
  { do: 'load-ta' },
  { do: 'protmem' },
  { do: 'request', id: 0 },
  { do: 'request', id: 5 },
  { do: 'relinquish', id: 5 },
  { do: 'send', id: 5 },
  { do: 'sync-send', key: 7 },
  { do: 'unload' },
  { do: 'boot' },
  { do: 'kexec' },
];
const FAULTS: readonly Fault[] = [
  { at: { call: 'FFA_MEM_SHARE', nth: 3 }, do: { error: -6 } },
  { at: { call: 'FFA_NOTIFICATION_BIND', nth: 2 }, do: { error: -6 } },
  { at: { call: 'FFA_NOTIFICATION_GET', nth: 4 }, do: { reply: new Map([[2, 1n]]) } },
  { at: { call: 'SRI', nth: 2 }, do: { lose: true } },
  { at: { call: 'FFA_MSG_SEND_DIRECT_REQ', nth: 40 }, do: { interrupt: 2 } },
  { at: { fn: 'kzalloc', nth: 5 }, do: { rc: -12 } },
];
test(
  'the same of long scenarios of few machines, which come to the same states on many ways',
  () => {
    const lessons = GALLERY_NAMES.map((name) => ensure(galleryScenario(name), name));
    // One of each driver and secure world.
    const machines = [...new Map(lessons.map((one) => [`${one.driver} ${one.secure}`, one])).values()];
    known = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(...machines),
        fc.array(fc.constantFrom(...ACTIONS), { minLength: 3, maxLength: 12 }),
        fc.oneof(fc.constant([]), fc.subarray([...FAULTS], { maxLength: 2 })),
        fc.constantFrom([], [], [], [1], [0, 1]),
        (machine, actions, faults, choices) => {
          const twice = [...actions, ...actions];
          const scenario: Scenario = { ...machine, actions: twice, faults, choices };
          for (const one of [scenario, scenario, { ...scenario, seed: 7 }, { ...scenario, faults: [] }])
            expectSame(one);
        },
      ),
      { numRuns: RUNS },
    );
    expect(known).toBeGreaterThan(30 * RUNS);
  },
  TIMEOUT,
);
