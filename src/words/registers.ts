import type { Decoded, FieldNode } from '../abi/field.ts';
import type { Frame } from '../abi/frame.ts';
import { fieldLabel } from './field-label.ts';
import { widthOf } from './word-text.ts';

/** A call with its reply, as far as they are known at the cursor. */
export interface Exchange {
  readonly call: Side | null;
  /** null where the reply has not come yet, or never comes. */
  readonly reply: Side | null;
}

export interface Side {
  readonly row: number;
  readonly w: Frame;
  readonly decoded: Decoded;
}

/** What the rightmost column of the table says of one register. */
type RegisterNote =
  | { readonly kind: 'text'; readonly text: string }
  /** Must be zero, and it is. */
  | { readonly kind: 'mbz' }
  /** Reserved or must be zero, and something is set; `text` is the value in hexadecimal. */
  | { readonly kind: 'wrong'; readonly text: string };

export interface RegisterRow {
  readonly index: number;
  /** `w3`, or `x3` where the upper half counts. */
  readonly name: string;
  /** undefined: the frame does not hold this register (a recording that did not capture it). */
  readonly call: bigint | undefined;
  readonly reply: bigint | undefined;
  readonly width: 32 | 64;
  /** The reply differs from the call. */
  readonly changed: boolean;
  readonly note: RegisterNote;
}

/** The fields of one register, from the highest bit down. */
export const fieldsOf = (d: Decoded, reg: number): readonly FieldNode[] =>
  d.fields.filter((f) => f.reg === reg).sort((a, b) => b.hi - a.hi);

const isMbz = (f: FieldNode): boolean => f.problem === undefined && /^(mbz|must be zero|reserved)/i.test(f.name);

/** Registers w0..w7 of an exchange, or more where a frame carries more. */
export function registerRows(x: Exchange): RegisterRow[] {
  const count = Math.max(8, x.call?.w.length ?? 0, x.reply?.w.length ?? 0);
  return Array.from({ length: count }, (_, index) => {
    const call = x.call?.w[index];
    const reply = x.reply?.w[index];
    const width =
      widthOf(call ?? 0n, x.call?.decoded.width ?? 32) === 64 ||
      widthOf(reply ?? 0n, x.reply?.decoded.width ?? 32) === 64
        ? 64
        : 32;
    return {
      index,
      name: `${width === 64 ? 'x' : 'w'}${index}`,
      call,
      reply,
      width,
      changed: call !== undefined && reply !== undefined && call !== reply,
      note: noteOf(x, index),
    };
  });
}

/** What is wrong comes first, then the meaning of the reply's fields, then of the call's; MBZ when there is no more. */
function noteOf(x: Exchange, index: number): RegisterNote {
  if (index === 0)
    return { kind: 'text', text: [x.call, x.reply].flatMap((s) => (s === null ? [] : [short(s)])).join(', then ') };
  const sides = [x.reply, x.call].flatMap((s) => (s === null ? [] : [fieldsOf(s.decoded, index)]));
  const wrong = sides.flat().find((f) => f.problem === 'must be zero' || f.problem === 'reserved');
  if (wrong !== undefined) return { kind: 'wrong', text: `0x${wrong.value.toString(16)}` };
  for (const fields of sides) {
    const named = fields.filter((f) => !isMbz(f));
    if (named.length > 0)
      return { kind: 'text', text: named.length === 1 ? fieldLabel(named[0] as FieldNode) : namesOf(named) };
  }
  return { kind: 'mbz' };
}

const namesOf = (fields: readonly FieldNode[]): string => fields.map((f) => f.name).join(', ');

/** `BIND` for FFA_NOTIFICATION_BIND: the column is narrow and the badge has the whole name. */
const short = (s: Side): string => s.decoded.name.replace(/^FFA_(NOTIFICATION_|MSG_SEND_)?/, '');

/**
 * The registers whose bits are shown while none is selected: up to `limit` of w1..w7, those that are in use and split
 * into fields or have something wrong with them. A reply that is all zero shows the call it answers.
 */
export function tellingRegisters(
  x: Exchange,
  limit = 2,
): { readonly side: 'call' | 'reply'; readonly index: number }[] {
  const of = (side: 'call' | 'reply'): { side: 'call' | 'reply'; index: number; weight: number }[] => {
    const s = x[side];
    if (s === null) return [];
    return s.w.flatMap((value, index) => {
      if (index === 0 || value === 0n) return [];
      const fields = fieldsOf(s.decoded, index);
      const wrong = fields.some((f) => f.problem !== undefined);
      return [{ side, index, weight: wrong ? 2 : 1 }];
    });
  };
  const reply = of('reply');
  const found = reply.length > 0 ? reply : of('call');
  return found
    .sort((a, b) => b.weight - a.weight || a.index - b.index)
    .slice(0, limit)
    .sort((a, b) => a.index - b.index);
}
