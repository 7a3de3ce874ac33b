import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openRecording } from '../import/open.ts';
import { checkTrace } from './check.ts';
import { deriveScenario } from './derive-scenario.ts';
import { Profile } from './profile.ts';
import { runCounterpart } from './run-counterpart.ts';
import { hasTwoPartitions, isSignalled, secureWorldIn } from './secure-world-of.ts';

interface Recorded {
  readonly id: string;
  readonly expect: { readonly frames: readonly (readonly [readonly string[], readonly string[]])[] };
}

const recorded = (file: string): Recorded[] =>
  readFileSync(new URL(`../conformance/data/${file}`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Recorded);

/** The frames as a recording; an address that differs from boot to boot is any page. */
async function traceOf({ expect: { frames } }: Recorded) {
  const page = (w: readonly string[]) => w.map((word, i) => (word === '*' ? `0x4130${i}000` : word));
  const records = frames.map(([call, ret], seq) => ({ seq, ts_us: seq, cpu: 0, kind: 'smc', call: page(call), ret }));
  const opened = await openRecording(JSON.stringify(records, null, 1));
  if (!opened.ok) throw new Error(opened.error.what);
  return opened.value.trace;
}

const hafnium = recorded('recordings-hafnium.jsonl').filter(
  (r) => !r.id.endsWith('a2-core-exit') && !r.id.endsWith('i1-bind-errors-linux'),
);
const optee = recorded('recordings.jsonl').filter((r) => r.id === 'a-core-init' || r.id === 'b-probe');

test.each(hafnium.map((r) => [r.id, r] as const))(
  '%s is told to be Hafnium, departs nowhere, and is modelled so',
  async (_, r) => {
    const trace = await traceOf(r);
    const world = secureWorldIn(trace);
    expect(world.id).toBe('hafnium');
    expect(checkTrace(trace, new Profile(world)).departures.map((d) => d.text)).toEqual([]);
    expect(deriveScenario(trace, 'test').scenario).toMatchObject({ secure: 'hafnium' });
  },
);

test.each(optee.map((r) => [r.id, r] as const))('%s is told to be OP-TEE', async (_, r) => {
  const trace = await traceOf(r);
  expect(secureWorldIn(trace).id).toBe('optee');
});

const real = (name: string): string =>
  readFileSync(new URL(`../import/fixtures/qemu-hafnium/${name}.json`, import.meta.url), 'utf8');

// A recording that has no start of the core in it: what is refused there, and how, tells the secure world; and in the one the
// calls of a work queue come in the middle of a remove, which only an interleaving gives.
test.each([
  ['i1-bind-errors-linux', 10],
  ['i6-unbind-while-pending', 5],
])('%s on Hafnium: every call of the derived run is the recorded one', async (name, calls) => {
  const opened = await openRecording(real(name));
  if (!opened.ok) throw new Error(opened.error.what);
  const { trace } = opened.value;
  const derived = deriveScenario(trace, name);
  expect(derived.scenario).toMatchObject({ secure: 'hafnium', driver: 'v6.12' });
  const counterpart = runCounterpart(trace, derived);
  expect(counterpart.ok && counterpart.value.counts).toEqual({ equal: calls, different: 0, onlyLeft: 0, onlyRight: 0 });
});

// FF-A 1.2, FFA_PARTITION_INFO_GET_REGS: x2[15:0] of its success is the index of the last descriptor, x2[31:16] that of the last
// one in these registers, x2[63:48] the bytes of one.
test.each([
  ['one partition', 'c400008b', 'c4000061', '0018000000000000', false],
  ['two', 'c400008b', 'c4000061', '0018000000010001', true],
  ['two, the first told alone', 'c400008b', 'c4000061', '0018000000000001', true],
  ['a higher tag and index', 'c400008b', 'c4000061', '00180000ffff0000', false],
  ['the 32-bit success', 'c400008b', '84000061', '0018000000000001', false],
  ['another call', '84000068', 'c4000061', '0018000000000001', false],
] as const)('the answer tells of two partitions: %s', async (_, call, success, x2, has) => {
  const opened = await openRecording(`${call} 0 0 0 0 0 0 0 -> ${success} 0 ${x2} 0 0 0 0 0\n`);
  if (!opened.ok) throw new Error(opened.error.what);
  expect(hasTwoPartitions(opened.value.trace)).toBe(has);
});

// FF-A 1.1, 4.3: a partition that is preempted answers a message with FFA_INTERRUPT.
test.each([
  ['84000062 80010000', true],
  ['84000061', false],
  ['84000070 80010000', false],
])('a reply %s says that a partition was stopped: %s', async (reply, is) => {
  const opened = await openRecording(`8400006f 8001 0 0 -> ${reply}\n`);
  if (!opened.ok) throw new Error(opened.error.what);
  expect(isSignalled(opened.value.trace)).toBe(is);
});
