import type { FieldNode, FieldProblem } from '../abi/field.ts';
import { bits } from '../base/bits.ts';
import { fieldLabel, leaves } from '../words/field-label.ts';
import { sansWidth } from './text-width.ts';

// Numbers in, numbers out: where the cells, the tick numbers and the brackets of a strip of 32 bits lie. A 64-bit
// register is two such strips, bits 63 to 32 above bits 31 to 0.

interface BitCell {
  readonly bit: number;
  readonly x: number;
  readonly on: boolean;
  /** The bit is set and the field that holds it says that it should not be. */
  readonly wrong: boolean;
  /** Every other group of four is tinted, so that hexadecimal digits can be read off. */
  readonly tinted: boolean;
}

interface Tick {
  readonly bit: number;
  readonly x: number;
}

export interface Bracket {
  readonly name: string;
  readonly label: string;
  readonly x1: number;
  readonly x2: number;
  /** Bits within this strip. */
  readonly hi: number;
  readonly lo: number;
  readonly problem: FieldProblem | null;
  /** Where the label stands; null where it fits in no row (the list of fields has it). */
  readonly text: { readonly x: number; readonly row: number; readonly anchor: 'start' | 'middle' | 'end' } | null;
}

export interface StripLayout {
  readonly top: number;
  readonly cell: number;
  readonly cells: readonly BitCell[];
  readonly ticks: readonly Tick[];
  readonly brackets: readonly Bracket[];
  /** Rows of labels that are in use, 0..LABEL_ROWS. */
  readonly labelRows: number;
}

/** Labels are packed into at most this many rows below the cells. */
const LABEL_ROWS = 5;
/** The type size of a label, in the unit of `width`. */
const LABEL_SIZE = 10.5;
const GAP = 6;

/**
 * Lays out bits `top`..`top - 31` of `value` over `width` pixels.
 * @param fields the fields of this register only; those outside the strip are left out, those across its edge are cut.
 */
export function stripLayout(value: bigint, fields: readonly FieldNode[], width: number, top = 31): StripLayout {
  const bottom = top - 31;
  const cell = width / 32;
  const here = leaves(fields)
    .filter((f) => f.hi >= bottom && f.lo <= top)
    .map((f) => ({ f, hi: Math.min(f.hi, top), lo: Math.max(f.lo, bottom) }));
  const cells: BitCell[] = [];
  for (let bit = top; bit >= bottom; bit--) {
    const on = bits(value, bit, bit) === 1n;
    const holder = here.find((h) => bit <= h.hi && bit >= h.lo);
    cells.push({
      bit,
      x: (top - bit) * cell,
      on,
      wrong: on && holder?.f.problem !== undefined,
      tinted: (bit >> 2) % 2 === 1,
    });
  }
  const packed = packLabels(
    here.map((h) => ({ ...h, x1: (top - h.hi) * cell, x2: (top - h.lo + 1) * cell, label: fieldLabel(h.f) })),
    width,
  );
  return {
    top,
    cell,
    cells,
    ticks: ticksOf(cells, cell, bottom),
    brackets: packed,
    labelRows: packed.reduce((n, b) => Math.max(n, b.text === null ? 0 : b.text.row + 1), 0),
  };
}

/** Every eighth bit and bit 0 of the strip; up to four bits that are set as well, where there is room for the number. */
function ticksOf(cells: readonly BitCell[], cell: number, bottom: number): Tick[] {
  const regular = cells.filter((c) => c.bit % 8 === 7 || c.bit === bottom);
  const set = cells.filter((c) => c.on);
  const extra = set.length > 4 ? [] : set.filter((c) => regular.every((r) => Math.abs(r.bit - c.bit) > 1));
  const spread = extra.filter((c, i) => i === 0 || Math.abs((extra[i - 1] as BitCell).bit - c.bit) > 1);
  return [...regular, ...spread].sort((a, b) => b.bit - a.bit).map((c) => ({ bit: c.bit, x: c.x + cell / 2 }));
}

interface Unplaced {
  readonly f: FieldNode;
  readonly hi: number;
  readonly lo: number;
  readonly x1: number;
  readonly x2: number;
  readonly label: string;
}

/** Puts each label under the middle of its bracket in the first row where it touches no other; the widest fields first. */
function packLabels(items: readonly Unplaced[], width: number): Bracket[] {
  const taken: [number, number][][] = Array.from({ length: LABEL_ROWS }, () => []);
  const order = [...items].sort((a, b) => Number(b.f.problem !== undefined) - Number(a.f.problem !== undefined));
  const places = new Map<Unplaced, Bracket['text']>();
  for (const item of order) {
    const size = sansWidth(item.label, LABEL_SIZE);
    const mid = (item.x1 + item.x2) / 2;
    // At an edge the text is tied to that edge: a font that is wider than the table then grows inward.
    const anchor = mid - size / 2 < 0 ? 'start' : mid + size / 2 > width ? 'end' : 'middle';
    const left = anchor === 'start' ? 0 : anchor === 'end' ? width - size : mid - size / 2;
    const row = taken.findIndex((r) => r.every(([a, b]) => left + size + GAP <= a || left >= b + GAP));
    const fits = row >= 0 && size <= width && item.label !== '';
    if (fits) taken[row]?.push([left, left + size]);
    places.set(item, fits ? { x: anchor === 'start' ? 0 : anchor === 'end' ? width : mid, row, anchor } : null);
  }
  return items.map((item) => ({
    name: item.f.name,
    label: item.label,
    x1: item.x1,
    x2: item.x2,
    hi: item.hi,
    lo: item.lo,
    problem: item.f.problem ?? null,
    text: places.get(item) ?? null,
  }));
}
