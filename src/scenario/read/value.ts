import { fail, ok, type Result } from '../../base/result.ts';
import { nearest } from '../../base/search.ts';

/** Reads a JSON value that was found at the path `where`: what it means, or what is wrong with it. Never throws. */
export type Read<T> = (value: unknown, where: string) => Result<T>;

/** A JSON value in a few characters, for a message. Does not descend, so its depth does not matter. */
export function show(value: unknown): string {
  if (typeof value === 'string')
    return value.length > 40 ? `${JSON.stringify(value.slice(0, 40))}…` : JSON.stringify(value);
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  return String(value);
}

/** `0x1f`, `31` or `-6` as it is written, or a whole number; null for anything else. Numbers above 2^53 are not exact. */
export function numeral(value: unknown): bigint | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : null;
  if (typeof value !== 'string' || value.length > 40) return null;
  const m = /^(-?)(0x[0-9a-f]+|[0-9]+)$/i.exec(value.trim());
  if (m === null) return null;
  const size = BigInt(m[2] as string);
  return m[1] === '-' ? -size : size;
}

/** A whole number from `min` to `max`, as a number or as text in hexadecimal or decimal. Both must be safe integers. */
export function integer(min: number, max: number): Read<number> {
  return (value, where) => {
    const n = numeral(value);
    const remedy = `Write a whole number from ${bound(min)} to ${bound(max)}.`;
    if (n === null) return fail(`${show(value)} is not a whole number.`, where, remedy);
    if (n < BigInt(min) || n > BigInt(max))
      return fail(`${show(value)} is outside ${bound(min)}..${bound(max)}.`, where, remedy);
    return ok(Number(n));
  };
}

const bound = (n: number): string => (n > 0xffff ? `0x${n.toString(16)}` : String(n));

/** Any 32-bit word of a register. */
export const word32: Read<number> = integer(0, 0xffff_ffff);

/** Any value of a C `int`. */
export const cInt: Read<number> = integer(-0x8000_0000, 0x7fff_ffff);

/** Any word of a 64-bit register. Above 2^53 it must be text, since a JSON number is not exact there. */
export const word64: Read<bigint> = (value, where) => {
  const n = numeral(value);
  const remedy = 'Write a word of at most 64 bits as text, "0xffff0006".';
  if (n === null && typeof value === 'number' && value > Number.MAX_SAFE_INTEGER)
    return fail(`the number ${show(value)} is not exact in JSON.`, where, remedy);
  if (n === null) return fail(`${show(value)} is not a word of a register.`, where, remedy);
  if (n < 0n || n >= 1n << 64n) return fail(`${show(value)} does not fit in 64 bits.`, where, remedy);
  return ok(n);
};

export const flag: Read<boolean> = (value, where) =>
  typeof value === 'boolean'
    ? ok(value)
    : fail(`${show(value)} is neither true nor false.`, where, 'Write true or false.');

/** One line of text of at most `max` UTF-16 units. */
export function line(max: number): Read<string> {
  return (value, where) => {
    if (typeof value !== 'string')
      return fail(`${show(value)} is not a text.`, where, 'Write a text in double quotes.');
    if (value.length > max) return fail(`the text has ${value.length} characters.`, where, `Use at most ${max}.`);
    if (/[\p{Cc}\p{Surrogate}\u2028\u2029]/u.test(value))
      return fail('the text holds a character that cannot be printed.', where, 'Use one line of printable text.');
    return ok(value);
  };
}

/** One of these names. `what` names the kind in the message: "driver". */
export function oneOf<T extends string>(names: readonly T[], what: string): Read<T> {
  return (value, where) => {
    if (typeof value === 'string' && (names as readonly string[]).includes(value)) return ok(value as T);
    return fail(`no ${what} is named ${show(value)}.`, where, suggest(value, names));
  };
}

/** `Write "remove".`, or the names there are where none is near. */
export function suggest(value: unknown, names: readonly string[]): string {
  const near = typeof value === 'string' && value.length <= 80 ? nearest(value, names) : null;
  if (near !== null) return `Write ${JSON.stringify(near)}.`;
  const shown = names.slice(0, 12).map((n) => JSON.stringify(n));
  return `Write ${names.length > 1 ? 'one of ' : ''}${shown.join(', ')}${names.length > 12 ? ', …' : ''}.`;
}

/** A list of at most `max` values, each read by `item`. */
export function list<T>(item: Read<T>, max: number, what: string): Read<readonly T[]> {
  return (value, where) => {
    if (!Array.isArray(value))
      return fail(`${show(value)} is not a list.`, where, `Write a list of ${what} in brackets.`);
    if (value.length > max) return fail(`there are ${value.length} ${what}.`, where, `Use at most ${max}.`);
    const items: T[] = [];
    for (const [i, v] of value.entries()) {
      const read = item(v, `${where}[${i}]`);
      if (!read.ok) return read;
      items.push(read.value);
    }
    return ok(items);
  };
}
