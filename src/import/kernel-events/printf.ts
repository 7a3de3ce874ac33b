/** One conversion of a format string of the kernel: `%-8s`, `%#llx`, `%pS`. */
export interface Conversion {
  readonly flags: string;
  /** `*` where an argument gives it; empty where there is none. */
  readonly width: string;
  readonly precision: string;
  /** hh, h, l, ll, L, z, t or empty. */
  readonly length: string;
  /** `d`, `x`, `s`, `c`, `p`; the letter behind a p in `pointer`. */
  readonly type: string;
  readonly pointer: string;
}

/** Plain text, or a conversion. */
export type FormatPart = string | Conversion;

// A pointer's letters end where something else than a letter or digit begins; only the first one decides (lib/vsprintf.c).
const CONVERSION = /%(?:%|([-+ #0]*)(\*|\d*)(?:\.(\*|\d*))?(hh|h|ll|l|L|z|Z|t)?(?:([diouxXcs])|p([A-Za-z]\w*)?|(p)))/g;

/** A format string in its parts. A percent sign that begins no conversion stays as it is. */
export function formatParts(format: string): readonly FormatPart[] {
  const parts: FormatPart[] = [];
  let from = 0;
  for (const m of format.matchAll(CONVERSION)) {
    if (m.index > from) parts.push(format.slice(from, m.index));
    from = m.index + m[0].length;
    if (m[0] === '%%') parts.push('%');
    else {
      const [, flags = '', width = '', precision = '', length = '', type = 'p', pointer = ''] = m;
      parts.push({ flags, width, precision, length, type, pointer });
    }
  }
  if (from < format.length) parts.push(format.slice(from));
  return parts;
}

/** `value` as the conversion prints it. A negative integer that is printed as an unsigned one is taken as 64 bits. */
export function convert(c: Conversion, value: bigint | string): string {
  const text = typeof value === 'string' ? cut(c, value) : digits(c, value);
  const width = Math.min(Number(c.width) || 0, 200);
  if (c.flags.includes('-')) return text.padEnd(width);
  if (!c.flags.includes('0') || typeof value === 'string') return text.padStart(width);
  const prefix = /^(?:0x|0X|[-+ ])/.exec(text)?.[0] ?? '';
  return prefix + text.slice(prefix.length).padStart(width - prefix.length, '0');
}

const cut = (c: Conversion, text: string): string =>
  c.precision === '' || c.type !== 's' ? text : text.slice(0, Number(c.precision));

function digits({ flags, type, precision }: Conversion, value: bigint): string {
  if (type === 'c') return String.fromCharCode(Number(BigInt.asUintN(8, value)));
  const isSigned = type === 'd' || type === 'i';
  const size = isSigned ? (value < 0n ? -value : value) : BigInt.asUintN(64, value);
  const base = type === 'x' || type === 'X' || type === 'p' ? 16 : type === 'o' ? 8 : 10;
  const plain = size.toString(base).padStart(Math.min(Number(precision) || 0, 200), '0');
  const sign = isSigned && value < 0n ? '-' : isSigned && flags.includes('+') ? '+' : '';
  const prefix = flags.includes('#') && base === 16 ? '0x' : '';
  const text = sign + prefix + plain;
  return type === 'X' ? text.toUpperCase() : text;
}

/** A C string literal's inner text with its escapes undone. */
export const unescaped = (text: string): string =>
  text.replace(/\\(?:([0-7]{1,3})|x([0-9a-f]{1,2})|(.))/gi, (_, octal?: string, hex?: string, letter?: string) => {
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
    return { n: '\n', t: '\t', r: '\r', a: '\u0007' }[letter ?? ''] ?? letter ?? '';
  });
