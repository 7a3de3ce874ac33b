import { ByteIndex } from '../base/byte-index.ts';
import type { RecordingBuilder } from './builder.ts';
import type { ByteReader } from './byte-reader.ts';
import { type Place, placeOf } from './context-place.ts';
import type { EventRows, PreparedEvent, RegisterProbe } from './event-rows.ts';
import { parseEventLine } from './ftrace-line.ts';
import { own } from './intern.ts';
import { stackLine } from './plumbing.ts';
import { QuickHead } from './quick-head.ts';
import { readEightRegisters } from './quick-registers.ts';
import { printedStack, type Stack } from './stack.ts';
import { DEEPEST, type StackLines } from './stack-lines.ts';

const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const TAB = 0x09;
const CLOSE = 0x29;

/** A longer line is left to the reader of text. */
const LONGEST = 2000;
/** The place that a probe prints ends no further behind the event's name. */
const FAR = 700;

const STACK = new TextEncoder().encode('<stack trace>');

/** Begins an event of the trace: its time and its place. */
interface Hearer {
  /** The line stands in `bytes` from `at` to before `to`: its text is wanted where something is to be said of it. */
  event(place: Place, head: QuickHead, number: number, bytes: Uint8Array, at: number, to: number): void;
}

/**
 * Reads the lines that most of an ordinary trace consists of by their bytes (`insmod-68 [000] d..1. 3.770854: smc_in: (…)
 * a0=0x…`, a stack below it). What stands before the time, the event with its place, whole texts of probes and whole
 * stacks come again and again: the first of each is read as text and remembered by its bytes, so this knows no form of
 * its own but that of a time and of eight registers. Whatever else a line is, it is left to the reader of text.
 */
export class QuickTrace implements ByteReader {
  readonly #builder: RecordingBuilder;
  readonly #events: EventRows;
  readonly #stack: StackLines;
  readonly #hearer: Hearer;
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  readonly #head = new QuickHead();
  /** Null: known, and not to be read here. */
  readonly #places: (Place | null)[] = [];
  readonly #placeIndex = new ByteIndex();
  readonly #probes: (RegisterProbe | null)[] = [];
  readonly #probeIndex = new ByteIndex();
  readonly #texts: (PreparedEvent | null)[] = [];
  readonly #textIndex = new ByteIndex();
  readonly #stacks: (KnownStack | null)[] = [];
  readonly #stackIndex = new ByteIndex();
  /** The bytes of the piece that is read. */
  #view = new DataView(new ArrayBuffer(0));
  taken = 0;

  constructor(builder: RecordingBuilder, events: EventRows, stack: StackLines, hearer: Hearer) {
    this.#builder = builder;
    this.#events = events;
    this.#stack = stack;
    this.#hearer = hearer;
  }

  take(bytes: Uint8Array, at: number, end: number, number: number): number {
    this.taken = 0;
    const { buffer, byteOffset, byteLength } = bytes;
    const last = this.#view;
    if (last.buffer !== buffer || last.byteOffset !== byteOffset || last.byteLength !== byteLength)
      this.#view = new DataView(buffer as ArrayBuffer, byteOffset, byteLength);
    for (let from = at; ; ) {
      const next = from < end ? this.#line(bytes, from, end, number + this.taken) : from;
      if (next === from) return from;
      from = next;
    }
  }

  /** Where the line after this one begins; `at` where it is not taken. */
  #line(bytes: Uint8Array, at: number, end: number, number: number): number {
    const lineEnd = bytes.indexOf(LF, at);
    let to = lineEnd;
    while (to > at && bytes[to - 1] === CR) to--;
    const head = this.#head;
    if (to - at > LONGEST || !head.read(bytes, at, to)) return at;
    // The end of a line was lost: what stands behind the function looks like an event.
    if (this.#stack.isOpen && isStackLine(bytes, at)) return at;
    const placed = this.#placeIndex.find(this.#view, at, head.end);
    const place = placed < 0 ? this.#learnPlace(bytes, at, to) : (this.#places[placed] as Place | null);
    if (place === null) return at;
    const rest = head.rest;
    if (isStack(bytes, rest, to)) {
      this.#begin(place, bytes, at, to, number);
      this.#stack.open(number);
      return this.#below(bytes, lineEnd + 1, end);
    }
    const close = bytes.indexOf(CLOSE, rest);
    if (close > 0 && close < to && close - rest < FAR && isRegisters(bytes, close + 1)) {
      const known = this.#probeIndex.find(this.#view, rest, close + 1);
      const probe =
        known < 0 ? this.#learnProbe(bytes, at, to, rest, close + 1) : (this.#probes[known] as RegisterProbe | null);
      if (probe === null || !readEightRegisters(bytes, close + 2, to, this.#events.halves)) return at;
      const isReply = bytes[close + 2] === 0x72;
      this.#begin(place, bytes, at, to, number);
      this.#events.eight(probe, isReply, number);
      return lineEnd + 1;
    }
    const known = this.#textIndex.find(this.#view, rest, to);
    const text = known < 0 ? this.#learnText(bytes, at, to, rest) : (this.#texts[known] as PreparedEvent | null);
    if (text === null) return at;
    this.#begin(place, bytes, at, to, number);
    text();
    return lineEnd + 1;
  }

  #begin(place: Place, bytes: Uint8Array, at: number, to: number, number: number): void {
    this.taken++;
    this.#hearer.event(place, this.#head, number, bytes, at, to);
  }

  /** The lines of a stack that follow, as far as they are there. */
  #below(bytes: Uint8Array, at: number, end: number): number {
    let to = at;
    let lines = 0;
    while (
      to < end &&
      bytes[to] === SPACE &&
      bytes[to + 1] === 0x3d &&
      bytes[to + 2] === 0x3e &&
      bytes[to + 3] === SPACE
    ) {
      to = bytes.indexOf(LF, to) + 1;
      lines++;
    }
    if (lines === 0) return at;
    const known = this.#stackIndex.add(this.#view, at, to);
    let stack = this.#stacks[known];
    if (stack === undefined) {
      stack = knownStack(this.#decoder.decode(bytes.subarray(at, to - 1)));
      if (known === this.#stacks.length) this.#stacks.push(stack);
    }
    if (stack === null) return at;
    this.taken += lines;
    this.#stack.whole(stack.printed, stack.stack);
    return to;
  }

  /** The event of this line as the reader of text understands it; null where that is not what stands at `rest`. */
  #asText(bytes: Uint8Array, at: number, to: number, rest: number): ReturnType<typeof parseEventLine> {
    const line = this.#decoder.decode(bytes.subarray(at, to));
    if (line.startsWith('#') || line.includes('\u001b') || line.includes('console: ')) return null;
    const e = parseEventLine(line);
    const { seconds, nanoseconds } = this.#head;
    if (e === null || e.task === '' || e.event === '' || e.seconds !== seconds || e.nanoseconds !== nanoseconds)
      return null;
    const behind = this.#decoder.decode(bytes.subarray(rest, to));
    return behind === `${e.event}: ${e.body}` || (behind === e.event && e.body === '') ? e : null;
  }

  #learnPlace(bytes: Uint8Array, at: number, to: number): Place | null {
    const e = this.#asText(bytes, at, to, this.#head.rest);
    // A line that is none for other reasons says nothing of its head.
    if (e === null || e.cpu !== this.#head.cpu) return null;
    const place = placeOf(this.#builder.columns.strings, e.cpu, own(e.task), e.kind);
    if (this.#placeIndex.add(this.#view, at, this.#head.end) === this.#places.length) this.#places.push(place);
    return place;
  }

  #learnProbe(bytes: Uint8Array, at: number, to: number, rest: number, close: number): RegisterProbe | null {
    if (this.#probeIndex.isFull) return null;
    const e = this.#asText(bytes, at, to, rest);
    const probe = e === null ? null : this.#events.registerProbe(e);
    if (this.#probeIndex.add(this.#view, rest, close) === this.#probes.length) this.#probes.push(probe);
    return probe;
  }

  #learnText(bytes: Uint8Array, at: number, to: number, rest: number): PreparedEvent | null {
    if (this.#textIndex.isFull) return null;
    const e = this.#asText(bytes, at, to, rest);
    const text = e === null ? null : this.#events.prepared(e);
    if (this.#textIndex.add(this.#view, rest, to) === this.#texts.length) this.#texts.push(text);
    return text;
  }
}

/** The lines of a stack: the functions that they name, and what is made of them. */
interface KnownStack {
  readonly printed: readonly string[];
  readonly stack: Stack;
}

function knownStack(text: string): KnownStack | null {
  const names = text.split('\n').map((line) => stackLine(line.replace(/\r+$/, '')));
  if (names.some((name) => name === null)) return null;
  const printed = names.slice(0, DEEPEST).map((name) => own(name as string));
  return { printed, stack: printedStack(printed) };
}

/** Is the rest of the line nothing but the beginning of a stack? */
function isStack(bytes: Uint8Array, rest: number, to: number): boolean {
  if (to - rest !== STACK.length) return false;
  for (let i = 0; i < STACK.length; i++) if (bytes[rest + i] !== STACK[i]) return false;
  return true;
}

/** Does `=> ` stand here behind blanks? What follows it is a function of the stack that is open. */
function isStackLine(bytes: Uint8Array, at: number): boolean {
  let from = at;
  while (bytes[from] === SPACE || bytes[from] === TAB) from++;
  return bytes[from] === 0x3d && bytes[from + 1] === 0x3e && bytes[from + 2] === SPACE;
}

/** Does ` a0=` or ` r0=` stand here? */
const isRegisters = (bytes: Uint8Array, at: number): boolean =>
  bytes[at] === SPACE &&
  (bytes[at + 1] === 0x61 || bytes[at + 1] === 0x72) &&
  bytes[at + 2] === 0x30 &&
  bytes[at + 3] === 0x3d;
