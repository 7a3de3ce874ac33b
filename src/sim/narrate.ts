import type { Actor, Args, Rc, Value } from '../trace/event.ts';
import { answer } from './answer.ts';
import type { Draft } from './effect.ts';
import { type Op, row } from './effects.ts';
import type { Struck } from './fault.ts';
import { interpreter } from './interpreter.ts';
import { OpenStep } from './open-step.ts';

/** How a step is told beyond its name and arguments. */
export interface StepOptions {
  /** The lane where the body runs, when it is another actor's. */
  readonly to?: Actor;
  /** The name that a fault is aimed at, when it is not `fn` itself. */
  readonly faultName?: string;
  /** Arguments that are known only when the function has run: they join the others in the step's row. */
  readonly result?: () => Args;
  /** A fault that was counted before the step began and that touches it. */
  readonly carried?: Struck | null;
}

/**
 * The voice of one source file: its operations put rows into the trace that carry the file's name and its actor. The
 * first argument of each is a literal sentence, unique in the file: the row's caption, its accessible name, and the
 * way back to the source line.
 */
export function narrate(src: string, who: Actor) {
  // Each of these is `run` itself and no generator around it: effects pass fewer of them.

  /** The function `fn` returns a C int; 0 when `body` is absent. A fault's value replaces it, and the body does not run. */
  function step(why: string, fn: string, args: Args = {}, body?: () => Op<number>, options?: StepOptions): Op<number> {
    return run(why, fn, args, body ?? zero, asItIs, options) as Op<number>;
  }

  /** A function that returns a pointer: `ok`, or an error as a negative number. */
  function pointer(
    why: string,
    fn: string,
    args: Args = {},
    body?: () => Op<number | 'ok'>,
    options?: StepOptions,
  ): Op<number | 'ok'> {
    return run(why, fn, args, body ?? fine, asItIs, options) as Op<number | 'ok'>;
  }

  /** An allocation that answers NULL when it fails, whatever number the fault names: `ok` or null. */
  function allocate(
    why: string,
    fn: string,
    args: Args = {},
    body?: () => Op<'ok' | null>,
    options?: StepOptions,
  ): Op<'ok' | null> {
    return run(why, fn, args, body ?? fine, asNull, options) as Op<'ok' | null>;
  }

  /** A function without a result. It cannot fail, so no fault is aimed at it. */
  function act(why: string, fn: string, args: Args = {}, body?: () => Op<void>, options?: StepOptions): Op<void> {
    return run(why, fn, args, body ?? nothing, null, options) as Op<unknown> as Op<void>;
  }

  /** `onFault` makes the result of a fault's number; null for a function that no fault is aimed at. */
  function* run(
    why: string,
    fn: string,
    args: Args,
    body: () => Op<unknown>,
    onFault: ((rc: number) => Rc) | null,
    options: StepOptions = NONE,
  ): Op<Rc> {
    const faultName = onFault === null ? null : (options.faultName ?? fn);
    const step = new OpenStep(who, options.to ?? who, fn, args, why, src);
    interpreter('begin').begin(step, faultName, options.carried?.index ?? null);
    const { struck } = step;
    const replaced = onFault !== null && struck !== null && 'rc' in struck.do;
    const answered = replaced ? onFault(struck.do.rc) : yield* body();
    // What has no result answers nothing, whatever its body does.
    const rc = onFault === null ? null : (answered as Rc);
    const kernel = interpreter('end');
    const { result } = options;
    if (!kernel.end(step, rc, result === undefined ? args : { ...args, ...result() })) yield;
    return rc;
  }

  /** State that crosses no register: one cell, with a row that says so. */
  function change(why: string, key: string, value: Value | undefined): Op<void> {
    interpreter('set').set(key, value);
    return written({ kind: 'change', who, why, src, fault: null });
  }

  /** A line of a log, as it is printed. */
  function log(why: string, level: 'error' | 'warn' | 'info' | 'debug', text: string): Op<void> {
    return written({ kind: 'log', who, level, text, why, src, fault: null });
  }

  /** A rule is broken here. The run goes on: what follows is what the machine would do. */
  function violation(why: string, rule: string, text: string): Op<void> {
    return written({ kind: 'violation', who, rule, text, why, src, fault: null });
  }

  return { step, pointer, allocate, lookup: allocate, act, change, log, violation };
}

/** A row whose number nobody wants. */
const written = (draft: Draft): Op<void> => row(draft) as Op<unknown> as Op<void>;

const NONE: StepOptions = {};
const zero = (): Op<number> => answer(0);
const fine = (): Op<'ok'> => answer<'ok'>('ok');
const nothing = (): Op<void> => answer(undefined);

const asItIs = (rc: number): Rc => rc;
const asNull = (): Rc => null;
