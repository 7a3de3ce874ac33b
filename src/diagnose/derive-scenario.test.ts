import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { firstDifference } from '../conformance/compare.ts';
import { withoutForeignInterrupts } from '../conformance/recorded.ts';
import { jsonText, opened, traceText } from '../import/fixtures/files.ts';
import { run } from '../scenario/run.ts';
import { parseScenario } from '../scenario/schema.ts';
import type { Outcome } from '../scenario/types.ts';
import { deriveScenario } from './derive-scenario.ts';
import { runCounterpart } from './run-counterpart.ts';

// "Model this": the scenario that is derived from a recording, run by the model, gives the recording's frames again.

type Frames = Outcome['frames'];

const recorded = (name: string): Frames => {
  const records = JSON.parse(jsonText(name)) as { kind: string; call: string[]; ret: string[] | null }[];
  const frames = records.filter((r) => r.kind === 'smc').map((r) => [r.call, r.ret ?? null] as const);
  return withoutForeignInterrupts(frames).map(([call, reply]) => [withoutAddresses(call), reply]);
};

/** Physical addresses of the RX and TX buffers. */
const withoutAddresses = (call: readonly string[]): readonly string[] =>
  call[0] === '0xc4000066' ? call.map((w, i) => (i === 1 || i === 2 ? '*' : w)) : call;

async function modelled(name: string) {
  const derived = deriveScenario((await opened(traceText(name))).trace, name);
  const scenario = parseScenario(derived.scenario);
  if (!scenario.ok) throw new Error(`${scenario.error.where}: ${scenario.error.what}`);
  const result = run(scenario.value);
  return { derived, result, frames: withoutForeignInterrupts(result.outcome.frames) };
}

describe.each([
  ['a-core-init', ['boot']],
  ['b-probe', ['probe']],
  ['c-remove', ['probe', 'remove']],
  ['i10-gicv2-probe', ['probe']],
  ['g1-pta-open-invoke-close', ['probe', 'session']],
  ['f-async-uart', ['probe', 'notify']],
])('%s', (name, actions) => {
  test('is explained by a scenario with the same frames', async () => {
    const { derived, frames } = await modelled(name);
    expect((derived.scenario.actions as { do: string }[]).map((a) => a.do)).toEqual(actions);
    const wanted = recorded(name);
    expect(firstDifference(wanted, frames.slice(frames.length - wanted.length))).toBeNull();
    expect(derived.before).toBe(frames.length > wanted.length ? 1 : 0);
  });
});

describe.each(['i1-bind-errors', 'i9-hash-collision', 'e-bound-3', 'e-rawbound-63'])('%s', (name) => {
  test('is explained with the requests of the other driver', async () => {
    const { frames } = await modelled(name);
    expect(firstDifference(recorded(name), frames)).toBeNull();
  });
});

test('the patch of i8-fault-6 becomes a fault of the device PTA, which strikes', async () => {
  const { derived, result } = await modelled('i8-fault-6');
  expect(derived.scenario.faults).toEqual([{ at: { fn: 'get_devices', nth: 1 }, do: { rc: -65536 } }]);
  expect(result.missedFaults).toEqual([]);
});

test('calls of the device PTA are counted while devices are looked for, and not those of sessions between', async () => {
  const names = ['b-probe', 'g1-pta-open-invoke-close', 'c-remove', 'i8-fault-6'];
  const { trace } = await opened(names.map(traceText).join(''));
  const { faults } = deriveScenario(trace, 'test').scenario;
  // The first probe calls it for the size of the list and for the list.
  expect(faults).toEqual([{ at: { fn: 'get_devices', nth: 3 }, do: { rc: -65536 } }]);
});

test('a reply that departs becomes a fault of its call', async () => {
  const { trace } = await opened('8400007f 80010000 0 1 -> 84000060 0 fffffffd');
  expect(deriveScenario(trace, 't').scenario.faults).toEqual([
    { at: { call: 'FFA_NOTIFICATION_BIND', nth: 1 }, do: { error: -3 } },
  ]);
});

describe('a recording of Linux 7.3', () => {
  const folder = new URL('../import/fixtures/qemu-7.3.4/', import.meta.url);
  const counterpartOf = async (file: string) => {
    const { trace } = await opened(readFileSync(new URL(file, folder), 'utf8'));
    const derived = deriveScenario(trace, file);
    const counterpart = runCounterpart(trace, derived);
    if (!counterpart.ok) throw new Error(counterpart.error.what);
    const actions = (derived.scenario.actions as { do: string }[]).map((a) => a.do);
    return { driver: derived.scenario.driver, actions, first: counterpart.value.first };
  };

  test.each([
    ['a-core-init', 'v7.3', ['boot']],
    ['b-probe', 'v7.3', ['probe']],
    ['c-remove', 'v7.3', ['probe', 'remove']],
    ['f-async-uart', 'v7.3', ['probe', 'notify']],
    ['j3-core-exit-while-bound', 'v7.3', ['probe', 'unload']],
    ['j4-core-init-after', 'v7.3', ['probe', 'unload', 'boot']],
  ] as const)('%s is explained by its driver, call by call', async (name, driver, actions) => {
    for (const ending of ['json', 'trace.txt'])
      expect(await counterpartOf(`${name}.${ending}`)).toEqual({ driver, actions, first: null });
  });

  test('a console that a reboot printed is explained as the unload that its shutdown is', async () => {
    const { actions, first } = await counterpartOf('j7-reboot-while-bound.console.txt');
    expect([actions, first]).toEqual([['probe', 'unload'], null]);
  });

  test('an UNBIND that is refused has its notification before it, in 6.12 too', async () => {
    expect((await counterpartOf('i6-unbind-while-pending.json')).first).toBeNull();
    const { derived, frames } = await modelled('i6-unbind-while-pending');
    expect(derived.scenario).toMatchObject({ driver: 'v6.12', held: [0] });
    expect(firstDifference(recorded('i6-unbind-while-pending'), frames)).toBeNull();
  });
});

describe('the kernel is told by', () => {
  const driver = async (...lines: string[]): Promise<unknown> =>
    deriveScenario((await opened(lines.join('\n'))).trace, 't').scenario.driver;

  test('the version that it asks for', async () => {
    expect(await driver('84000063 10002 -> 10002')).toBe('v7.3');
    expect(await driver('84000063 10001 -> 10002')).toBe('v6.12');
  });

  test('what follows the first question', async () => {
    const api = '8400006f 8001 0 0 -> 84000070 80010000 0 1 0';
    const os = '8400006f 8001 0 1 -> 84000070 80010000 0 4 a d5001fe0';
    const caps = '8400006f 8001 0 2 -> 84000070 80010000 0 0 4 7';
    expect(await driver(api, caps)).toBe('v7.3');
    expect(await driver(api, os)).toBe('v6.12');
  });

  test('the length of its first share, where nothing else tells', async () => {
    expect(await driver('c4000073 70 70 -> 84000061 0 0 1000')).toBe('v7.3');
    expect(await driver('c4000073 60 60 -> 84000061 0 0 1000')).toBe('v6.12');
    expect(await driver('84000080 80010000 0 1 -> 84000061')).toBe('v6.12');
  });
});
