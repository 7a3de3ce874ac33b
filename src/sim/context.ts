import { isSecure } from '../trace/actors.ts';
import type { Actor, Args, ContextKind } from '../trace/event.ts';
import type { Effect, Op } from './effects.ts';

/** A function that has begun. Its `enter` row is written only when something happens inside it. */
export interface OpenStep {
  readonly from: Actor;
  readonly who: Actor;
  readonly to: Actor;
  readonly fn: string;
  readonly args: Args;
  readonly why: string;
  readonly src: string;
  fault: number | null;
  readonly depth: number;
  /** How many functions enclosed it when it began. */
  readonly level: number;
  /** The row of `enter`, once it is written. */
  enter: number | null;
}

/** One thread of execution: a task, a worker running a work item, an interrupt handler. */
export class Context {
  readonly id: number;
  readonly name: string;
  readonly cpu: number;
  /** Which action started it, and the row that led to it. */
  readonly action: number;
  readonly cause: number | null;
  /** It begins only when this row has been written. */
  after: number;
  /** Has it run at all? */
  begun = false;
  /** Linux's own kind; the kind in force may be a secure one while the CPU is in the secure world. */
  readonly home: ContextKind;
  kind: ContextKind;
  /** Above zero: a spinlock is held or preemption is off, so sleeping is an error. */
  atomic = 0;
  /** Above zero: normal-world interrupts are masked on this CPU. */
  masked = 0;
  state: 'ready' | 'blocked' | 'done' = 'ready';
  /** While blocked: what it waits for, in words, and whether that has come. */
  waiting: { readonly what: string; readonly until: () => boolean; readonly expire?: () => void } | null = null;
  /** Names of the functions that enclose what runs now, outermost first. */
  readonly stack: string[] = [];
  #stackNow: readonly string[] | null = null;
  /** What the world says of this context on its CPU, so that it is said only when it changes. */
  marked: ContextKind | null = null;
  markedAtomic = false;
  readonly steps: OpenStep[] = [];
  /** Rows of calls and steps that are open, innermost last: the cause of what happens inside. */
  readonly open: number[] = [];
  /** Sequence of the moment when it became ready: first come, first served. */
  readySince: number;
  readonly body: Op<void>;
  /** What the generator is resumed with next. */
  input: unknown = undefined;

  constructor(spec: {
    id: number;
    name: string;
    cpu: number;
    action: number;
    cause: number | null;
    after: number;
    kind: ContextKind;
    body: Op<void>;
    readySince: number;
  }) {
    this.id = spec.id;
    this.name = spec.name;
    this.cpu = spec.cpu;
    this.action = spec.action;
    this.cause = spec.cause;
    this.after = spec.after;
    this.home = spec.kind;
    this.kind = spec.kind;
    this.body = spec.body;
    this.readySince = spec.readySince;
  }

  /** May it sleep here? Not in an interrupt, not under a spinlock. */
  get maySleep(): boolean {
    return this.atomic === 0 && this.home !== 'hardirq' && this.home !== 'ipi' && this.home !== 'secure-atomic';
  }

  /** In the secure world, or where preemption is off, no other context of the CPU can take over. */
  get preemptible(): boolean {
    return this.maySleep && this.kind === this.home;
  }

  /** The row that leads to what happens now: the innermost call or step that is open, else what started the context. */
  get causeNow(): number | null {
    return this.open.at(-1) ?? this.cause;
  }

  enterFunction(fn: string): void {
    this.stack.push(fn);
    this.#stackNow = null;
  }

  leaveFunction(): void {
    this.stack.pop();
    this.#stackNow = null;
  }

  /** A copy of the stack that rows may share until it changes. */
  stackNow(): readonly string[] {
    this.#stackNow ??= this.stack.slice();
    return this.#stackNow;
  }

  next(): IteratorResult<Effect, void> {
    const input = this.input;
    this.input = undefined;
    return this.body.next(input);
  }
}

/** Who calls: the lane of the enclosing step, unless it lies in the other world, which calls by registers only. */
export function callerOf(outer: Actor | undefined, who: Actor): Actor {
  return outer === undefined || isSecure(outer) !== isSecure(who) ? who : outer;
}
