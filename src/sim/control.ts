import { type Hash, hashPair } from '../base/hash-data.ts';
import { type CallStack, emptyStack } from './call-stack.ts';
import type { Op } from './effect.ts';
import type { OpenStep } from './open-step.ts';

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
  /** Stands for where the generator is: what it began with and everything that it was told since. */
  hash: Hash;

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
}
