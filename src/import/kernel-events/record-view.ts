import { textOf } from './byte-cursor.ts';
import type { EventField } from './event-format.ts';

/** One record of an event: bytes in a file, with the byte order of the machine that wrote them. */
export interface RecordView {
  readonly view: DataView;
  /** The same bytes. */
  readonly bytes: Uint8Array;
  readonly littleEndian: boolean;
  /** Where the record begins in `view`, and how many bytes it has. */
  readonly at: number;
  readonly length: number;
}

/** The integer at `offset` of the record; 0 where it is not inside it. */
export function integerAt(r: RecordView, offset: number, size: number, signed: boolean): bigint {
  if (offset < 0 || offset + size > r.length) return 0n;
  const at = r.at + offset;
  const { view, littleEndian } = r;
  if (size === 8) return signed ? view.getBigInt64(at, littleEndian) : view.getBigUint64(at, littleEndian);
  if (size === 4) return BigInt(signed ? view.getInt32(at, littleEndian) : view.getUint32(at, littleEndian));
  if (size === 2) return BigInt(signed ? view.getInt16(at, littleEndian) : view.getUint16(at, littleEndian));
  return size === 1 ? BigInt(signed ? view.getInt8(at) : view.getUint8(at)) : 0n;
}

export const integerOf = (r: RecordView, f: EventField): bigint => integerAt(r, f.offset, f.size, f.signed);

/** The two halves of an integer field as a 64-bit register holds it, sign extended, into `halves` at register `i`. */
export function registerOf(
  r: RecordView,
  offset: number,
  size: number,
  signed: boolean,
  halves: Uint32Array,
  i: number,
): void {
  const { view, littleEndian } = r;
  const at = r.at + offset;
  if (size === 8) {
    halves[2 * i] = view.getUint32(littleEndian ? at : at + 4, littleEndian);
    halves[2 * i + 1] = view.getUint32(littleEndian ? at + 4 : at, littleEndian);
    return;
  }
  const low = size === 4 ? view.getInt32(at, littleEndian) : Number(integerAt(r, offset, size, signed));
  halves[2 * i] = low;
  halves[2 * i + 1] = signed && low < 0 ? 0xffff_ffff : 0;
}

/** Where the elements of an array are, cut to the record. */
export function extentOf(r: RecordView, f: EventField): { readonly offset: number; readonly length: number } {
  if (f.at === 'here') {
    const length = f.size === 0 ? r.length - f.offset : f.size;
    return { offset: f.offset, length: Math.max(0, Math.min(length, r.length - f.offset)) };
  }
  const word = Number(integerAt(r, f.offset, 4, false));
  const offset = (word & 0xffff) + (f.at === 'rel_loc' ? f.offset + 4 : 0);
  return { offset, length: Math.max(0, Math.min(word >>> 16, r.length - offset)) };
}

/** Text up to its zero byte. */
export function textAtField(r: RecordView, f: EventField): string {
  const { offset, length } = extentOf(r, f);
  return textAt(r, offset, length);
}

/** Text of at most `length` bytes, up to a zero byte. */
export function textAt(r: RecordView, offset: number, length: number): string {
  const from = r.at + offset;
  const bytes = r.bytes.subarray(from, from + Math.max(0, Math.min(length, r.length - offset)));
  const end = bytes.indexOf(0);
  return textOf(end < 0 ? bytes : bytes.subarray(0, end));
}

/** The integers of an array, at most `most` of them. */
export function integersOf(r: RecordView, f: EventField, most: number): bigint[] {
  const { offset, length } = extentOf(r, f);
  const count = Math.min(most, Math.floor(length / f.element));
  return Array.from({ length: count }, (_, i) => integerAt(r, offset + i * f.element, f.element, f.signed));
}
