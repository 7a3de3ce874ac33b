import { type Hash, hashPair } from '../base/hash-data.ts';
import type { Actor, ContextKind } from '../trace/event.ts';
import type { Effect, NamedStep, Op } from './effect.ts';

/** What was so when a function began. */
export interface Began {
  /** How many cells had been written. */
  readonly changes: number;
  readonly kind: ContextKind;
  readonly atomic: boolean;
}

/** A function that has begun. Its `enter` row is written only when something happens inside it. */
export interface OpenStep extends NamedStep {
  readonly from: Actor;
  readonly fault: number | null;
  /** How many functions of the same actor enclosed it when it began. */
  readonly depth: number;
  /** How many functions of this flow enclosed it. */
  readonly level: number;
  /** What was so when it began, for its first row. */
  readonly began: Began;
  /** The row of `enter`, once it is written. */
  enter: number | null;
}

/**
 * A flow of control: a generator with the functions that are open in it. A context has one of its own; while it runs a
 * fiber, that one's lies on top.
 */
export class Control {
  readonly body: Op<unknown>;
  /** Names of the functions that enclose what runs now, outermost first. */
  readonly stack: string[] = [];
  readonly steps: OpenStep[] = [];
  /** Rows of calls and steps that are open, innermost last: the cause of what happens inside. */
  readonly open: number[] = [];
  /** What the generator is resumed with next. */
  input: unknown = undefined;
  /** Has it written a row since it was last looked whether an interrupt waits? */
  wroteRow = false;
  /** Stands for where the generator is: what it began with and everything that it was told since. */
  hash: Hash;

  constructor(body: Op<unknown>, hash: Hash) {
    this.body = body;
    this.hash = hash;
  }

  next(): IteratorResult<Effect, unknown> {
    const { input } = this;
    this.input = undefined;
    return this.body.next(input);
  }

  /** It is told something that may decide what it does next. */
  told(hash: Hash): void {
    this.hash = hashPair(this.hash, hash);
  }
}
