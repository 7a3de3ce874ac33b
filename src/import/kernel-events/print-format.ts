import type { EventField, EventFormat } from './event-format.ts';
import { convert, type FormatPart, formatParts, unescaped } from './printf.ts';
import { extentOf, integerAt, integerOf, type RecordView, textAtField } from './record-view.ts';
import type { Symbols } from './symbols.ts';

/** One argument of `print fmt`: a field, or an element of one. Null for an expression that is not known here. */
type Argument = { readonly field: EventField; readonly index: number } | null;

/** How an event prints itself: what stands behind `print fmt:`. */
export interface PrintFormat {
  readonly parts: readonly FormatPart[];
  readonly args: readonly Argument[];
}

const LITERAL = /^\s*"((?:[^"\\]|\\.)*)"/;

/** Reads `"(%lx) a0=0x%Lx", REC->__probe_ip, REC->a0`, the form that probes have; null where there is no format. */
export function parsePrintFormat(format: EventFormat): PrintFormat | null {
  let rest = format.print;
  let text = '';
  for (let m = LITERAL.exec(rest); m !== null; m = LITERAL.exec(rest)) {
    text += m[1];
    rest = rest.slice(m[0].length);
  }
  if (text === '') return null;
  const args = argumentsOf(rest).map((a) => argument(a, format));
  return { parts: formatParts(unescaped(text)), args };
}

/** The same without the place in brackets that a probe prints first. */
export function withoutPlace({ parts, args }: PrintFormat): PrintFormat {
  const end = parts.findIndex((p) => typeof p === 'string' && p.includes(')'));
  if (end < 0) return { parts, args };
  const behind = (parts[end] as string).replace(/^[^)]*\) ?/, '');
  const before = parts.slice(0, end).filter((p) => typeof p !== 'string').length;
  return { parts: [behind, ...parts.slice(end + 1)], args: args.slice(before) };
}

/** What stands between the commas that are in no brackets. */
function argumentsOf(text: string): string[] {
  const list: string[] = [];
  let depth = 0;
  let from = -1;
  for (let i = 0; i <= text.length; i++) {
    const c = text[i];
    if (c === '(' || c === '[' || c === '{') depth++;
    else if (c === ')' || c === ']' || c === '}') depth--;
    else if (c === undefined || (c === ',' && depth === 0)) {
      if (from >= 0) list.push(text.slice(from, i).trim());
      from = i + 1;
    }
  }
  return list;
}

function argument(text: string, { fields }: EventFormat): Argument {
  const m =
    /^(?:\([\w *]+\)\s*)*\(?REC->(\w+)\)?(?:\[(\d+)\])?$/.exec(text) ??
    /^__get_(?:rel_)?str\((\w+)\)(?:\[(\d+)\])?$/.exec(text);
  const field = fields.get(m?.[1] ?? '');
  return field === undefined ? null : { field, index: Number(m?.[2] ?? 0) };
}

/** The text of one record. */
export function print({ parts, args }: PrintFormat, r: RecordView, symbols: Symbols): string {
  let next = 0;
  let text = '';
  for (const part of parts) {
    if (typeof part === 'string') {
      text += part;
      continue;
    }
    const arg = args[next++];
    text += arg === undefined || arg === null ? '?' : convert(part, valueAt(arg, part.type, part.pointer, r, symbols));
  }
  return text;
}

function valueAt(
  { field, index }: NonNullable<Argument>,
  type: string,
  pointer: string,
  r: RecordView,
  symbols: Symbols,
): bigint | string {
  if (type === 's') return stringOf(field, index, r);
  if (!field.isArray) {
    const value = integerOf(r, field);
    return type === 'p' && /^[sSB]/.test(pointer) ? placeText(value, symbols) : value;
  }
  const { offset, length } = extentOf(r, field);
  if ((index + 1) * field.element > length) return 0n;
  return integerAt(r, offset + index * field.element, field.element, field.signed);
}

/** A string of a probe whose memory could not be read has no bytes: the kernel prints `(fault)`. */
function stringOf(field: EventField, index: number, r: RecordView): string {
  if (index > 0 || (!field.isArray && field.at === 'here')) return '?';
  return extentOf(r, field).length === 0 ? '(fault)' : textAtField(r, field);
}

function placeText(address: bigint, symbols: Symbols): string {
  const place = symbols.find(address);
  return place === null ? `0x${address.toString(16)}` : `${place.fn}+0x${place.offset.toString(16)}`;
}
