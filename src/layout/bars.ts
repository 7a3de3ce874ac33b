import { ACTOR_ORDER } from '../trace/actors.ts';
import type { Actor, CallEvent, ContextKind, EnterEvent, TraceEvent } from '../trace/event.ts';
import { stayingPerTrace } from '../trace/per-trace.ts';
import type { Trace } from '../trace/trace.ts';

/** A lane is active from row `start` to row `end`, in one context. */
export interface Bar {
  readonly actor: Actor;
  readonly start: number;
  /** Infinity while it has not ended: the bar runs on below the window. */
  readonly end: number;
  /** Does it begin by sending a message or calling a function, and not by receiving one? */
  readonly sends: boolean;
  /** What kind of execution it is: a secure one where the bar is of a lane of the secure world. */
  readonly kind: ContextKind;
  /** How many bars of other contexts stand on the lane at the same time, when it begins; at most MOST_BESIDE. */
  readonly beside: number;
}

/** More bars than this beside each other would leave their lane. */
const MOST_BESIDE = 2;

interface Open {
  readonly actor: Actor;
  readonly start: number;
  readonly sends: boolean;
  readonly beside: number;
  depth: number;
}

/** Bars that have ended, a typed array a field: a long recording has half a million of them. */
interface Done {
  readonly actor: Uint8Array;
  readonly start: Uint32Array;
  readonly end: Uint32Array;
  /** Bit 0: it sends; the others: how many stand beside it. */
  readonly flags: Uint8Array;
}

/** Bars that were found elsewhere, as data that a worker can send. */
export interface PackedBars extends Done {
  readonly open: readonly Open[];
  /** Rows below this one have been read for them. */
  readonly read: number;
}

/** Bars in one block: a block that begins below the window is skipped as a whole. */
const BLOCK = 256;

interface Kept {
  index: BarIndex;
}
const kept = stayingPerTrace((trace): Kept => ({ index: new BarIndex(trace) }));

/** The bars of a trace: those that were given, or an index of its own that is kept as long as the trace. */
export const barsOf = (trace: Trace): BarIndex => kept(trace).index;

/**
 * When each lane is active: the caller from its call to the reply, the callee likewise, nested ones of a context as one
 * bar. Rows are read only as far as a window needs them, so the first screen of a long trace costs as much as that of a short one.
 */
export class BarIndex {
  #trace: Trace;
  #done: Done = {
    actor: new Uint8Array(0),
    start: new Uint32Array(0),
    end: new Uint32Array(0),
    flags: new Uint8Array(0),
  };
  #count = 0;
  /** The first row of each block of #done. */
  readonly #blockStart: number[] = [];
  /** By lane and context. */
  readonly #open = new Map<string, Open>();
  /** For each lane how many open bars stand at each place beside the lane. */
  readonly #beside = new Map<Actor, number[]>();
  /** Rows below this one have been read. */
  #read = 0;

  constructor(trace: Trace) {
    this.#trace = trace;
  }

  /** The bars that touch rows first..end-1, in the order in which they end; those that go on come last. */
  within(first: number, end: number): readonly Bar[] {
    this.#readTo(Math.min(end, this.#trace.length));
    const bars: Bar[] = [];
    const { actor, start, end: ends, flags } = this.#done;
    for (let i = this.#firstEndingAt(first); i < this.#count; i++) {
      const below = i % BLOCK === 0 && (this.#blockStart[i / BLOCK] as number) >= end;
      if (below) i += BLOCK - 1;
      else if ((start[i] as number) < end) {
        const bits = flags[i] as number;
        bars.push({
          ...this.#opened(ACTOR_ORDER[actor[i] as number] as Actor, start[i] as number),
          ...{ end: ends[i] as number, sends: (bits & 1) === 1, beside: bits >> 1 },
        });
      }
    }
    for (const { actor: on, start: from, sends, beside } of this.#open.values())
      if (from < end) bars.push({ ...this.#opened(on, from), end: Number.POSITIVE_INFINITY, sends, beside });
    return bars;
  }

  /** The bars that ended since number `from` of them, of all rows of this trace, which may have grown; and what is open. */
  pack(trace: Trace, from: number): PackedBars & { readonly count: number } {
    this.#trace = trace;
    this.#readTo(trace.length);
    const { actor, start, end, flags } = this.#done;
    return {
      actor: actor.slice(from, this.#count),
      start: start.slice(from, this.#count),
      end: end.slice(from, this.#count),
      flags: flags.slice(from, this.#count),
      open: [...this.#open.values()],
      read: this.#read,
      count: this.#count,
    };
  }

  /** Adds bars that were found elsewhere, and is from now on the index of this trace. */
  adopt(trace: Trace, { actor, start, end, flags, open, read }: PackedBars): void {
    this.#trace = trace;
    this.#reserve(this.#count + start.length);
    this.#done.actor.set(actor, this.#count);
    this.#done.start.set(start, this.#count);
    this.#done.end.set(end, this.#count);
    this.#done.flags.set(flags, this.#count);
    for (let i = 0; i < start.length; i++) this.#addToBlock(this.#count + i, start[i] as number);
    this.#count += start.length;
    this.#open.clear();
    for (const [i, o] of open.entries()) this.#open.set(String(i), o);
    this.#read = read;
    kept(trace).index = this;
  }

  /** Gives back the memory that was kept for more bars: there are none to come. */
  trim(): void {
    const { actor, start, end, flags } = this.#done;
    const n = this.#count;
    if (n === start.length) return;
    this.#done = { actor: actor.slice(0, n), start: start.slice(0, n), end: end.slice(0, n), flags: flags.slice(0, n) };
  }

  /** What the row where a bar begins tells; it is asked only for bars that are shown. */
  #opened(actor: Actor, start: number): Pick<Bar, 'actor' | 'start' | 'kind'> {
    return { actor, start, kind: kindOn(actor, this.#trace.row(start) as Opener) };
  }

  #readTo(end: number): void {
    for (const e of this.#trace.rows(this.#read, end)) {
      const pair = pairOf(this.#trace, e);
      if (pair === null) continue;
      const { opener, caller, callee } = pair;
      if (pair.begins) {
        this.#begin(caller, opener, true);
        this.#begin(callee, opener, false);
      } else {
        this.#finish(callee, opener, e.row);
        this.#finish(caller, opener, e.row);
      }
    }
    this.#read = Math.max(this.#read, end);
  }

  #begin(actor: Actor, opener: Opener, sends: boolean): void {
    const key = keyOf(actor, opener);
    const open = this.#open.get(key);
    if (open !== undefined) {
      open.depth++;
      return;
    }
    const taken = this.#beside.get(actor) ?? new Array<number>(MOST_BESIDE + 1).fill(0);
    this.#beside.set(actor, taken);
    let beside = 0;
    while (beside < MOST_BESIDE && (taken[beside] as number) > 0) beside++;
    taken[beside] = (taken[beside] as number) + 1;
    this.#open.set(key, { actor, start: opener.row, sends, beside, depth: 1 });
  }

  #finish(actor: Actor, opener: Opener, row: number): void {
    const key = keyOf(actor, opener);
    const open = this.#open.get(key);
    if (open === undefined || --open.depth > 0) return;
    this.#open.delete(key);
    const taken = this.#beside.get(actor);
    if (taken !== undefined) taken[open.beside] = (taken[open.beside] as number) - 1;
    const { start, sends, beside } = open;
    const i = this.#count++;
    this.#reserve(this.#count);
    this.#addToBlock(i, start);
    this.#done.actor[i] = ACTOR_ORDER.indexOf(actor);
    this.#done.start[i] = start;
    this.#done.end[i] = row;
    this.#done.flags[i] = (sends ? 1 : 0) | (beside << 1);
  }

  #addToBlock(i: number, start: number): void {
    const block = Math.floor(i / BLOCK);
    this.#blockStart[block] = Math.min(this.#blockStart[block] ?? start, start);
  }

  #reserve(count: number): void {
    const { actor, start, end, flags } = this.#done;
    if (count <= start.length) return;
    const size = Math.max(1024, Math.ceil(count * 1.5));
    const grown = <T extends Uint8Array | Uint32Array>(old: T): T => {
      const next = new (old.constructor as new (n: number) => T)(size);
      next.set(old as never);
      return next;
    };
    this.#done = { actor: grown(actor), start: grown(start), end: grown(end), flags: grown(flags) };
  }

  /** Bars are appended as they end, so their ends ascend. */
  #firstEndingAt(row: number): number {
    let lo = 0;
    let hi = this.#count;
    while (lo < hi) {
      const mid = (lo + hi) >> 1;
      if ((this.#done.end[mid] as number) < row) lo = mid + 1;
      else hi = mid;
    }
    return lo;
  }
}

/** The row that opens two bars. Its context is theirs. */
type Opener = CallEvent | EnterEvent;

const keyOf = (actor: Actor, { ctx, cpu }: Opener): string => `${actor} ${cpu} ${ctx}`;

/** A call is a row of the caller's context; behind it the secure world runs a handler, or a thread for a yielding call. */
function kindOn(actor: Actor, opener: Opener): ContextKind {
  if (opener.kind === 'enter' || actor === opener.from) return opener.ctxKind;
  return actor === 'optee' && opener.service?.startsWith('YIELDING') === true ? 'secure-thread' : 'secure-atomic';
}

interface Pair {
  readonly begins: boolean;
  readonly caller: Actor;
  readonly callee: Actor;
  readonly opener: Opener;
}

/** The two lanes that a row opens or closes. A reply without its call (a recording's beginning) closes nothing. */
function pairOf(trace: Trace, e: TraceEvent): Pair | null {
  switch (e.kind) {
    case 'call':
    case 'enter':
      return { begins: true, caller: e.from, callee: e.to, opener: e };
    case 'return': {
      const opener = e.of >= 0 ? trace.row(e.of) : null;
      return opener?.kind === 'call' ? { begins: false, caller: opener.from, callee: opener.to, opener } : null;
    }
    case 'step': {
      const opener = e.enter === null ? null : trace.row(e.enter);
      return opener?.kind === 'enter' ? { begins: false, caller: opener.from, callee: opener.to, opener } : null;
    }
    default:
      return null;
  }
}
