import type { Frame } from '../abi/frame.ts';
import { ok, type Result } from '../base/result.ts';
import { run } from '../scenario/run.ts';
import { parseScenario } from '../scenario/schema.ts';
import { type FramePair, framePairs } from '../study/frame-pairs.ts';
import type { CallPairs, Modelled } from '../study/modelled.ts';
import type { Trace } from '../trace/trace.ts';
import type { Derived } from './derive-scenario.ts';

/** Above this many pairs the two are laid beside each other by their count alone. */
const MAX_PAIRS = 4_000_000;

/** Runs the scenario that explains a recording and lays the calls of both beside each other. */
export function modelRecording(trace: Trace, derived: Derived): Result<Modelled> {
  const { json, notes } = withinLimits(derived);
  const scenario = parseScenario(json);
  if (!scenario.ok) return scenario;
  const modelled = run(scenario.value);
  // What must have happened before the recording begins is in the run alone.
  const begins = [...modelled.trace.rows()].find((e) => e.action >= derived.before)?.row ?? modelled.trace.length;
  const list = align(framePairs(trace), framePairs(modelled.trace, begins));
  const pairs = packed(list);
  const count = (is: (a: Aligned) => boolean): number => list.filter(is).length;
  const first = list.findIndex((a) => !isEqual(a));
  return ok({
    trace,
    scenario: scenario.value,
    run: modelled,
    pairs,
    counts: {
      equal: count(isEqual),
      different: count((a) => a.difference !== null),
      onlyRecorded: count((a) => a.modelled === null),
      onlyModelled: count((a) => a.recorded === null),
    },
    first: first < 0 ? null : first,
    notes,
  });
}

/** The format takes no more (scenario/schema.ts). */
const MAX_FAULTS = 500;

/** A recording of hours can depart more often than a scenario has room for. */
function withinLimits({ scenario, notes }: Derived): { readonly json: unknown; readonly notes: readonly string[] } {
  const { faults } = scenario;
  if (!Array.isArray(faults) || faults.length <= MAX_FAULTS) return { json: scenario, notes };
  const note = `Only the first ${MAX_FAULTS} of ${faults.length} departures are put in as faults.`;
  return { json: { ...scenario, faults: faults.slice(0, MAX_FAULTS) }, notes: [...notes, note] };
}

interface Aligned {
  readonly recorded: FramePair | null;
  readonly modelled: FramePair | null;
  /** The first register that differs. */
  readonly difference: { readonly side: 'call' | 'reply'; readonly register: number } | null;
}

const isEqual = (a: Aligned): boolean => a.recorded !== null && a.modelled !== null && a.difference === null;

function packed(list: readonly Aligned[]): CallPairs {
  return {
    recorded: Int32Array.from(list, (a) => a.recorded?.row ?? -1),
    recordedReply: Int32Array.from(list, (a) => a.recorded?.replyRow ?? -1),
    modelled: Int32Array.from(list, (a) => a.modelled?.row ?? -1),
    modelledReply: Int32Array.from(list, (a) => a.modelled?.replyRow ?? -1),
    register: Int8Array.from(list, (a) => a.difference?.register ?? -1),
    side: Uint8Array.from(list, (a) => (a.difference?.side === 'reply' ? 1 : 0)),
  };
}

/** Pairs calls of the same name: equal beginnings and ends first, between them as many as can be paired in order. */
function align(a: readonly FramePair[], b: readonly FramePair[]): readonly Aligned[] {
  const out: Aligned[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length && a[i]?.name === b[j]?.name) out.push(beside(a[i++], b[j++]));
  const best = longest(a.slice(i), b.slice(j));
  const [fromA, fromB] = [i, j];
  while (i < a.length || j < b.length) {
    const [x, y] = [a[i], b[j]];
    if (x !== undefined && y !== undefined && x.name === y.name) out.push(beside(a[i++], b[j++]));
    else if (y === undefined || (x !== undefined && best(i + 1 - fromA, j - fromB) >= best(i - fromA, j + 1 - fromB)))
      out.push(beside(a[i++], undefined));
    else out.push(beside(undefined, b[j++]));
  }
  return out;
}

/** How many calls of a from i and of b from j can be paired by name. */
function longest(a: readonly FramePair[], b: readonly FramePair[]): (i: number, j: number) => number {
  if (a.length * b.length > MAX_PAIRS) return () => 0;
  const wide = b.length + 1;
  const best = new Uint32Array((a.length + 1) * wide);
  const at = (i: number, j: number): number => best[i * wide + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      best[i * wide + j] = a[i]?.name === b[j]?.name ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  return at;
}

function beside(recorded: FramePair | undefined, modelled: FramePair | undefined): Aligned {
  if (recorded === undefined || modelled === undefined)
    return { recorded: recorded ?? null, modelled: modelled ?? null, difference: null };
  return { recorded, modelled, difference: differenceOf(recorded, modelled) };
}

function differenceOf(a: FramePair, b: FramePair): Aligned['difference'] {
  const call = firstRegister(a.call, b.call, a.name === 'FFA_RXTX_MAP' ? ADDRESSES : NONE);
  if (call !== null) return { side: 'call', register: call };
  if (a.reply === null && b.reply === null) return null;
  if (a.reply === null || b.reply === null) return { side: 'reply', register: 0 };
  const reply = firstRegister(a.reply, b.reply, NONE);
  return reply === null ? null : { side: 'reply', register: reply };
}

/** x1 and x2 of FFA_RXTX_MAP are where this machine has its buffers. */
const ADDRESSES: ReadonlySet<number> = new Set([1, 2]);
const NONE: ReadonlySet<number> = new Set();

function firstRegister(a: Frame, b: Frame, free: ReadonlySet<number>): number | null {
  for (let register = 0; register < 8; register++)
    if ((a[register] ?? 0n) !== (b[register] ?? 0n) && !free.has(register)) return register;
  return null;
}
