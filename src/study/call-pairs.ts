import type { Trace } from '../trace/trace.ts';

/** The calls of a recording (left) beside those of its counterpart (right), a typed array a field; -1 where one has none. */
export interface CallPairs {
  readonly left: Int32Array;
  readonly leftReply: Int32Array;
  readonly right: Int32Array;
  readonly rightReply: Int32Array;
  /** The first register that differs; -1 where all are equal, or where one of the calls is missing. */
  readonly register: Int8Array;
  /** 0: it differs in the call, 1: in the reply. */
  readonly message: Uint8Array;
}

/** A recorded call beside the counterpart's; null where only the other has it. */
export interface CallPair {
  /** The service where the call carries one, else the call's name. */
  readonly name: string;
  /** Rows of the call and of its reply; null for a call or a reply that is not there. */
  readonly left: CallRows | null;
  readonly right: CallRows | null;
  /** The first register that differs; null where all are equal, or where one of them is missing. */
  readonly difference: RegisterDifference | null;
}

interface CallRows {
  readonly row: number;
  readonly replyRow: number | null;
}

interface RegisterDifference {
  readonly message: 'call' | 'reply';
  readonly register: number;
  /** null: no reply. */
  readonly left: bigint | null;
  readonly right: bigint | null;
}

/** Number `i` of the pairs of calls of these two traces. */
export function callPairAt(
  pairs: CallPairs,
  traces: { readonly left: Trace; readonly right: Trace },
  i: number,
): CallPair {
  const rows = (call: number | undefined, reply: number | undefined): CallRows | null =>
    call === undefined || call < 0 ? null : { row: call, replyRow: reply === undefined || reply < 0 ? null : reply };
  const left = rows(pairs.left[i], pairs.leftReply[i]);
  const right = rows(pairs.right[i], pairs.rightReply[i]);
  const e = left === null ? (right === null ? null : traces.right.row(right.row)) : traces.left.row(left.row);
  const register = pairs.register[i] ?? -1;
  const message = pairs.message[i] === 1 ? 'reply' : 'call';
  const value = (of: Trace, at: CallRows | null): bigint | null => {
    const row = message === 'call' ? at?.row : at?.replyRow;
    const frame = row === undefined || row === null ? null : of.row(row);
    return frame?.kind === 'call' || frame?.kind === 'return' ? (frame.w[register] ?? 0n) : null;
  };
  return {
    name: e?.kind === 'call' ? (e.service ?? e.name) : '',
    left,
    right,
    difference:
      register < 0 ? null : { message, register, left: value(traces.left, left), right: value(traces.right, right) },
  };
}

/** Two rows that belong beside each other: the same call, or the replies to it. Ascending in both. */
interface Anchor {
  readonly left: number;
  readonly right: number;
  readonly differs: boolean;
}

/** What two traces have in common, call by call. */
export interface CallAlignment {
  readonly anchors: readonly Anchor[];
  /** Rows of calls that only one of the two has: these are differences, other rows without a partner are not. */
  readonly onlyLeft: ReadonlySet<number>;
  readonly onlyRight: ReadonlySet<number>;
}

/** What a diagram of both needs: calls and replies that stand beside each other, and calls without a partner. */
export function alignmentOfCalls(pairs: CallPairs): CallAlignment {
  const onlyLeft = new Set<number>();
  const onlyRight = new Set<number>();
  const both: Anchor[] = [];
  for (let i = 0; i < pairs.left.length; i++) {
    const [left, right] = [pairs.left[i] as number, pairs.right[i] as number];
    const [leftReply, rightReply] = [pairs.leftReply[i] as number, pairs.rightReply[i] as number];
    const at = (pairs.register[i] as number) < 0 ? null : pairs.message[i];
    for (const row of left < 0 || right >= 0 ? [] : [left, leftReply]) if (row >= 0) onlyLeft.add(row);
    for (const row of right < 0 || left >= 0 ? [] : [right, rightReply]) if (row >= 0) onlyRight.add(row);
    if (left < 0 || right < 0) continue;
    both.push({ left, right, differs: at === 0 });
    if (leftReply >= 0 && rightReply >= 0) both.push({ left: leftReply, right: rightReply, differs: at === 1 });
    else if (leftReply >= 0) onlyLeft.add(leftReply);
    else if (rightReply >= 0) onlyRight.add(rightReply);
  }
  // A line goes across both, so what stands the other way round in one of them has no line of its own.
  both.sort((x, y) => x.left - y.left);
  let last = -1;
  const anchors = both.filter(({ right }) => {
    if (right <= last) return false;
    last = right;
    return true;
  });
  return { anchors, onlyLeft, onlyRight };
}
