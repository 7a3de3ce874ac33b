import { type Hash, hashData, hashPair, hashText } from '../base/hash-data.ts';
import { type CallStack, emptyStack } from './call-stack.ts';
import type { Op } from './effect.ts';
import type { OpenStep } from './open-step.ts';

const OPENED: Hash = hashText('a function begins');

/** A function that has begun and not ended: what stood for the place before it, and those around it. */
interface Opened {
  readonly hash: Hash;
  readonly around: Opened | null;
}

/** Where a generator is, by what it was told: only a run that was led there in the same way may be given it. */
export interface Place {
  readonly hash: Hash;
  readonly open: Opened | null;
}

/**
 * A flow of control: a generator with the functions that are open in it. A context has one of its own; while it runs a
 * fiber, that one's lies on top.
 */
export class Control {
  readonly body: Op<unknown>;
  /** The functions that enclose what runs now. */
  stack: CallStack = emptyStack();
  readonly steps: OpenStep[] = [];
  /** How many of the steps, from the outermost, have their `enter` row. */
  entered = 0;
  /** Rows of calls and steps that are open, innermost last: the cause of what happens inside. */
  readonly open: number[] = [];
  /** What the generator is resumed with next. */
  input: unknown = undefined;
  /** Has it written a row since it was last looked whether an interrupt waits? */
  wroteRow = false;
  /** Stands for where the generator is: what it began with and what it was told since, of functions that have ended the result. */
  hash: Hash;
  /** The function that is open innermost, as far as `hash` goes; null for none. */
  #open: Opened | null = null;

  constructor(body: Op<unknown>, hash: Hash) {
    this.body = body;
    this.hash = hash;
  }

  next(): IteratorResult<void, unknown> {
    return this.body.next(this.take());
  }

  /** What it is told, once. */
  take(): unknown {
    const { input } = this;
    this.input = undefined;
    return input;
  }

  /** It is told something that may decide what it does next. */
  told(hash: Hash): void {
    this.hash = hashPair(this.hash, hash);
  }

  /** A function begins. */
  opened(): void {
    this.#open = { hash: this.hash, around: this.#open };
    this.told(OPENED);
  }

  /** It ends: of what it was told only its result is left, and what it put into a variable of its caller. */
  closed(result: unknown): void {
    const open = this.#open;
    if (open === null) return;
    this.hash = hashPair(open.hash, hashData(result));
    this.#open = open.around;
  }

  /** The function that is open innermost puts this into a variable of its caller. */
  leaves(value: unknown): void {
    const hash = hashData(value);
    this.told(hash);
    if (this.#open !== null) this.#open = { ...this.#open, hash: hashPair(this.#open.hash, hash) };
  }

  /** Where it is, for a run that comes here again. */
  get place(): Place {
    return { hash: this.hash, open: this.#open };
  }

  set place({ hash, open }: Place) {
    this.hash = hash;
    this.#open = open;
  }
}
