import fc from 'fast-check';
import { expect, test } from 'vitest';
import { callById } from '../abi/ffa-call.ts';
import { type Frame, frame } from '../abi/frame.ts';
import { FUNCTION_IDS, functionId } from '../abi/function-id.ts';
import { requestedService } from '../abi/identify.ts';
import { statusText } from '../abi/status.ts';
import { teeResultName } from '../abi/tee-result.ts';
import { hex, s32 } from '../base/bits.ts';
import { openRecording } from '../import/open.ts';
import { scenarios } from '../scenario/arbitrary.fixture.ts';
import { DEFAULTS } from '../scenario/read/defaults.ts';
import { readTx } from '../scenario/read/tx.ts';
import { run } from '../scenario/run.ts';
import type { Scenario } from '../scenario/types.ts';
import type { Action } from '../stack/config.ts';
import type { SecureWorld } from '../stack/secure/secure-world.ts';
import { SECURE_WORLDS } from '../stack/secure/worlds.ts';
import { legalReplies } from '../study/replies/replies.ts';
import type { CallEvent, ReturnEvent } from '../trace/event.ts';
import { jsonLine } from '../trace/jsonl.ts';
import type { Trace } from '../trace/trace.ts';
import { Profile } from './profile.ts';

// One truth: what the model answers, what the profile allows, what the menu offers and which lane is drawn come from the
// same rules, and here they are held against each other on random registers in the states that random scenarios reach.

const SCENARIOS = 240;
const FRAMES = 60;
const WANTED = 10_000;

const word64 = fc.bigInt({ min: 0n, max: (1n << 64n) - 1n });
const word32 = fc.bigInt({ min: 0n, max: 0xffff_ffffn });
const oneOf = (...words: readonly bigint[]): fc.Arbitrary<bigint> => fc.constantFrom(...words);
const numbers = [...Object.values(FUNCTION_IDS).map((f) => f.number), 0x5f, 0x91, 0x98, 0xff];
const ids = fc
  .tuple(
    fc.constantFrom(...numbers),
    fc.constantFrom<32 | 64>(32, 64),
    oneOf(0n, 0n, 0n, 0n, 1n << 16n, 1n << 20n, 1n << 40n),
  )
  .map(([number, width, more]) => functionId(number, width) | more);
const common = fc.constantFrom(
  0x7d,
  0x7e,
  0x7f,
  0x80,
  0x82,
  0x83,
  0x6f,
  0x66,
  0x67,
  0x65,
  0x68,
  0x64,
  0x73,
  0x77,
  0x6d,
);
const w0 = fc.oneof(
  { weight: 3, arbitrary: ids },
  { weight: 6, arbitrary: common.map((n) => functionId(n, 32)) },
  { weight: 2, arbitrary: oneOf(0xc400_0083n, 0xc400_0066n, 0xc400_0073n, 0xc400_006fn, 0xc400_008dn) },
);
const w1 = fc.oneof(
  oneOf(
    0n,
    0n,
    0x8001n,
    0x8001_0000n,
    0x8001_0005n,
    5n,
    0x8000n,
    0x8002n,
    0x8001_8001n,
    0x1_0002n,
    0x1_0001n,
    0x4130_0000n,
  ),
  oneOf(2n, 3n, 0xc400_008dn, 0x8400_007fn, 0x60n, 0x1_0000_0000n),
  word32,
  word64,
);
const rest = fc.oneof(
  { weight: 5, arbitrary: oneOf(0n) },
  { weight: 3, arbitrary: oneOf(1n, 2n, 3n, 5n, 4n, 64n, 0x60n, 0x1000n, 0x8000_0000n, 0x8000_0001n, 0x4130_1000n) },
  { weight: 1, arbitrary: word32 },
  { weight: 1, arbitrary: word64 },
);
const frames = fc
  .tuple(w0, w1, rest, rest, rest, fc.oneof({ weight: 4, arbitrary: oneOf(0n) }, rest))
  .chain(([a, b, c, d, e, f]) =>
    fc
      .tuple(oneOf(0n, 0n, 0n, 0n, 0n, 7n, 1n << 32n), oneOf(0n, 0n, 0n, 0n, 1n))
      .map(([g, h]) => frame(a, b, c, d, e, f, g, h)),
  );

/** What lies in the TX buffer when memory is shared or lent: right, of secure memory, of a strange receiver, to be cleared. */
const BUFFERS = [
  {},
  { ranges: [{ address: '0xe400000' }] },
  { receivers: [{ id: '0x8002' }] },
  { flags: 1, attributes: 0 },
].map((tx) => {
  const read = readTx({ ranges: [{ address: '0x43000000' }], ...tx }, 'tx');
  if (!read.ok) throw new Error(read.error.what);
  return read.value;
});
const isMemory = (w: Frame): boolean => [0x71n, 0x72n, 0x73n].includes((w[0] ?? 0n) & 0xffffn);

/** A scenario without faults, whose answers are the secure world's own, with calls after it. */
const cases = fc
  .tuple(scenarios, fc.array(frames, { minLength: FRAMES, maxLength: FRAMES }), fc.boolean())
  .map(([scenario, calls, notifReady]): Scenario => {
    const optee = { ...DEFAULTS.optee, notifReady, caps: notifReady ? 7 : 5 };
    const sent: Action[] = calls.map((w) => {
      const tx = isMemory(w) ? BUFFERS[Number(w[7] ?? 0n) + (w[5] === 0n ? 0 : 2)] : undefined;
      return { do: 'smc', w, ...(tx === undefined ? {} : { tx }) };
    });
    // A recording knows the version only where it has seen it agreed on.
    const actions: Action[] = [{ do: 'boot' }, ...scenario.actions, ...sent];
    return { ...scenario, optee, faults: [], choices: [], actions };
  });

interface Exchange {
  readonly call: CallEvent;
  readonly reply: ReturnEvent;
}

function* exchanges(trace: Trace): Generator<Exchange> {
  for (const e of trace.rows()) if (e.kind === 'return') yield { call: trace.row(e.of) as CallEvent, reply: e };
}

const words = (w: Frame): string => w.map(hex).join(' ');

/** What the profile has against the answers of a run. */
function* againstProfile(trace: Trace, world: SecureWorld): Generator<string> {
  const profile = new Profile(world);
  for (const { call, reply } of exchanges(trace)) {
    const { allows, rule } = profile.feed(call.w);
    if (allows(reply.w) === null) yield `profile: ${words(call.w)} -> ${words(reply.w)}, ${rule.id}`;
    profile.observe(call.w, reply.w);
  }
}

const FFA_ERROR = functionId(FUNCTION_IDS.FFA_ERROR.number, 32);

/** Refusals that the menu does not offer as this secure world's own. */
function* againstMenu(trace: Trace, world: SecureWorld): Generator<string> {
  for (const { call, reply } of exchanges(trace)) {
    if (callById(call.w[0] ?? 0n) === null) continue;
    const real = legalReplies(call.w, world).flatMap((r) => (r.real ? [r.label] : []));
    const label = labelOf(call.w, reply.w);
    if (label !== null && !real.includes(label)) yield `menu: ${words(call.w)} -> ${label}, offered ${real.join(', ')}`;
  }
}

/** The name of a refusal: a status, or the result of a service. */
function labelOf(call: Frame, reply: Frame): string | null {
  if (reply[0] === FFA_ERROR) return statusText(s32(reply[2] ?? 0n));
  const result = requestedService(call) === null ? null : teeResultName(reply[3] ?? 0n);
  return result === 'TEE_SUCCESS' ? null : result;
}

/** Lanes that a recording of the run draws otherwise. */
async function againstLanes(trace: Trace): Promise<string[]> {
  const lines = [...trace.rows()].map((e) => {
    const { to: _, ...event } = JSON.parse(jsonLine(e)) as Record<string, unknown>;
    return JSON.stringify(e.kind === 'call' ? event : JSON.parse(jsonLine(e)));
  });
  const opened = await openRecording(lines.join('\n'));
  if (!opened.ok) return [`lanes: the run cannot be opened: ${opened.error.what}`];
  const recorded = [...exchanges(opened.value.trace)];
  return [...exchanges(trace)].flatMap(({ call, reply }, i) => {
    const other = recorded[i];
    const here = `${call.to} by ${call.via.join()}, ${reply.from} by ${reply.via.join()}`;
    const there =
      other === undefined
        ? 'nothing'
        : `${other.call.to} by ${other.call.via.join()}, ${other.reply.from} by ${other.reply.via.join()}`;
    return here === there ? [] : [`lanes: ${words(call.w)}: the model ${here}, a recording ${there}`];
  });
}

test.each(SECURE_WORLDS.map((world) => [world.id, world] as const))(
  'the model, the profile, the menu and the lanes agree on over 10,000 random frames, %s',
  async (id, world) => {
    let sent = 0;
    const disagreements: string[] = [];
    const random = fc.sample(cases, { numRuns: SCENARIOS, seed: 20261127 });
    for (const scenario of random) {
      const { trace } = run({ ...scenario, secure: id });
      for (const { call } of exchanges(trace)) if (call.ctx === 'other driver') sent++;
      disagreements.push(...againstProfile(trace, world), ...againstMenu(trace, world), ...(await againstLanes(trace)));
    }
    console.info(
      `one truth, ${id}: ${sent} random frames in ${SCENARIOS} scenarios, ${disagreements.length} disagreements`,
    );
    expect(disagreements.slice(0, 5)).toEqual([]);
    expect(sent).toBeGreaterThan(WANTED);
  },
  120_000,
);
