import type { Rule } from '../../diagnose/responder.ts';
import type { Verdict } from '../../diagnose/verdict.ts';
import { type PackedTexts, packTexts, textAt } from '../../import/texts.ts';
import type { BrokenRule } from '../../study/invariants.ts';

/**
 * Departures as typed arrays: a recording of hours may have a hundred thousand of them, each can be reached, and only
 * those in sight become objects.
 */
export interface VerdictList {
  /** Ascending. A row may depart twice: its reply, and the message in it. */
  readonly rows: Uint32Array;
  /** The first register that differs; -1 for none. */
  readonly registers: Int8Array;
  /** The place of the rule in the list of rules, from 1; 0 for none. */
  readonly rules: Uint16Array;
  readonly textOf: Uint32Array;
  readonly texts: PackedTexts;
  /** Place of the usual answer in `frames`, eight words each; -1 where only its shape is known. */
  readonly expected: Int32Array;
  readonly frames: BigUint64Array;
}

/** @param numberOf the place of a rule in the list of rules, from 1 */
export function packVerdicts(list: readonly Verdict[], numberOf: (rule: Rule) => number): VerdictList {
  const { texts, of: textOf } = packTexts(list.map((v) => v.text));
  const withFrame = list.filter((v) => v.expected !== null);
  let frame = 0;
  return {
    rows: Uint32Array.from(list, (v) => v.row),
    registers: Int8Array.from(list, (v) => v.register ?? -1),
    rules: Uint16Array.from(list, (v) => (v.rule === null ? 0 : numberOf(v.rule))),
    texts,
    textOf,
    expected: Int32Array.from(list, (v) => (v.expected === null ? -1 : frame++)),
    frames: BigUint64Array.from(withFrame.flatMap((v) => Array.from({ length: 8 }, (_, i) => v.expected?.[i] ?? 0n))),
  };
}

export const verdictBuffers = (l: VerdictList): ArrayBuffer[] =>
  [l.rows, l.registers, l.rules, l.textOf, l.texts.bytes, l.texts.ends, l.expected, l.frames].map(
    (a) => a.buffer as ArrayBuffer,
  );

/** Number `i` of the list. */
export function verdictOf(l: VerdictList, rules: readonly Rule[], i: number): Verdict {
  const at = l.expected[i] ?? -1;
  const register = l.registers[i] ?? -1;
  return {
    row: l.rows[i] ?? 0,
    judgement: 'departure',
    rule: rules[(l.rules[i] ?? 0) - 1] ?? null,
    text: textAt(l.texts, l.textOf[i] ?? 0),
    register: register < 0 ? null : register,
    expected: at < 0 ? null : [...l.frames.subarray(at * 8, at * 8 + 8)],
  };
}

/** Rules that the recording shows broken, in the same way. */
export interface BrokenList {
  /** Ascending. */
  readonly rows: Uint32Array;
  readonly ruleOf: Uint32Array;
  readonly rules: PackedTexts;
  readonly textOf: Uint32Array;
  readonly texts: PackedTexts;
}

export function packBroken(list: readonly BrokenRule[]): BrokenList {
  const { texts: rules, of: ruleOf } = packTexts(list.map((b) => b.rule));
  const { texts, of: textOf } = packTexts(list.map((b) => b.text));
  return { rows: Uint32Array.from(list, (b) => b.row), ruleOf, rules, textOf, texts };
}

export const brokenBuffers = (l: BrokenList): ArrayBuffer[] =>
  [l.rows, l.ruleOf, l.rules.bytes, l.rules.ends, l.textOf, l.texts.bytes, l.texts.ends].map(
    (a) => a.buffer as ArrayBuffer,
  );

export const brokenOf = (l: BrokenList, i: number): BrokenRule => ({
  row: l.rows[i] ?? 0,
  rule: textAt(l.rules, l.ruleOf[i] ?? 0),
  text: textAt(l.texts, l.textOf[i] ?? 0),
});

/** The place of the first entry at or after this row; the length where there is none. */
export function placeOfRow(rows: Uint32Array, row: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rows[middle] as number) < row) low = middle + 1;
    else high = middle;
  }
  return low;
}
