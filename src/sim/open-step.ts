import type { Actor, Args, ContextKind } from '../trace/event.ts';
import { type CallStack, emptyStack } from './call-stack.ts';
import type { Struck } from './fault.ts';

/** A function as its caller names it, and once it has begun: its `enter` row is written only when something happens inside it. */
export class OpenStep {
  readonly who: Actor;
  readonly to: Actor;
  readonly fn: string;
  readonly args: Args;
  readonly why: string;
  readonly src: string;
  /** The fault that is aimed at it and strikes. */
  struck: Struck | null = null;
  /** The index of the fault that its rows carry. */
  fault: number | null = null;
  /** How many functions of the same actor enclosed it when it began. */
  depth = 0;
  /** The functions of its flow that enclosed it. */
  outside: CallStack = emptyStack();
  /** What was so when it began, for its first row: how many cells had been written, and what the context ran as. */
  changes = 0;
  kind: ContextKind = 'process';
  atomic = false;
  /** The row of `enter`, once it is written. */
  enter: number | null = null;

  constructor(who: Actor, to: Actor, fn: string, args: Args, why: string, src: string) {
    this.who = who;
    this.to = to;
    this.fn = fn;
    this.args = args;
    this.why = why;
    this.src = src;
  }
}
