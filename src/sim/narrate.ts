import type { Actor, Args, Rc, Value } from '../trace/event.ts';
import { functionFault, type Op, row, self, set } from './effects.ts';
import type { Struck } from './fault.ts';

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
  /** The function `fn` returns a C int; 0 when `body` is absent. A fault's value replaces it, and the body does not run. */
  function* step(why: string, fn: string, args: Args = {}, body?: () => Op<number>, options?: StepOptions): Op<number> {
    const rc = yield* run(why, fn, args, body ?? zero, (struck) => struck, options);
    return rc as number;
  }

  /** A function that returns a pointer: `ok`, or an ERR_PTR as a negative errno. */
  function* pointer(
    why: string,
    fn: string,
    args: Args = {},
    body?: () => Op<number | 'ok'>,
    options?: StepOptions,
  ): Op<number | 'ok'> {
    const rc = yield* run(why, fn, args, body ?? fine, (struck) => struck, options);
    return rc as number | 'ok';
  }

  /** An allocation that answers NULL when it fails, whatever errno the fault names: `ok` or null. */
  function* allocate(
    why: string,
    fn: string,
    args: Args = {},
    body?: () => Op<'ok' | null>,
    options?: StepOptions,
  ): Op<'ok' | null> {
    const rc = yield* run(why, fn, args, body ?? fine, () => null, options);
    return rc as 'ok' | null;
  }

  /** A function without a result. It cannot fail, so no fault is aimed at it. */
  function* act(why: string, fn: string, args: Args = {}, body?: () => Op<void>, options?: StepOptions): Op<void> {
    yield* perform(why, fn, args, null, body === undefined ? nothing : () => voided(body()), options);
  }

  function* run(
    why: string,
    fn: string,
    args: Args,
    body: () => Op<Rc>,
    onFault: (rc: number) => Rc,
    options: StepOptions = {},
  ): Op<Rc> {
    const struck = yield* functionFault(options.faultName ?? fn);
    if (struck === null || !('rc' in struck.do)) return yield* perform(why, fn, args, struck, body, options);
    const rc = onFault(struck.do.rc);
    return yield* perform(why, fn, args, struck, () => given(rc), options);
  }

  function* perform(
    why: string,
    fn: string,
    args: Args,
    struck: Struck | null,
    body: () => Op<Rc>,
    options: StepOptions = {},
  ): Op<Rc> {
    const me = yield* self();
    const outer = me.steps.at(-1);
    const depth = me.steps.reduce((n, s) => n + (s.who === who ? 1 : 0), 0);
    const to = options.to ?? who;
    const fault = (struck ?? options.carried)?.index ?? null;
    const step = { from: callerOf(outer?.to, who), who, to, fn, args, why, src, fault, depth, enter: null };
    yield { op: 'begin', step };
    const rc = yield* body();
    yield { op: 'end' };
    const { enter } = step as { enter: number | null };
    const full = options.result === undefined ? args : { ...args, ...options.result() };
    yield* row({ kind: 'step', who, to, fn, args: full, rc, depth, enter, why, src, fault });
    return rc;
  }

  /** State that crosses no register: one cell, with a row that says so. */
  function* change(why: string, key: string, value: Value | undefined): Op<void> {
    yield* set(key, value);
    yield* row({ kind: 'change', who, why, src, fault: null });
  }

  /** A line of the log, as the kernel or OP-TEE prints it. */
  function* log(why: string, level: 'error' | 'warn' | 'info' | 'debug', text: string): Op<void> {
    yield* row({ kind: 'log', who, level, text, why, src, fault: null });
  }

  /** A rule is broken here. The run goes on: what follows is what the machine would do. */
  function* violation(why: string, rule: string, text: string): Op<void> {
    yield* row({ kind: 'violation', who, rule, text, why, src, fault: null });
  }

  return { step, pointer, allocate, act, change, log, violation };
}

/** Who calls: the lane of the enclosing step, unless it lies in the other world, which calls by registers only. */
function callerOf(outer: Actor | undefined, who: Actor): Actor {
  return outer === undefined || isSecure(outer) !== isSecure(who) ? who : outer;
}

const isSecure = (actor: Actor): boolean => actor === 'spmd' || actor === 'spmc' || actor === 'optee';

// biome-ignore lint/correctness/useYield: an operation that needs nothing of the kernel
function* zero(): Op<number> {
  return 0;
}
// biome-ignore lint/correctness/useYield: as above
function* fine(): Op<'ok'> {
  return 'ok';
}
// biome-ignore lint/correctness/useYield: as above
function* nothing(): Op<null> {
  return null;
}
// biome-ignore lint/correctness/useYield: as above
function* given(rc: Rc): Op<Rc> {
  return rc;
}
function* voided(body: Op<void>): Op<null> {
  yield* body;
  return null;
}
