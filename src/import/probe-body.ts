import { own } from './intern.ts';
import type { FunctionName } from './probe-step.ts';
import { type Cursor, FRAME_HALVES, readWord } from './read-word.ts';

/** The place that a probe prints in brackets, and what follows it. */
export interface ProbeBody {
  /** The function, at its beginning; the one that returns, at its end. Null where only an address is printed. */
  readonly fn: FunctionName | null;
  /** Offset in the function, 0 at its beginning. */
  readonly offset: number;
  readonly returns: boolean;
  /** Who is returned to. */
  readonly caller: FunctionName | null;
  /** The arguments, `a0=0x8400006f a1=0x8001`. */
  readonly args: string;
}

/** `f+0x0/0x20 [module]`; with the option `sym-addr` the address stands behind it. */
const PLACE = /^([^\s()[\]]{1,128})(?: \[([^\s\]]{1,64})\])?(?: <[0-9a-f]{8,16}>)?$/;

/** How trace-cmd prints a probe whose format it cannot read, or with `-R`: every field by its name. */
const RAW = /^(?:\[FAILED TO PARSE\]\s*)?((?:__probe_(?:ip|func|ret_ip)=\S+\s*(?:\(-?\d{1,20}\)\s*)?)+)/;

type Place = Omit<ProbeBody, 'args'>;

/** The places that were read: a recording has few of them, and millions of events. */
const PLACES = new Map<string, Place | null>();
const MOST_PLACES = 4096;

/** `(f+0x0/0x20 [module]) args` or `(caller+0xd8/0x158 [module] <- f) args`; null for anything else. */
export function parseProbeBody(body: string): ProbeBody | null {
  if (body.charCodeAt(0) !== 0x28) return raw(body);
  const close = body.indexOf(')');
  if (close < 0 || close > 600 || (close + 1 < body.length && body.charCodeAt(close + 1) !== 0x20)) return null;
  const printed = body.slice(1, close);
  let place = PLACES.get(printed);
  if (place === undefined) {
    place = placeOf(printed);
    if (PLACES.size === MOST_PLACES) PLACES.clear();
    PLACES.set(own(printed), place);
  }
  if (place === null) return null;
  const { fn, offset, returns, caller } = place;
  return { fn, offset, returns, caller, args: body.slice(close + 2) };
}

function placeOf(printed: string): Place | null {
  const [first = '', second, ...more] = printed.split(' <- ');
  const a = PLACE.exec(first);
  if (a === null || more.length > 0) return null;
  if (second === undefined) return { ...named(a[1] as string, a[2]), returns: false, caller: null };
  const b = PLACE.exec(second);
  if (b === null) return null;
  const caller = named(a[1] as string, a[2]).fn;
  return { ...named(b[1] as string, b[2]), returns: true, caller };
}

function raw(body: string): ProbeBody | null {
  const m = body.startsWith('__probe_') || body.startsWith('[FAILED') ? RAW.exec(body) : null;
  if (m === null) return null;
  const returns = (m[1] as string).includes('__probe_ret_ip');
  return { fn: null, offset: 0, returns, caller: null, args: body.slice(m[0].length) };
}

function named(place: string, module: string | undefined): { fn: FunctionName | null; offset: number } {
  const m = /^([^+]+)(?:\+0x([0-9a-f]+)(?:\/0x[0-9a-f]+)?)?$/.exec(place);
  const fn = own(m?.[1] ?? place);
  const isAddress = /^(0x)?[0-9a-f]{8,16}$/i.test(fn);
  return {
    fn: isAddress ? null : { fn, module: module === undefined ? null : own(module) },
    offset: m?.[2] === undefined ? 0 : Number.parseInt(m[2], 16),
  };
}

/**
 * The arguments from the first register on: texts before it (`comm="insmod"` of `$comm`) are left out, and the function's
 * id before `a1=` is register 0, whatever it is called.
 */
export function fromFirstRegister(args: string): string {
  const plain = args.startsWith('"', args.indexOf('=') + 1)
    ? args.replace(/^(?:[A-Za-z_]\w{0,63}="[^"]{0,256}" )+/, '')
    : args;
  return plain.charCodeAt(0) === 0x61 || plain.charCodeAt(0) === 0x72
    ? plain
    : plain.replace(
        /^(?:fid|func|func_id|fn_id|smc_fid|smc_id)=(?=\S{1,40} ([a-z]|arg|reg)1=)(?=\S{1,40} ([a-z]+))/,
        '$20=',
      );
}

/** How the registers of a probe are called: `a0=` to `a7=`, `r0=`, `x0=`, and `arg1=` where the recipe names none. */
const FIRST = /^([A-Za-z_]{1,16}?)(\d)=/;

/** The name before the number of the registers that these arguments are, or null for arguments of another kind. */
export function registerStem(args: string): string | null {
  const stem = FIRST.exec(args)?.[1];
  return stem !== undefined && args.indexOf(` ${stem}`) > 0 ? stem : null;
}

/**
 * Reads `a0=… a1=…` with these names into `halves`: how many registers there are, from the first on, at most 8. Those
 * that are not there become zero. -1 when one of them is no word, when one is missing in the middle, when they are out of
 * order, or when something else stands between them: what is damaged is never read as another frame. With the option
 * `fields` the decimal value follows in brackets.
 */
export function readRegisters(args: string, stem: string, halves: Uint32Array): number {
  halves.fill(0, 0, FRAME_HALVES);
  const first = stem === 'arg' && args.charCodeAt(3) !== 0x30 ? 1 : 0;
  const cursor: Cursor = { at: 0 };
  let commas = false;
  for (let i = 0; i < 8; i++) {
    const at = cursor.at;
    const value = at + stem.length + 2;
    if (
      !args.startsWith(stem, at) ||
      args.charCodeAt(value - 2) !== 0x30 + first + i ||
      args.charCodeAt(value - 1) !== 0x3d
    )
      // One register alone is no frame: what follows it is the rest of another name (`a0=0x8400006f aa7=0x0`).
      return i > 1 && isOther(args, at, stem) ? i : -1;
    cursor.at = value;
    if (!readWord(args, cursor, halves, i)) return -1;
    if (cursor.at === args.length) return i + 1;
    // Between all or between none: a single one stands where a digit was.
    const comma = args.charCodeAt(cursor.at) === 0x2c;
    if (i === 0) commas = comma;
    else if (commas !== comma) return -1;
    if (comma) cursor.at++;
    if (args.charCodeAt(cursor.at) !== 0x20) return -1;
    cursor.at++;
    if (args.charCodeAt(cursor.at) === 0x28 && !skipDecimal(args, cursor, halves, i)) return -1;
    if (cursor.at >= args.length) return i + 1;
  }
  const next = `${stem}${8 + first}=`;
  const more = isOther(args, cursor.at, stem) || args.startsWith(next, cursor.at) || isPlace(args.slice(cursor.at));
  return more ? 8 : -1;
}

/** May this follow the registers: another argument, and no register that is out of its place? */
const isOther = (args: string, at: number, stem: string): boolean => {
  const rest = args.slice(at);
  return /^[A-Za-z_]\w{0,63}=/.test(rest) && !new RegExp(`(?:^| )${stem}\\d{1,2}=`).test(rest);
};

/** `ffff800078651030 f+0x0 ([module])`, which perf script -F ip,sym prints behind the registers. */
const isPlace = (rest: string): boolean => /^\s{0,16}[0-9a-f]{8,16} \S{1,200}(?: \(\S{1,200}\))?$/.test(rest);

/** ` (2214592623)` behind the same in hexadecimal; false where it is another number. */
function skipDecimal(args: string, cursor: Cursor, halves: Uint32Array, index: number): boolean {
  const close = args.indexOf(')', cursor.at);
  const digits = args.slice(cursor.at + 1, close);
  if (close < 0 || !/^-?\d{1,20}$/.test(digits)) return false;
  const word = (BigInt(halves[2 * index + 1] as number) << 32n) | BigInt(halves[2 * index] as number);
  if (BigInt.asUintN(64, BigInt(digits)) !== word) return false;
  cursor.at = close + 1;
  if (cursor.at === args.length) return true;
  if (args.charCodeAt(cursor.at) !== 0x20) return false;
  cursor.at++;
  return true;
}

/**
 * The same for a probe whose arguments have names of their own (`fid=… first=…`) or are one array
 * (`w={0x8400006f,0x8001,…}` of type x64[8]), in their order.
 */
export function readInOrder(args: string, halves: Uint32Array): number {
  halves.fill(0, 0, FRAME_HALVES);
  // Where the names are those of registers, their numbers count, and the first of them is damaged.
  if (/\b(?:[arxw]|arg)\d{1,2}=/.test(args)) return -1;
  const array = /^[A-Za-z_]\w{0,63}=\{([^{}]{1,400})\}/.exec(args);
  const list =
    array === null
      ? Array.from(args.matchAll(/(?:^| )[A-Za-z_]\w{0,63}=(\S{1,40})/g), (m) => m[1] as string)
      : (array[1] as string).split(',').map((t) => t.trim());
  const words = list.slice(0, 8);
  for (const [i, word] of words.entries()) {
    const cursor: Cursor = { at: 0 };
    if (!readWord(word, cursor, halves, i) || cursor.at !== word.length) return -1;
  }
  return words.length;
}
