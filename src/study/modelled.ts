import { hex } from '../base/bits.ts';
import type { Run, Scenario } from '../scenario/types.ts';
import type { Trace } from '../trace/trace.ts';

/** Two rows that belong beside each other: the same call, or the replies to it. Ascending in both. */
export interface Anchor {
  readonly a: number;
  readonly b: number;
  readonly differs: boolean;
}

/** What a recording (a) and a run that models it (b) have in common, call by call. */
export interface CallAlignment {
  readonly anchors: readonly Anchor[];
  /** Rows of calls that only one of the two has: these are differences, other rows without a partner are not. */
  readonly onlyA: ReadonlySet<number>;
  readonly onlyB: ReadonlySet<number>;
}

/** The calls of a recording and of its model beside each other, a typed array a field; -1 where one has none. */
export interface CallPairs {
  readonly recorded: Int32Array;
  readonly recordedReply: Int32Array;
  readonly modelled: Int32Array;
  readonly modelledReply: Int32Array;
  /** The first register that differs; -1 where all are equal, or where one of the calls is missing. */
  readonly register: Int8Array;
  /** 0: it differs in the call, 1: in the reply. */
  readonly side: Uint8Array;
}

/** A recorded call beside the model's; null where only the other has it. */
export interface Beside {
  /** The service where the call carries one, else the call's name. */
  readonly name: string;
  /** Rows of the call and of its reply; null for a call or a reply that is not there. */
  readonly recorded: CallRows | null;
  readonly modelled: CallRows | null;
  /** The first register that differs; null where all are equal, or where one of them is missing. */
  readonly difference: RegisterDifference | null;
}

interface CallRows {
  readonly row: number;
  readonly replyRow: number | null;
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
  /** The recording's rows. */
  readonly trace: Trace;
  readonly scenario: Scenario;
  readonly run: Run;
  readonly pairs: CallPairs;
  readonly counts: {
    readonly equal: number;
    readonly different: number;
    readonly onlyRecorded: number;
    readonly onlyModelled: number;
  };
  /** The first of `pairs` that is not equal; null where all are. */
  readonly first: number | null;
  /** What could not be told from the recording, as sentences. */
  readonly notes: readonly string[];
}

/** Number `i` of the calls side by side. */
export function pairAt({ trace, run: { trace: model }, pairs }: Modelled, i: number): Beside {
  const rows = (call: number | undefined, reply: number | undefined): CallRows | null =>
    call === undefined || call < 0 ? null : { row: call, replyRow: reply === undefined || reply < 0 ? null : reply };
  const recorded = rows(pairs.recorded[i], pairs.recordedReply[i]);
  const modelled = rows(pairs.modelled[i], pairs.modelledReply[i]);
  const e = recorded === null ? (modelled === null ? null : model.row(modelled.row)) : trace.row(recorded.row);
  const register = pairs.register[i] ?? -1;
  const side = pairs.side[i] === 1 ? 'reply' : 'call';
  const value = (of: Trace, at: CallRows | null): bigint | null => {
    const row = side === 'call' ? at?.row : at?.replyRow;
    const frame = row === undefined || row === null ? null : of.row(row);
    return frame?.kind === 'call' || frame?.kind === 'return' ? (frame.w[register] ?? 0n) : null;
  };
  return {
    name: e?.kind === 'call' ? (e.service ?? e.name) : '',
    recorded,
    modelled,
    difference:
      register < 0 ? null : { side, register, recorded: value(trace, recorded), modelled: value(model, modelled) },
  };
}

/** What a diagram of both needs: calls and replies that stand beside each other, and calls without a partner. */
export function alignmentOfCalls({ pairs }: Pick<Modelled, 'pairs'>): CallAlignment {
  const { recorded, recordedReply, modelled, modelledReply, register, side } = pairs;
  const onlyA = new Set<number>();
  const onlyB = new Set<number>();
  const both: { readonly a: number; readonly b: number; readonly differs: boolean }[] = [];
  for (let i = 0; i < recorded.length; i++) {
    const [a, b] = [recorded[i] as number, modelled[i] as number];
    const [replyA, replyB] = [recordedReply[i] as number, modelledReply[i] as number];
    const at = (register[i] as number) < 0 ? null : side[i];
    for (const row of a < 0 || b >= 0 ? [] : [a, replyA]) if (row >= 0) onlyA.add(row);
    for (const row of b < 0 || a >= 0 ? [] : [b, replyB]) if (row >= 0) onlyB.add(row);
    if (a < 0 || b < 0) continue;
    both.push({ a, b, differs: at === 0 });
    if (replyA >= 0 && replyB >= 0) both.push({ a: replyA, b: replyB, differs: at === 1 });
    else if (replyA >= 0) onlyA.add(replyA);
    else if (replyB >= 0) onlyB.add(replyB);
  }
  // A line goes across both, so what stands the other way round in one of them has no line of its own.
  both.sort((x, y) => x.a - y.a);
  let last = -1;
  const anchors = both.filter(({ b }) => {
    if (b <= last) return false;
    last = b;
    return true;
  });
  return { anchors, onlyA, onlyB };
}

/** The first difference as a sentence; every call is equal where there is none. */
export function differenceText(m: Modelled): string {
  if (m.first === null)
    return m.counts.equal === 1 ? 'The one call and its reply are equal.' : `All ${m.counts.equal} calls are equal.`;
  const { name, recorded, modelled, difference } = pairAt(m, m.first);
  if (recorded === null) return `${name} is only in the model, in its row ${modelled?.row ?? 0}.`;
  if (modelled === null || difference === null) return `${name} in row ${recorded.row} is only in the recording.`;
  const value = (v: bigint | null): string => (v === null ? 'no reply' : hex(v));
  const where = difference.side === 'call' ? recorded.row : (recorded.replyRow ?? recorded.row);
  return (
    `Row ${where}, ${name}, w${difference.register} of the ${difference.side}: ` +
    `recorded ${value(difference.recorded)}, model ${value(difference.modelled)}.`
  );
}
