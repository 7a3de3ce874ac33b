import type { Frame } from '../abi/frame.ts';
import { ok, type Result } from '../base/result.ts';
import { LIMITS } from '../scenario/limits.ts';
import { run } from '../scenario/run.ts';
import { parseScenario } from '../scenario/schema.ts';
import { alignKeys } from '../study/align-keys.ts';
import type { CallPairs } from '../study/call-pairs.ts';
import type { Counterpart } from '../study/counterpart.ts';
import { type TraceCall, traceCalls } from '../study/trace-calls.ts';
import type { Trace } from '../trace/trace.ts';
import type { Derived } from './derive-scenario.ts';

/** Runs the scenario that explains a recording and lays the calls of both beside each other. */
export function runCounterpart(trace: Trace, derived: Derived): Result<Counterpart> {
  const { json, notes } = withinLimits(derived);
  const scenario = parseScenario(json);
  if (!scenario.ok) return scenario;
  const counterpart = run(scenario.value);
  // What must have happened before the recording begins is in the run alone.
  const rows = counterpart.trace;
  const begins = [...rows.rows()].find((e) => e.action >= derived.before)?.row ?? rows.length;
  const list = sideBySide(traceCalls(trace), traceCalls(rows, begins));
  const count = (is: (a: Two) => boolean): number => list.filter(is).length;
  const first = list.findIndex((a) => !isEqual(a));
  return ok({
    trace,
    scenario: scenario.value,
    run: counterpart,
    pairs: packed(list),
    counts: {
      equal: count(isEqual),
      different: count((a) => a.difference !== null),
      onlyLeft: count((a) => a.right === null),
      onlyRight: count((a) => a.left === null),
    },
    first: first < 0 ? null : first,
    notes,
  });
}

/** A recording of hours can depart more often than a scenario has room for. */
function withinLimits({ scenario, notes }: Derived): { readonly json: unknown; readonly notes: readonly string[] } {
  const { faults } = scenario;
  if (!Array.isArray(faults) || faults.length <= LIMITS.faults) return { json: scenario, notes };
  const note = `Only the first ${LIMITS.faults} of ${faults.length} departures are put in as faults.`;
  return { json: { ...scenario, faults: faults.slice(0, LIMITS.faults) }, notes: [...notes, note] };
}

/** A recorded call and the one of the counterpart beside it; null where only the other has it. */
interface Two {
  readonly left: TraceCall | null;
  readonly right: TraceCall | null;
  /** The first register that differs. */
  readonly difference: { readonly message: 'call' | 'reply'; readonly register: number } | null;
}

const isEqual = (a: Two): boolean => a.left !== null && a.right !== null && a.difference === null;

function packed(list: readonly Two[]): CallPairs {
  return {
    left: Int32Array.from(list, (a) => a.left?.row ?? -1),
    leftReply: Int32Array.from(list, (a) => a.left?.replyRow ?? -1),
    right: Int32Array.from(list, (a) => a.right?.row ?? -1),
    rightReply: Int32Array.from(list, (a) => a.right?.replyRow ?? -1),
    register: Int8Array.from(list, (a) => a.difference?.register ?? -1),
    message: Uint8Array.from(list, (a) => (a.difference?.message === 'reply' ? 1 : 0)),
  };
}

/** Pairs calls of the same name, as many as can be paired in order. */
function sideBySide(left: readonly TraceCall[], right: readonly TraceCall[]): readonly Two[] {
  const name = (c: TraceCall): string => c.name;
  return alignKeys(left.map(name), right.map(name)).flatMap((s) =>
    Array.from({ length: s.count }, (_, n): Two => {
      const a = s.kind === 'only-right' ? null : (left[s.left + n] ?? null);
      const b = s.kind === 'only-left' ? null : (right[s.right + n] ?? null);
      return { left: a, right: b, difference: a === null || b === null ? null : differenceOf(a, b) };
    }),
  );
}

function differenceOf(a: TraceCall, b: TraceCall): Two['difference'] {
  const call = firstRegister(a.call, b.call, a.name === 'FFA_RXTX_MAP' ? ADDRESSES : NONE);
  if (call !== null) return { message: 'call', register: call };
  if (a.reply === null && b.reply === null) return null;
  if (a.reply === null || b.reply === null) return { message: 'reply', register: 0 };
  const reply = firstRegister(a.reply, b.reply, NONE);
  return reply === null ? null : { message: 'reply', register: reply };
}

/** x1 and x2 of FFA_RXTX_MAP are where this machine has its buffers. */
const ADDRESSES: ReadonlySet<number> = new Set([1, 2]);
const NONE: ReadonlySet<number> = new Set();

function firstRegister(a: Frame, b: Frame, free: ReadonlySet<number>): number | null {
  for (let register = 0; register < 8; register++)
    if ((a[register] ?? 0n) !== (b[register] ?? 0n) && !free.has(register)) return register;
  return null;
}
