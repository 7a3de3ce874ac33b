import { bits, hex } from '../base/bits.ts';
import type { FieldNode, FieldProblem } from './field.ts';
import type { Frame } from './frame.ts';
import type { Width } from './function-id.ts';

/** A value that is put into a register: an unsigned word, as bigint or number. */
export type Word = bigint | number;

/** What a meaning may look at beside its own bits. */
export interface Context {
  readonly frame: Frame;
  readonly width: Width;
  /** The call that this reply answers; null for a call. */
  readonly request: Frame | null;
  readonly endpoints: ReadonlyMap<number, string>;
}

/** What a field's value means, and what is wrong with it. */
export interface Meaning {
  readonly text: string;
  readonly problem?: FieldProblem;
  readonly children?: readonly FieldNode[];
}

/** Where a field lies: register, highest and lowest bit. */
export interface Place {
  readonly reg: number;
  readonly hi: number;
  readonly lo: number;
}

export type Mean = (value: bigint, context: Context, place: Place) => string | Meaning;

/** One field of a call's table. */
export interface FieldDef extends Place {
  /** Does it take the whole x register in a 64-bit call? `hi` is its highest bit in a 32-bit one. */
  readonly wide: boolean;
  readonly mean: Mean;
}

/** A field that is declared without a meaning of its own prints its value. */
const plain: Mean = (value) => hex(value);

/** Bits 31:16 of a register. */
export const upper = (reg: number, mean: Mean = plain): FieldDef => ({ reg, hi: 31, lo: 16, wide: false, mean });
/** Bits 15:0 of a register. */
export const lower = (reg: number, mean: Mean = plain): FieldDef => ({ reg, hi: 15, lo: 0, wide: false, mean });
/** A 32-bit word, wN. */
export const word = (reg: number, mean: Mean = plain): FieldDef => ({ reg, hi: 31, lo: 0, wide: false, mean });
/** A whole register: wN of a 32-bit call, xN of a 64-bit one. */
export const whole = (reg: number, mean: Mean = plain): FieldDef => ({ reg, hi: 31, lo: 0, wide: true, mean });
/** Bits hi..lo of a register. */
export const range = (reg: number, hi: number, lo: number, mean: Mean = plain): FieldDef => ({
  reg,
  hi,
  lo,
  wide: false,
  mean,
});

/** The fields of w1..w7 of one call or reply. What no field covers must be zero. */
export interface RegisterFields<N extends string = string> {
  readonly fields: readonly NamedField<N>[];
  /** The same by register 0..7, each from its top bit. */
  readonly registers: readonly (readonly NamedField<N>[])[];
}

export type NamedField<N extends string = string> = FieldDef & { readonly name: N };

/** Values for a set of register fields; what is left out is zero. A name that is not among them does not compile. */
export type Fields<N extends string> = [N] extends [never]
  ? Readonly<Record<string, never>>
  : { readonly [K in N]?: Word };

/** Makes the fields of a frame in register order. Throws where two fields overlap: a table that is wrong never loads. */
export function registerFields<const D extends Record<string, FieldDef>>(defs: D): RegisterFields<keyof D & string> {
  const fields = Object.entries(defs).map(([name, def]) => ({ ...def, name: name as keyof D & string }));
  for (const [i, a] of fields.entries()) {
    const b = fields.slice(0, i).find((f) => f.reg === a.reg && f.lo <= top(a, 64) && a.lo <= top(f, 64));
    if (b !== undefined) throw new Error(`fields ${String(a.name)} and ${String(b.name)} overlap`);
  }
  const registers = [0, 1, 2, 3, 4, 5, 6, 7].map((reg) =>
    fields.filter((f) => f.reg === reg).sort((a, b) => b.lo - a.lo),
  );
  return { fields, registers };
}

/** The highest bit of a field in a call of this width; below `lo` for a field of x registers in a 32-bit call. */
export const top = (f: FieldDef, width: Width): number => (width === 32 ? Math.min(f.hi, 31) : f.wide ? 63 : f.hi);

const ZEROS: readonly bigint[] = [0n, 0n, 0n, 0n, 0n, 0n, 0n, 0n];

/**
 * Puts field values into registers `from`..7; index 0 of the result is register `from`. Throws RangeError for a value
 * that is negative, not an integer, or wider than its field.
 */
export function packFields<N extends string>(
  table: RegisterFields<N>,
  values: Readonly<Partial<Record<string, Word>>>,
  width: Width,
  from: number,
): bigint[] {
  const words = ZEROS.slice(from);
  for (const f of table.fields) {
    const given = values[f.name];
    if (given === undefined) continue;
    const value = typeof given === 'bigint' ? given : BigInt(given);
    const hi = top(f, width);
    if (value < 0n || BigInt.asUintN(Math.max(0, hi - f.lo + 1), value) !== value) {
      throw new RangeError(`${f.name} = ${given} does not fit bits ${hi}:${f.lo} of register ${f.reg}`);
    }
    const placed = f.lo === 0 ? value : value << BigInt(f.lo);
    words[f.reg - from] = (words[f.reg - from] as bigint) | placed;
  }
  return words;
}

/** The value of every field; registers that the frame does not have read as zero. */
export function readFields<N extends string>(table: RegisterFields<N>, frame: Frame, width: Width): Record<N, bigint> {
  const out = {} as Record<N, bigint>;
  for (const f of table.fields) {
    const hi = top(f, width);
    out[f.name] = hi < f.lo ? 0n : bits(frame[f.reg] ?? 0n, hi, f.lo);
  }
  return out;
}
