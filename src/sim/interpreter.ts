import type { Args, ContextKind, Rc, Value } from '../trace/event.ts';
import type { Condition, Draft, FiberEnd, Op, Self, SpawnSpec } from './effect.ts';
import type { Struck } from './fault.ts';
import type { Ref } from './memory.ts';
import type { OpenStep } from './open-step.ts';

/** Whoever carries out effects for the context that runs: the kernel of its run. What each is for stands in effects.ts. */
export interface Interpreter {
  get(key: string): Value | undefined;
  set(key: string, value: Value | undefined): void;
  under(prefix: string): readonly (readonly [key: string, value: Value])[];
  read<T>(ref: Ref<T>): T;
  write(ref: Ref<unknown>, value: unknown): void;
  update<T>(ref: Ref<T>, change: (now: T) => T): void;
  forget(prefix: string): void;
  abandon(ref: Ref<unknown>): void;
  fresh(): string;
  spawn(spec: SpawnSpec): void;
  self(): Self;
  stack(): readonly string[];
  become(kind: ContextKind | 'home'): void;
  /** One more reason, or one less, not to sleep. */
  atomic(by: 1 | -1): void;
  /** One more reason, or one less, to take no interrupts of the normal world. */
  mask(by: 1 | -1): void;
  push(fn: string): void;
  /** The function that was pushed last ends with this result. */
  pop(result: unknown): void;
  /** What follows is caused by this row. */
  open(row: number): void;
  close(result: unknown): void;
  /** A function of no name begins; the one that began last ends with this result. */
  enter(): void;
  ended(result: unknown): void;
  /** The function that began last puts this into a variable of its caller. */
  leaves(value: unknown): void;
  callFault(call: string): Struck | null;
  serviceFault(service: string): Struck | null;
  raise(irq: string, cpu: number): void;
  sleep(ns: number): void;
  machine(): unknown;
  /** Are rows kept? What only they say need not be worked out where they are not. */
  keepsRows(): boolean;
  /** As long as it is the same number no cell has changed; null where each look at a cell counts. */
  version(): number | null;
  /** A function begins; `carried` is the fault that touches it all the same, when none is aimed at it. */
  begin(step: OpenStep, faultName: string | null, carried: number | null): void;

  // After these another context may run. They answer whether this one goes on at once; where it does not, its generator has
  // to yield, and is told the answer when it is resumed.
  row(draft: Draft): boolean;
  /** The function that began last ends, with its row. */
  end(step: OpenStep, rc: Rc, args: Args): boolean;
  wait(what: string, until: Condition, limited: boolean): boolean;
  /** What the last of them answers: a row's number, whether a wait was for something that came. */
  answer(): unknown;

  /** The fiber runs on this context from here on; it begins with `body`, or goes on where it is for null. */
  enterFiber(id: string, body: Op<unknown> | null): void;
  /** Lets the fiber go on: how it came back, or null where it has stopped and this context with it. */
  runFiber(): FiberEnd | null;
  leaveFiber(): void;
}

let current: Interpreter | null = null;

/**
 * Effects are carried out by this interpreter from here on. Answers who did it before, to be put back when the generator
 * has stopped.
 */
export function interpretBy(interpreter: Interpreter | null): Interpreter | null {
  const before = current;
  current = interpreter;
  return before;
}

/** Who carries out the effect of this name. Throws outside a run. */
export function interpreter(effect: string): Interpreter {
  if (current === null) throw new Error(`the effect ${effect} outside a run`);
  return current;
}
