import { convert, formatParts, unescaped } from './printf.ts';
import { integerAt, type RecordView, textAt } from './record-view.ts';
import type { Symbols } from './symbols.ts';

/** The format strings of trace_printk by their address, from the text of `printk_formats`. */
export function printkFormats(text: string): ReadonlyMap<bigint, string> {
  const formats = new Map<bigint, string>();
  for (const m of text.matchAll(/^0x([0-9a-f]{1,16}) : "(.*)"$/gm))
    formats.set(BigInt(`0x${m[1]}`), unescaped(m[2] as string));
  return formats;
}

/**
 * What trace_printk wrote as a format and the bytes of its arguments: Linux lib/vsprintf.c, vbin_printf. Numbers of 8
 * bytes stand at a multiple of 4, smaller ones at a multiple of their size; strings are copied.
 * @param offset where the arguments begin in the record.
 * @param long bytes of a long and of a pointer.
 */
export function binaryPrint(format: string, r: RecordView, offset: number, long: number, symbols: Symbols): string {
  let at = offset;
  const number = (size: number, signed: boolean): bigint => {
    const step = Math.min(size, 4);
    at = Math.ceil(at / step) * step;
    const value = integerAt(r, at, size, signed);
    at += size;
    return value;
  };
  const string = (): string => {
    const text = textAt(r, at, r.length - at);
    at += text.length + 1;
    return text;
  };
  let text = '';
  for (const part of formatParts(format)) {
    if (typeof part === 'string') {
      text += part;
      continue;
    }
    const width = part.width === '*' ? String(number(4, true)) : part.width;
    const precision = part.precision === '*' ? String(number(4, true)) : part.precision;
    const c = { ...part, width, precision };
    const isSigned = part.type === 'd' || part.type === 'i';
    if (part.type === 's') text += convert(c, string());
    else if (part.type === 'p' && /^[^sSxKB]/.test(part.pointer)) text += string();
    else if (part.type === 'p') {
      const address = number(long, false);
      text += /^[sSB]/.test(part.pointer) ? symbols.nameOf(address) : convert(c, address).padStart(long * 2, '0');
    } else text += convert(c, number(part.type === 'c' ? 1 : sizeOf(part.length, long), isSigned));
  }
  return text;
}

function sizeOf(length: string, long: number): number {
  if (length === 'hh') return 1;
  if (length === 'h') return 2;
  if (length === 'll' || length === 'L') return 8;
  return length === '' ? 4 : long;
}
