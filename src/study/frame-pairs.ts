import type { Frame } from '../abi/frame.ts';
import type { Trace } from '../trace/trace.ts';

/** One call with its reply, and the rows where they stand. */
export interface FramePair {
  readonly row: number;
  /** The service where the call carries one, else the call's name. */
  readonly name: string;
  readonly call: Frame;
  /** null for a call that was never answered. */
  readonly reply: Frame | null;
  readonly replyRow: number | null;
}

const RETURN_INTERRUPT = 2n;
const YIELDING_CALL = 0x8000_0000n;
const RESUME = 0x8000_0001n;

/**
 * The calls of a trace in order, from row `from` on. A foreign interrupt shows as a return with w4 = 2 and a resume;
 * only timing decides how many there are, so the call and the last reply stand for all of them (recordings, README 17).
 */
export function framePairs(trace: Trace, from = 0): readonly FramePair[] {
  const pairs: FramePair[] = [];
  const at = new Map<number, number>();
  const preempted: number[] = [];
  for (const e of trace.rows(from)) {
    if (e.kind === 'call') {
      const resumed = e.w[3] === RESUME ? preempted.pop() : undefined;
      if (resumed !== undefined) at.set(e.row, resumed);
      else {
        at.set(e.row, pairs.length);
        pairs.push({ row: e.row, name: e.service ?? e.name, call: e.w, reply: null, replyRow: null });
      }
    }
    if (e.kind !== 'return') continue;
    const index = at.get(e.of);
    const pair = index === undefined ? undefined : pairs[index];
    if (index === undefined || pair === undefined) continue;
    pairs[index] = { ...pair, reply: e.w, replyRow: e.row };
    const asked = trace.row(e.of);
    const yielding = asked.kind === 'call' && (asked.w[3] === YIELDING_CALL || asked.w[3] === RESUME);
    if (yielding && e.w[3] === 0n && e.w[4] === RETURN_INTERRUPT) preempted.push(index);
  }
  return pairs;
}
