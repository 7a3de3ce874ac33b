import { type Hash, hashPair, hashText } from '../base/hash-data.ts';
import { isSecure } from '../trace/actors.ts';
import type { Actor, ContextKind } from '../trace/event.ts';
import type { CallStack } from './call-stack.ts';
import { Control } from './control.ts';
import type { Condition, Self, SpawnSpec } from './effect.ts';
import type { Candidate } from './policy.ts';

/** What a blocked context waits for, in words, and whether that has come. */
export interface Waiting {
  readonly what: string;
  readonly until: Condition;
  readonly limited: boolean;
}

/** Where a context comes from: its name in the run, the action and the row that led to it, a hash of what started it. */
export interface Origin {
  readonly id: string;
  readonly action: number;
  readonly cause: number | null;
  readonly hash: Hash;
}

/**
 * One thread of execution: a task, a worker running a work item, an interrupt handler. Only the kernel and the scheduler
 * have it in their hands; an actor gets a description (`self`).
 */
export class Context {
  readonly id: string;
  readonly name: string;
  readonly cpu: number;
  /** Which action started it, and the row that led to it. */
  readonly action: number;
  readonly cause: number | null;
  /** It begins only when this row has been written. */
  after: number;
  /** Has it run at all? */
  begun = false;
  /** What it is of itself; the kind in force may be a secure one while the CPU is in the secure world. */
  readonly home: ContextKind;
  kind: ContextKind;
  /** Above zero: a spinlock is held or preemption is off, so sleeping is an error. */
  atomic = 0;
  /** Above zero: normal-world interrupts are masked on this CPU. */
  masked = 0;
  state: 'ready' | 'blocked' | 'done' = 'ready';
  waiting: Waiting | null = null;
  /** The condition that has ended its wait, until it goes on. */
  wokenBy: Condition | null = null;
  readonly own: Control;
  /** The fiber that it runs. */
  fiber: Control | null = null;
  fiberId: string | null = null;
  #stackNow: readonly string[] | null = null;
  #candidate: Candidate | null = null;
  #described: Self | null = null;
  /** What the world says of this context on its CPU, so that it is said only when it changes. */
  marked: ContextKind | null = null;
  markedAtomic = false;
  /** Sequence of the moment when it became ready: first come, first served. */
  readySince: number;
  /** How many contexts and objects it has made. */
  #made = 0;

  constructor(spec: SpawnSpec, { id, action, cause, hash }: Origin, readySince: number) {
    this.id = id;
    this.name = spec.name;
    this.cpu = spec.cpu;
    this.action = action;
    this.cause = cause;
    this.after = spec.after ?? -1;
    this.home = spec.kind;
    this.kind = spec.kind;
    this.own = new Control(spec.body, hash);
    this.readySince = readySince;
  }

  /** The flow that goes on when this context does. */
  get control(): Control {
    return this.fiber ?? this.own;
  }

  /** May it sleep here? Not in an interrupt, not under a spinlock. */
  get maySleep(): boolean {
    return this.atomic === 0 && this.home !== 'hardirq' && this.home !== 'ipi' && this.home !== 'secure-atomic';
  }

  /** In the secure world, or where preemption is off, no other context of the CPU can take over. */
  get preemptible(): boolean {
    return this.maySleep && this.kind === this.home;
  }

  /** Can an interrupt, or another context of its CPU, not come in here? */
  get keepsOthersOut(): boolean {
    return !this.preemptible || this.masked > 0;
  }

  /** The row that leads to what happens now: the innermost call or step that is open, else what started the context. */
  get causeNow(): number | null {
    return this.fiber?.open.at(-1) ?? this.own.open.at(-1) ?? this.cause;
  }

  /** A name for something that it makes. */
  nameNext(): string {
    return `${this.id}/${this.#made++}`;
  }

  /** How a policy is asked about it. */
  get candidate(): Candidate {
    const { id, name, cpu } = this;
    this.#candidate ??= { kind: 'context', id, name: `${name} on CPU ${cpu}`, cpu };
    return this.#candidate;
  }

  describe(): Self {
    const { id, name, cpu, home, kind, maySleep } = this;
    const known = this.#described;
    if (known !== null && known.kind === kind && known.maySleep === maySleep) return known;
    this.#described = { id, name, cpu, home, kind, maySleep };
    return this.#described;
  }

  enterFunction(fn: string): void {
    const { control } = this;
    control.stack = control.stack.enter(fn);
    this.#stackNow = null;
  }

  leaveFunction(): void {
    const { control } = this;
    control.stack = control.stack.leave();
    this.#stackNow = null;
  }

  /** The fiber runs on this context from here on; null: no longer. */
  carry(id: string | null, fiber: Control | null): void {
    this.fiberId = id;
    this.fiber = fiber;
    this.#stackNow = null;
  }

  /** The context's own functions, then those of its fiber. */
  stackNow(): readonly string[] {
    this.#stackNow ??= this.stackOutside(this.control.stack, this.control);
    return this.#stackNow;
  }

  /** Where `outside` encloses something in this flow: the stack of it. */
  stackOutside(outside: CallStack, of: Control): readonly string[] {
    return of === this.own ? outside.names : this.own.stack.enterAll(outside.names).names;
  }

  /** Everything of it that decides what can happen next, its memory and its generator among it. `rows`: of the run. */
  hash(rows: number): Hash {
    const later = Math.max(0, this.after - rows + 1);
    const now = `${this.id} ${this.cpu} ${this.begun} ${this.kind} ${this.atomic} ${this.masked} ${this.state} ${later} ${this.fiberId} ${this.#made}`;
    return hashPair(hashText(now), this.own.hash);
  }
}

/** Who calls: the lane of the enclosing step, unless it lies in the other world, which calls by registers only. */
export function callerOf(outer: Actor | undefined, who: Actor): Actor {
  return outer === undefined || isSecure(outer) !== isSecure(who) ? who : outer;
}
