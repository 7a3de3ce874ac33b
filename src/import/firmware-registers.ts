import { type Cursor, FRAME_HALVES, readHex } from './read-word.ts';

/** Registers that a program prints in one line: a call or an answer, or why the line holds none. */
export interface FirmwareFrame {
  /** The CPU in brackets; null where none is named. */
  readonly cpu: number | null;
  /** Eight registers as halves (read-word.ts). */
  readonly halves: Uint32Array;
  /** What the words before the registers say; null where only the function can tell. */
  readonly says: 'call' | 'reply' | null;
  /** Is it the line that TF-A's SPMD prints at the entry of every call? */
  readonly spmd: boolean;
}

/** Eight words and more behind a label, `SPM(1): 0x8400006f 0x8001 …`; people give TF-A's line labels of their own. */
const LISTED =
  /^(.{0,120}?)[:=>< (]\s{0,4}[([{]?((?:0x[0-9a-f]{1,16}[ ,]{1,4}){3,17}0x[0-9a-f]{1,16})\s{0,4}[)\]}]?\s{0,4}$/i;
/** The same without `0x`, as `%lx` prints them: then the first is a function of FF-A in 8 or in 16 digits. */
const BARE_LIST =
  /^(.{0,120}?)(?:^|[:=>< (])\s{0,4}[([{]?((?:0{8})?[8c]40000[6-9a-f][0-9a-f](?:[ ,]{1,4}[0-9a-f]{1,16}){7,17})\s{0,4}[)\]}]?\s{0,4}$/i;
/** A command that names registers, and what the test module of the recordings says of its own: no frame was seen there. */
const TYPED = /\becho\b|\bffa_grab\b|\bprintf\b/;
/** The same in decimal, as bpftrace prints numbers and lists of them: 0x84000060 to 0x840000ff, 0xc4000060 to 0xc40000ff. */
const DECIMAL_LIST =
  /^(.{0,120}?)(?:^|[:=>< ([])\s{0,4}[([{]?((?:22145926(?:0[89]|[1-9]\d)|22145927[0-6]\d|3288334(?:4[3-9]\d|5[0-8]\d|59[0-1]))(?:[ ,]{1,4}\d{1,20}){7,17})\s{0,4}[)\]}]?\s{0,4}$/;
/** `w0=0x8400006f, w1: 0x8001 …`, `a0 0x8400006f a1 …`, `func=0x84000073 arg1=0x50 …`, and `.a0=2214592623, .a1=…` of SystemTap's $$parms$$. */
const FIRST_NAME = /(?:^|[\s,({.])(?:([awxr])0|(?:func|fid|smc_fid|smc))\s{0,2}[=:]?\s{0,2}(?=0x[0-9a-f]|[0-9a-f]{8})/i;
const NAME = /^[\s,;).]{0,4}(?:[awxr]|arg|ret)([1-9]\d?)\s{0,2}[=:]?\s{0,2}((?:0x)?[0-9a-f]{1,20})(?![0-9a-z])/i;
const ANSWERS = /\b(?:ret(?:urn(?:s|ed)?)?|repl(?:y|ies)|resp(?:onse)?|answers?|out|exit|result|res)\b|<-|<=/i;
const CPU = /\((\d{1,5})\)\s{0,3}:?\s{0,3}$|\b(?:cpu|core)\s{0,2}#?(\d{1,5})\b/i;

/** The registers of this line, or null where it holds none that are FF-A's. */
export function firmwareFrame(text: string): FirmwareFrame | null {
  if (text.length > 1000 || !/[0-9a-f]{8}/i.test(text)) return null;
  return listed(text) ?? named(text);
}

/** A call and its reply in one line, `smc(0x8400006f, …) = (0x84000070, …)`. */
const PAIR =
  /^(.{0,400}0x[0-9a-f]{1,16}\s{0,4}[)\]}]?)\s{0,4}(?:=|->|=>|→|:)\s{0,4}([([{]?0x[0-9a-f]{1,16}[ ,].{0,400})$/i;

/** Both frames of a line that holds a call and its reply, the frame of another line, or none. */
export function firmwareFrames(text: string): readonly FirmwareFrame[] {
  const pair = /\d\s{0,4}[)\]}]?\s{0,4}(?:=|->|→|:)/.test(text) ? PAIR.exec(text) : null;
  const call = pair === null ? null : firmwareFrame(pair[1] as string);
  const list = pair === null ? [] : (pair[2] as string).replace(/^[([{]/, '').split(/[^0-9a-fx]+/i, 8);
  if (call !== null && call.says === null && list.length === 8 && list.every((w) => /^0x[0-9a-f]{1,16}$/i.test(w)))
    return [call, { ...frame('', list), cpu: call.cpu, says: 'reply' }];
  const one = firmwareFrame(text);
  return one === null ? [] : [one];
}

/** Does the line begin a list of registers of an FF-A call that is not whole? */
export function isCutFrame(text: string): boolean {
  const m = /^(?:[A-Z]{4,7}:\s+)?[\w ]{1,40}\(\d{1,5}\):\s{1,4}(0x[0-9a-f]{1,16})\b/i.exec(text);
  return m !== null && isFfa(m[1] as string);
}

function listed(text: string): FirmwareFrame | null {
  const typed = TYPED.test(text);
  const decimal = typed ? null : DECIMAL_LIST.exec(text);
  const m = decimal ?? LISTED.exec(text) ?? (typed ? null : BARE_LIST.exec(text));
  if (m === null) return null;
  const label = m[1] as string;
  const words = (m[2] as string).split(/[ ,]+/);
  if (decimal !== null && words.some((w) => BigInt(w) >> 64n !== 0n)) return null;
  const list = decimal === null ? words : words.map(hexOf);
  if (list.length < 8 || !isFfa(list[0] as string)) return null;
  return frame(label, list.slice(0, 8));
}

function named(text: string): FirmwareFrame | null {
  const first = FIRST_NAME.exec(text);
  if (first === null) return null;
  let rest = text.slice(first.index + first[0].length);
  const zero = /^((?:0x)?[0-9a-f]{1,16})(?![0-9a-z])/i.exec(rest);
  const isDecimal = /^\d{10}$/.test(zero?.[1] ?? '') && isFfa(hexOf(zero?.[1] as string));
  if (zero === null || !(isDecimal || isFfa(zero[1] as string))) return null;
  const list = [zero[1] as string];
  rest = rest.slice(zero[0].length);
  while (list.length < 8) {
    const m = NAME.exec(rest);
    if (m === null || Number(m[1]) !== list.length) return null;
    list.push(m[2] as string);
    rest = rest.slice(m[0].length);
  }
  if (!/^(?:$|[\s,;.)\]}])/.test(rest)) return null;
  // Printed by one format: all with 0x or none, but for the 0 of %#lx.
  const prefixed = isPrefixed(list[0] as string);
  if (list.some((word) => isPrefixed(word) !== prefixed && word !== '0')) return null;
  if (isDecimal ? list.some((w) => !/^\d{1,20}$/.test(w) || BigInt(w) >> 64n !== 0n) : list.some((w) => w.length > 18))
    return null;
  const label = text.slice(0, first.index);
  const words = isDecimal ? list.map(hexOf) : list;
  const answers = first[1]?.toLowerCase() === 'r' && !/\bcall|\bin\b|request/i.test(label);
  return answers ? { ...frame(label, words), says: 'reply' } : frame(label, words);
}

/** Eight hexadecimal words without a label as a frame of this CPU; null where the first is no function of FF-A. */
export const frameOfWords = (list: readonly string[], cpu: number | null): FirmwareFrame | null =>
  isFfa(list[0] as string) ? { ...frame('', list), cpu } : null;

function frame(label: string, list: readonly string[]): FirmwareFrame {
  const halves = new Uint32Array(FRAME_HALVES);
  const cursor: Cursor = { at: 0 };
  for (const [i, word] of list.entries()) readHex(word, cursor, /^0x/i.test(word) ? 2 : 0, halves, i);
  const cpu = CPU.exec(label);
  const number = cpu?.[1] ?? cpu?.[2];
  return {
    cpu: number === undefined ? null : Number(number),
    halves,
    says: ANSWERS.test(label) ? 'reply' : null,
    spmd: cpu?.[1] !== undefined,
  };
}

/** Is this word the id of an FF-A function, 32 or 64 bits (DEN0077A, 0x60 to 0xff), or what answers an unknown one? */
function isFfa(word: string): boolean {
  const w0 = BigInt(`0x${word.replace(/^0x/i, '')}`);
  return ((w0 & 0xbfff_ff00n) === 0x8400_0000n && (w0 & 0xffn) >= 0x60n && w0 <= 0xffff_ffffn) || isUnknown(w0);
}

/** A decimal number in hexadecimal. */
const hexOf = (decimal: string): string => `0x${BigInt(decimal).toString(16)}`;

const isPrefixed = (word: string): boolean => /^0x/i.test(word);

const isUnknown = (w0: bigint): boolean => w0 === 0xffff_ffffn || w0 === 0xffff_ffff_ffff_ffffn;
