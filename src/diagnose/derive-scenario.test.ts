import { describe, expect, test } from 'vitest';
import { firstDifference } from '../conformance/compare.ts';
import { withoutForeignInterrupts } from '../conformance/recorded.ts';
import { jsonText, opened, traceText } from '../import/fixtures/files.ts';
import { run } from '../scenario/run.ts';
import { parseScenario } from '../scenario/schema.ts';
import type { Outcome } from '../scenario/types.ts';
import { deriveScenario } from './derive-scenario.ts';

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

test('a reply that departs becomes a fault of its call', async () => {
  const { trace } = await opened('8400007f 80010000 0 1 -> 84000060 0 fffffffd');
  expect(deriveScenario(trace, 't').scenario.faults).toEqual([
    { at: { call: 'FFA_NOTIFICATION_BIND', nth: 1 }, do: { error: -3 } },
  ]);
});
