import type { FunctionName } from './builder.ts';
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

const PLACE = '([^\\s()[\\]]{1,128})(?: \\[([^\\s\\]]{1,64})\\])?';
const ENTRY = new RegExp(`^\\(${PLACE}\\)(?: |$)`);
const RETURN = new RegExp(`^\\(${PLACE} <- ${PLACE}\\)(?: |$)`);

/** How trace-cmd prints a probe whose format it cannot read, or with `-R`: every field by its name. */
const RAW = /^(?:\[FAILED TO PARSE\]\s*)?((?:__probe_(?:ip|func|ret_ip)=\S+\s*)+)/;

/** `(f+0x0/0x20 [module]) args` or `(caller+0xd8/0x158 [module] <- f) args`; null for anything else. */
export function parseProbeBody(body: string): ProbeBody | null {
  if (body.charCodeAt(0) !== 0x28) return raw(body);
  const entry = ENTRY.exec(body);
  if (entry !== null)
    return {
      ...named(entry[1] as string, entry[2]),
      returns: false,
      caller: null,
      args: body.slice(entry[0].length),
    };
  const back = RETURN.exec(body);
  if (back === null) return null;
  return {
    ...named(back[3] as string, back[4]),
    returns: true,
    caller: named(back[1] as string, back[2]).fn,
    args: body.slice(back[0].length),
  };
}

function raw(body: string): ProbeBody | null {
  const m = body.startsWith('__probe_') || body.startsWith('[FAILED') ? RAW.exec(body) : null;
  if (m === null) return null;
  const returns = (m[1] as string).includes('__probe_ret_ip');
  return { fn: null, offset: 0, returns, caller: null, args: body.slice(m[0].length) };
}

function named(place: string, module: string | undefined): { fn: FunctionName | null; offset: number } {
  const m = /^([^+]+)(?:\+0x([0-9a-f]+)(?:\/0x[0-9a-f]+)?)?$/.exec(place);
  const fn = m?.[1] ?? place;
  const isAddress = /^(0x)?[0-9a-f]{8,16}$/i.test(fn);
  return {
    fn: isAddress ? null : { fn, module: module ?? null },
    offset: m?.[2] === undefined ? 0 : Number.parseInt(m[2], 16),
  };
}

/**
 * Reads `a0=… a1=…` or `r0=… r1=…` into `halves`: how many registers there are, from 0 on without a gap. Registers that
 * are not there become zero. -1 when one of them is not a word.
 */
export function readRegisters(args: string, letter: 'a' | 'r', halves: Uint32Array): number {
  halves.fill(0, 0, FRAME_HALVES);
  const cursor: Cursor = { at: 0 };
  for (let i = 0; i < 8; i++) {
    const label = `${letter}${i}=`;
    const from = args.indexOf(label, cursor.at);
    if (from < 0 || (from > 0 && args.charCodeAt(from - 1) !== 0x20)) return i;
    cursor.at = from + label.length;
    if (!readWord(args, cursor, halves, i)) return -1;
    const next = args.charCodeAt(cursor.at);
    if (next !== 0x20 && !Number.isNaN(next)) return -1;
  }
  return 8;
}

/**
 * The same for a probe whose arguments have other names (`arg1=… arg2=…`, which the kernel gives where the recipe names
 * none) or are one array (`w={0x8400006f,0x8001,…}` of type x64[8]), in their order.
 */
export function readInOrder(args: string, halves: Uint32Array): number {
  halves.fill(0, 0, FRAME_HALVES);
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
