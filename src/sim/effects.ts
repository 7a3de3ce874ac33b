import type { ContextKind, Value } from '../trace/event.ts';
import { answer, answerLater } from './answer.ts';
import type { Condition, Draft, FiberEnd, Op, Self, SpawnSpec } from './effect.ts';
import type { Struck } from './fault.ts';
import { interpreter } from './interpreter.ts';
import { type Ref, ref } from './memory.ts';

export type { Op } from './effect.ts';

// What an actor can ask of the kernel, always by `yield*`. Each effect is carried out where it stands; only where another
// context has to run does a generator yield, since a yield passes every generator around it, some forty, there and back.

export function row(draft: Draft): Op<number> {
  const kernel = interpreter('row');
  return kernel.row(draft) ? answer(kernel.answer() as number) : answerLater();
}

/** The value of a cell of the world; undefined where there is none. */
export function get<T extends Value = Value>(key: string): Op<T | undefined> {
  return answer(interpreter('get').get(key) as T | undefined);
}

/** A cell that is known to hold a bitmap or a word; 0 where there is none. */
export function getWord(key: string): Op<bigint> {
  const v = interpreter('get').get(key);
  return answer(typeof v === 'bigint' ? v : 0n);
}

/** A cell that is known to hold a C int; 0 where there is none, as memory that kzalloc cleared. */
export function getInt(key: string): Op<number> {
  const v = interpreter('get').get(key);
  return answer(typeof v === 'number' ? v : 0);
}

export function getFlag(key: string): Op<boolean> {
  return answer(interpreter('get').get(key) === true);
}

/** Writes a cell without a row of its own: the next row of this context shows it. `undefined` removes it. */
export function set(key: string, value: Value | undefined): Op<void> {
  return answer(interpreter('set').set(key, value));
}

/** The cells whose key begins so, in the order in which they were first written. */
export function under(prefix: string): Op<readonly (readonly [key: string, value: Value])[]> {
  return answer(interpreter('under').under(prefix));
}

/** What lies in memory there. It is immutable: `write` and `update` put another value in its place. */
export function read<T>(from: Ref<T>): Op<T> {
  return answer(interpreter('read').read(from));
}

export function write<T>(to: Ref<T>, value: T): Op<void> {
  return answer(interpreter('write').write(to, value));
}

/** Reads, and writes what `change` makes of it. */
export function update<T>(at: Ref<T>, change: (now: T) => T): Op<void> {
  return answer(interpreter('update').update(at, change));
}

/** An object of its own in memory, and the pointer to it. */
export function create<T>(kind: string, value: T): Op<Ref<T>> {
  return answer(ref(`${kind}#${interpreter('fresh').fresh()}`, value));
}

/**
 * Nobody reads what lies there before it is written again, as nobody reads memory that was freed: two states that differ in
 * it alone are one.
 */
export function abandon(at: Ref<unknown>): Op<void> {
  return answer(interpreter('abandon').abandon(at));
}

/** All of these are as they were before the first row. */
export function forget({ prefix }: { readonly prefix: string }): Op<void> {
  return answer(interpreter('forget').forget(prefix));
}

/** A name for a new object, unlike that of any other: who makes it, and its how manieth it is. */
export function fresh(): Op<string> {
  return answer(interpreter('fresh').fresh());
}

/** Blocks until `until` holds. `what` says what is waited for, for the panel and for a hang's message. */
export function wait(what: string, until: Condition): Op<void> {
  const kernel = interpreter('wait');
  if (!kernel.wait(what, until, false)) return answerLater();
  kernel.answer();
  return answer(undefined);
}

/** The same for a limited time, which is up when nothing else can run: false then. */
export function waitFor(what: string, until: Condition): Op<boolean> {
  const kernel = interpreter('wait');
  return kernel.wait(what, until, true) ? answer(kernel.answer() as boolean) : answerLater();
}

const never: Condition = () => false;

export function* forever(what: string): Op<never> {
  for (;;) yield* wait(what, never);
}

export function spawn(spec: SpawnSpec): Op<void> {
  return answer(interpreter('spawn').spawn(spec));
}

/** Who runs here. */
export function self(): Op<Self> {
  return answer(interpreter('self').self());
}

/** Names of the functions that enclose what runs now, outermost first. */
export function callStack(): Op<readonly string[]> {
  return answer(interpreter('stack').stack());
}

/** The CPU goes to another world, or comes back: `home`. */
export function become(kind: ContextKind | 'home'): Op<void> {
  return answer(interpreter('become').become(kind));
}

/** Preemption is off until `preemptEnable`: no sleeping in between. They nest. */
export function preemptDisable(): Op<void> {
  return answer(interpreter('atomic').atomic(1));
}

export function preemptEnable(): Op<void> {
  return answer(interpreter('atomic').atomic(-1));
}

/** This CPU takes no interrupts of the normal world until `irqUnmask`. They nest. */
export function irqMask(): Op<void> {
  return answer(interpreter('mask').mask(1));
}

export function irqUnmask(): Op<void> {
  return answer(interpreter('mask').mask(-1));
}

/**
 * Answers the value, which a function puts into a variable of its caller: `answer = yield* leaves(yield* ask())`. Where a
 * generator is follows from the results of the functions that have ended; what else they leave behind has to be told.
 */
export function leaves<T>(value: T): Op<T> {
  interpreter('leaves').leaves(value);
  return answer(value);
}

/** Runs `body`, which is a function of its own: what it was told matters no more when it has ended, but for its result. */
export function* apart<T>(body: Op<T>): Op<T> {
  interpreter('apart').enter();
  const result = yield* body;
  interpreter('apart').ended(result);
  return result;
}

/** Runs `body` as the function `fn`: the call stack of its rows names it. No row of its own. */
export function* within<T>(fn: string, body: Op<T>): Op<T> {
  interpreter('push').push(fn);
  const result = yield* body;
  interpreter('pop').pop(result);
  return result;
}

/** What `body` does is caused by this row. */
export function* inside<T>(row: number, body: Op<T>): Op<T> {
  interpreter('open').open(row);
  const result = yield* body;
  interpreter('close').close(result);
  return result;
}

export function callFault(call: string): Op<Struck | null> {
  return answer(interpreter('callFault').callFault(call));
}

export function serviceFault(service: string): Op<Struck | null> {
  return answer(interpreter('serviceFault').serviceFault(service));
}

/** Marks an interrupt pending on a CPU; it is taken when that CPU takes interrupts. */
export function raise(irq: string, cpu: number): Op<void> {
  return answer(interpreter('raise').raise(irq, cpu));
}

/** Lets simulated time pass. */
export function sleep(ns: number): Op<void> {
  return answer(interpreter('sleep').sleep(ns));
}

/**
 * Runs a fiber: a piece of control flow with a stack of its own, which can leave in the middle and go on later, on
 * whatever context. It is left by itself when an interrupt of the normal world waits for the CPU.
 */
export function startFiber(id: string, body: Op<unknown>): Op<FiberEnd> {
  return runFiber(id, body);
}

export function resumeFiber(id: string): Op<FiberEnd> {
  return runFiber(id, null);
}

function* runFiber(id: string, body: Op<unknown> | null): Op<FiberEnd> {
  interpreter('fiber').enterFiber(id, body);
  for (;;) {
    const end = interpreter('fiber').runFiber();
    if (end !== null) return end;
    yield;
  }
}

/** Leaves the fiber that this runs in, until somebody resumes it. */
export function leaveFiber(): Op<void> {
  interpreter('leave').leaveFiber();
  return answerLater();
}

/** What the actors of this run are made of and never change. Its type is the caller's to know. */
export function machine<M>(): Op<M> {
  return answer(interpreter('machine').machine() as M);
}

/** Are rows kept? What only they say need not be worked out where they are not. */
export function keepsRows(): Op<boolean> {
  return answer(interpreter('keepsRows').keepsRows());
}

/** As long as it is the same number no cell has changed; null where each look at a cell counts. */
export function version(): Op<number | null> {
  return answer(interpreter('version').version());
}
