// biome-ignore-all lint/correctness/useYield: an operation that does not suspend is a generator all the same: actors ask for all of them in one way, by yield*
import type { ContextKind, Value } from '../trace/event.ts';
import type { Condition, Draft, FiberEnd, Op, Self, SpawnSpec } from './effect.ts';
import type { Struck } from './fault.ts';
import { carryOut } from './interpreter.ts';
import { type Ref, ref } from './memory.ts';

export type { Op } from './effect.ts';

// Each operation asks for one effect and holds the only cast, so that call sites are typed by `yield*`. Those after which
// another context may run are yielded to the kernel; the others are carried out where they stand.

export function* row(draft: Draft): Op<number> {
  return (yield { op: 'row', draft }) as number;
}

/** The value of a cell of the world; undefined where there is none. */
export function* get<T extends Value = Value>(key: string): Op<T | undefined> {
  return carryOut({ op: 'get', key }) as T | undefined;
}

/** A cell that is known to hold a bitmap or a word; 0 where there is none. */
export function* getWord(key: string): Op<bigint> {
  const v = carryOut({ op: 'get', key });
  return typeof v === 'bigint' ? v : 0n;
}

/** A cell that is known to hold a C int; 0 where there is none, as memory that kzalloc cleared. */
export function* getInt(key: string): Op<number> {
  const v = carryOut({ op: 'get', key });
  return typeof v === 'number' ? v : 0;
}

export function* getFlag(key: string): Op<boolean> {
  return carryOut({ op: 'get', key }) === true;
}

/** Writes a cell without a row of its own: the next row of this context shows it. `undefined` removes it. */
export function* set(key: string, value: Value | undefined): Op<void> {
  carryOut({ op: 'set', key, value });
}

/** The cells whose key begins so, in the order in which they were first written. */
export function* under(prefix: string): Op<readonly (readonly [key: string, value: Value])[]> {
  return carryOut({ op: 'under', prefix }) as readonly (readonly [string, Value])[];
}

/** What lies in memory there. It is immutable: `write` and `update` put another value in its place. */
export function* read<T>(from: Ref<T>): Op<T> {
  return carryOut({ op: 'read', ref: from }) as T;
}

export function* write<T>(to: Ref<T>, value: T): Op<void> {
  carryOut({ op: 'write', ref: to, value });
}

/** Reads, and writes what `change` makes of it. */
export function* update<T>(at: Ref<T>, change: (now: T) => T): Op<void> {
  const now = carryOut({ op: 'read', ref: at }) as T;
  carryOut({ op: 'write', ref: at, value: change(now) });
}

/** An object of its own in memory, and the pointer to it. */
export function* create<T>(kind: string, value: T): Op<Ref<T>> {
  return ref(`${kind}#${carryOut({ op: 'fresh' }) as string}`, value);
}

/** All of these are as they were before the first row. */
export function* forget({ prefix }: { readonly prefix: string }): Op<void> {
  carryOut({ op: 'forget', prefix });
}

/** A name for a new object, unlike that of any other: who makes it, and its how manieth it is. */
export function* fresh(): Op<string> {
  return carryOut({ op: 'fresh' }) as string;
}

/** Blocks until `until` holds. `what` says what is waited for, for the panel and for a hang's message. */
export function* wait(what: string, until: Condition): Op<void> {
  yield { op: 'wait', what, until, limited: false };
}

/** The same for a limited time, which is up when nothing else can run: false then. */
export function* waitFor(what: string, until: Condition): Op<boolean> {
  return (yield { op: 'wait', what, until, limited: true }) as boolean;
}

const never: Condition = () => false;

export function* forever(what: string): Op<never> {
  for (;;) yield { op: 'wait', what, until: never, limited: false };
}

export function* spawn(spec: SpawnSpec): Op<void> {
  carryOut({ op: 'spawn', spec });
}

/** Who runs here. */
export function* self(): Op<Self> {
  return carryOut({ op: 'self' }) as Self;
}

/** Names of the functions that enclose what runs now, outermost first. */
export function* callStack(): Op<readonly string[]> {
  return carryOut({ op: 'stack' }) as readonly string[];
}

/** The CPU goes to another world, or comes back: `home`. */
export function* become(kind: ContextKind | 'home'): Op<void> {
  carryOut({ op: 'become', kind });
}

/** Preemption is off until `preemptEnable`: no sleeping in between. They nest. */
export function* preemptDisable(): Op<void> {
  carryOut({ op: 'atomic', by: 1 });
}

export function* preemptEnable(): Op<void> {
  carryOut({ op: 'atomic', by: -1 });
}

/** This CPU takes no interrupts of the normal world until `irqUnmask`. They nest. */
export function* irqMask(): Op<void> {
  carryOut({ op: 'mask', by: 1 });
}

export function* irqUnmask(): Op<void> {
  carryOut({ op: 'mask', by: -1 });
}

/** Runs `body` as the function `fn`: the call stack of its rows names it. No row of its own. */
export function* within<T>(fn: string, body: Op<T>): Op<T> {
  carryOut({ op: 'push', fn });
  const result = yield* body;
  carryOut({ op: 'pop' });
  return result;
}

/** What `body` does is caused by this row. */
export function* inside<T>(row: number, body: Op<T>): Op<T> {
  carryOut({ op: 'open', row });
  const result = yield* body;
  carryOut({ op: 'close' });
  return result;
}

export function* callFault(call: string): Op<Struck | null> {
  return carryOut({ op: 'call-fault', call }) as Struck | null;
}

export function* serviceFault(service: string): Op<Struck | null> {
  return carryOut({ op: 'service-fault', service }) as Struck | null;
}

/** Marks an interrupt pending on a CPU; it is taken when that CPU takes interrupts. */
export function* raise(irq: string, cpu: number): Op<void> {
  carryOut({ op: 'raise', irq, cpu });
}

/** Lets simulated time pass. */
export function* sleep(ns: number): Op<void> {
  carryOut({ op: 'sleep', ns });
}

/**
 * Runs a fiber: a piece of control flow with a stack of its own, which can leave in the middle and go on later, on
 * whatever context. It is left by itself when an interrupt of the normal world waits for the CPU.
 */
export function* startFiber(id: string, body: Op<unknown>): Op<FiberEnd> {
  return (yield { op: 'fiber', id, body }) as FiberEnd;
}

export function* resumeFiber(id: string): Op<FiberEnd> {
  return (yield { op: 'fiber', id, body: null }) as FiberEnd;
}

/** Leaves the fiber that this runs in, until somebody resumes it. */
export function* leaveFiber(): Op<void> {
  yield { op: 'leave' };
}

/** What the actors of this run are made of and never change. Its type is the caller's to know. */
export function* machine<M>(): Op<M> {
  return carryOut({ op: 'machine' }) as M;
}
