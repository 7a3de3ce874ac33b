import type { Frame } from '../abi/frame.ts';
import { hex } from '../base/bits.ts';
import { ok, type Result } from '../base/result.ts';
import type { Derived } from '../import/derive-scenario.ts';
import { run } from '../scenario/run.ts';
import { parseScenario } from '../scenario/schema.ts';
import type { Run, Scenario } from '../scenario/types.ts';
import type { Trace } from '../trace/trace.ts';
import { type FramePair, framePairs } from './frames.ts';
import type { ScopeState } from './state.ts';

/** A recorded call beside the model's; null where only the other has it. */
export interface Beside {
  readonly recorded: FramePair | null;
  readonly modelled: FramePair | null;
  /** The first register that differs; null where all are equal, or where one of them is missing. */
  readonly difference: RegisterDifference | null;
}

interface RegisterDifference {
  readonly side: 'call' | 'reply';
  readonly register: number;
  /** null: no reply. */
  readonly recorded: bigint | null;
  readonly modelled: bigint | null;
}

/** A recording beside the run of the scenario that was derived from it. */
export interface Modelled {
  readonly scenario: Scenario;
  readonly run: Run;
  readonly pairs: readonly Beside[];
  readonly counts: {
    readonly equal: number;
    readonly different: number;
    readonly onlyRecorded: number;
    readonly onlyModelled: number;
  };
  /** The first of `pairs` that is not equal; null where all are. */
  readonly first: Beside | null;
  /** What could not be told from the recording, as sentences. */
  readonly notes: readonly string[];
}

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
  const pairs = align(framePairs(trace), framePairs(modelled.trace, begins));
  const count = (is: (b: Beside) => boolean): number => pairs.filter(is).length;
  return ok({
    scenario: scenario.value,
    run: modelled,
    pairs,
    counts: {
      equal: count(isEqual),
      different: count((b) => b.difference !== null),
      onlyRecorded: count((b) => b.modelled === null),
      onlyModelled: count((b) => b.recorded === null),
    },
    first: pairs.find((b) => !isEqual(b)) ?? null,
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

const isEqual = (b: Beside): boolean => b.recorded !== null && b.modelled !== null && b.difference === null;

/** Pairs calls of the same name: equal beginnings and ends first, between them as many as can be paired in order. */
function align(a: readonly FramePair[], b: readonly FramePair[]): readonly Beside[] {
  const out: Beside[] = [];
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

function beside(recorded: FramePair | undefined, modelled: FramePair | undefined): Beside {
  if (recorded === undefined || modelled === undefined)
    return { recorded: recorded ?? null, modelled: modelled ?? null, difference: null };
  return { recorded, modelled, difference: differenceOf(recorded, modelled) };
}

function differenceOf(a: FramePair, b: FramePair): RegisterDifference | null {
  const call = firstRegister(a.call, b.call, a.name === 'FFA_RXTX_MAP' ? ADDRESSES : NONE);
  if (call !== null) return { side: 'call', ...call };
  if (a.reply === null && b.reply === null) return null;
  if (a.reply === null || b.reply === null)
    return { side: 'reply', register: 0, recorded: a.reply?.[0] ?? null, modelled: b.reply?.[0] ?? null };
  const reply = firstRegister(a.reply, b.reply, NONE);
  return reply === null ? null : { side: 'reply', ...reply };
}

/** x1 and x2 of FFA_RXTX_MAP are where this machine has its buffers. */
const ADDRESSES: ReadonlySet<number> = new Set([1, 2]);
const NONE: ReadonlySet<number> = new Set();

function firstRegister(
  a: Frame,
  b: Frame,
  free: ReadonlySet<number>,
): Pick<RegisterDifference, 'register' | 'recorded' | 'modelled'> | null {
  for (let register = 0; register < 8; register++) {
    const [recorded, modelled] = [a[register] ?? 0n, b[register] ?? 0n];
    if (recorded !== modelled && !free.has(register)) return { register, recorded, modelled };
  }
  return null;
}

/** The first difference as a sentence; every call is equal where there is none. */
export function differenceText({ first, counts }: Modelled): string {
  if (first === null)
    return counts.equal === 1 ? 'The one call and its reply are equal.' : `All ${counts.equal} calls are equal.`;
  const { recorded, modelled, difference } = first;
  if (recorded === null) return `${modelled?.name ?? 'A call'} is only in the model, in its row ${modelled?.row ?? 0}.`;
  if (modelled === null || difference === null)
    return `${recorded.name} in row ${recorded.row} is only in the recording.`;
  const value = (v: bigint | null): string => (v === null ? 'no reply' : hex(v));
  const where = difference.side === 'call' ? recorded.row : (recorded.replyRow ?? recorded.row);
  return (
    `Row ${where}, ${recorded.name}, w${difference.register} of the ${difference.side}: ` +
    `recorded ${value(difference.recorded)}, model ${value(difference.modelled)}.`
  );
}

/** Opens the run beside the recording: in Simulate, at the first difference, with what differs as a note. */
export function openModelled(state: () => ScopeState, m: Modelled, name: string): void {
  const row = m.first?.modelled?.replyRow ?? m.first?.modelled?.row ?? 0;
  state().open(m.scenario, row, [`This run models the recording ${name}. ${differenceText(m)}`, ...m.notes]);
}
