import type { Actor, CallEvent, ContextKind, EnterEvent, TraceEvent } from '../trace/event.ts';
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

/** A bar without what its opening row tells: that row is asked only for bars that are shown. */
type Span = Omit<Bar, 'kind' | 'end'>;

interface Open extends Span {
  depth: number;
}

interface Done extends Span {
  readonly end: number;
}

/** Bars in one block of #done: a block that begins below the window is skipped as a whole. */
const BLOCK = 256;

/**
 * When each lane is active: the caller from its call to the reply, the callee likewise, nested ones of a context as one
 * bar. Rows are read only as far as a window needs them, so the first screen of a long trace costs as much as that of a short one.
 */
export class BarIndex {
  readonly #trace: Trace;
  readonly #done: Done[] = [];
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
    for (let i = this.#firstEndingAt(first); i < this.#done.length; i++) {
      const below = i % BLOCK === 0 && (this.#blockStart[i / BLOCK] as number) >= end;
      const bar = this.#done[i] as Done;
      if (below) i += BLOCK - 1;
      else if (bar.start < end) bars.push(this.#barOf(bar, bar.end));
    }
    for (const o of this.#open.values()) if (o.start < end) bars.push(this.#barOf(o, Number.POSITIVE_INFINITY));
    return bars;
  }

  #barOf({ actor, start, sends, beside }: Span, end: number): Bar {
    return { actor, start, end, sends, kind: kindOn(actor, this.#trace.row(start) as Opener), beside };
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
    const block = Math.floor(this.#done.length / BLOCK);
    this.#blockStart[block] = Math.min(this.#blockStart[block] ?? start, start);
    this.#done.push({ actor, start, end: row, sends, beside });
  }

  /** Bars are appended as they end, so their ends ascend. */
  #firstEndingAt(row: number): number {
    let lo = 0;
    let hi = this.#done.length;
    while (lo < hi) {
      const mid = (lo + hi) >> 1;
      if ((this.#done[mid] as Bar).end < row) lo = mid + 1;
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
