import { FFA_ERROR } from '../abi/ffa-call.ts';
import { linuxErrno, STATUS_NAMES, statusCode, statusName } from '../abi/status.ts';
import { u32 } from '../base/bits.ts';
import type { Fault } from '../sim/fault.ts';
import type { InjectionGroup } from '../study/inject/injections.ts';
import type { Target } from '../study/inject/target.ts';

/** The columns of the matrix: what is answered, whatever it is that answers. */
export const COLUMNS: readonly { readonly id: string; readonly errno: number | null }[] = [
  ...STATUS_NAMES.slice(1).map((id) => ({ id, errno: linuxErrno(statusCode(id) ?? 0) })),
  { id: 'other result', errno: null },
  { id: 'against the rules', errno: null },
  { id: 'late', errno: null },
  { id: 'preempted', errno: null },
  { id: 'lost', errno: null },
];

export type AnswerKind = InjectionGroup['kind'];

/** One thing that is tried at a place. */
export interface Answer {
  /** One of COLUMNS. */
  readonly column: string;
  /** `DENIED −6`, `−ENOMEM (−12)`, `FFA_ERROR with w2 = 0` */
  readonly label: string;
  readonly kind: AnswerKind;
  /** When it really happens, or why it never does; may be empty. */
  readonly cause: string;
  readonly fault: Fault;
}

export function answerOf(target: Target, kind: AnswerKind, label: string, cause: string, fault: Fault): Answer {
  return { column: columnOf(target, kind, fault), label, kind, cause, fault };
}

function columnOf(target: Target, kind: AnswerKind, { do: d }: Fault): string {
  if ('lose' in d) return 'lost';
  if ('delay' in d) return 'late';
  if ('interrupt' in d) return 'preempted';
  if (kind === 'forbidden') return 'against the rules';
  if ('error' in d) return statusName(d.error) ?? 'other result';
  // A function of Linux gives an errno: it stands where the status stands that Linux reads as this errno.
  if ('rc' in d && target.kind === 'function') return COLUMNS.find((c) => c.errno === d.rc)?.id ?? 'other result';
  return 'other result';
}

/** The status that stands for an answer that is lost on its way. */
const LOST = 'ABORTED';

/**
 * The callee does what it was asked, and the caller is told that it was not: what the caller then undoes was done. Null for
 * what is no message.
 */
export function answerLost(target: Target): Answer | null {
  if (target.kind !== 'message') return null;
  const registers = [
    [0, BigInt(FFA_ERROR.id32)],
    [1, 0n],
    [2, u32(statusCode(LOST) ?? 0)],
  ] as const;
  return {
    column: 'lost',
    label: `done, and ${LOST} comes back`,
    kind: 'other',
    cause: 'The request arrives, and its answer is lost.',
    fault: { at: target.at, do: { reply: new Map(registers) } },
  };
}
