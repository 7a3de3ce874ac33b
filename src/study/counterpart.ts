import { hex } from '../base/bits.ts';
import type { Run, Scenario } from '../scenario/types.ts';
import type { Trace } from '../trace/trace.ts';
import { type CallPair, type CallPairs, callPairAt } from './call-pairs.ts';

/** The counterpart of a recording: the run of the scenario that was derived from it, and both call by call. */
export interface Counterpart {
  /** The recording's rows. */
  readonly trace: Trace;
  readonly scenario: Scenario;
  readonly run: Run;
  readonly pairs: CallPairs;
  readonly counts: {
    readonly equal: number;
    readonly different: number;
    readonly onlyLeft: number;
    readonly onlyRight: number;
  };
  /** The first of `pairs` that is not equal; null where all are. */
  readonly first: number | null;
  /** What could not be told from the recording, as sentences. */
  readonly notes: readonly string[];
}

/** Number `i` of the calls side by side. */
export const pairOfCalls = ({ trace, run, pairs }: Counterpart, i: number): CallPair =>
  callPairAt(pairs, { left: trace, right: run.trace }, i);

/** The first difference as a sentence; every call is equal where there is none. */
export function differenceText(c: Counterpart): string {
  if (c.first === null)
    return c.counts.equal === 1 ? 'The one call and its reply are equal.' : `All ${c.counts.equal} calls are equal.`;
  const { name, left, right, difference } = pairOfCalls(c, c.first);
  if (left === null) return `${name} is only in the model, in its row ${right?.row ?? 0}.`;
  if (right === null || difference === null) return `${name} in row ${left.row} is only in the recording.`;
  const value = (v: bigint | null): string => (v === null ? 'no reply' : hex(v));
  const where = difference.message === 'call' ? left.row : (left.replyRow ?? left.row);
  return (
    `Row ${where}, ${name}, w${difference.register} of the ${difference.message}: ` +
    `recorded ${value(difference.left)}, model ${value(difference.right)}.`
  );
}
