import type {
  CallEvent,
  ChangeEvent,
  ChoiceEvent,
  ContextKind,
  EnterEvent,
  IrqEvent,
  LogEvent,
  ReturnEvent,
  StepEvent,
  Value,
  ViolationEvent,
} from '../trace/event.ts';
import type { Context, OpenStep } from './context.ts';
import type { Struck } from './fault.ts';

/** What a context asks of the kernel of the simulator. Plain data: one interpreter (kernel.ts) carries them out. */
export type Effect =
  /** An OP-TEE thread goes back to the normal world with a request; only the runner of threads sees it. */
  | { readonly op: 'leave' }
  /** Write a row; other contexts may run after it. Answers the row's number. */
  | { readonly op: 'row'; readonly draft: Draft }
  | { readonly op: 'get'; readonly key: string }
  /** Write a cell; it belongs to the next row of this context. */
  | { readonly op: 'set'; readonly key: string; readonly value: Value | undefined }
  /**
   * Go on when `until` holds. Without waiting when it holds already. With `expire` the wait ends also when nothing else
   * can run: its time is up.
   */
  | { readonly op: 'wait'; readonly what: string; readonly until: () => boolean; readonly expire?: () => void }
  | { readonly op: 'spawn'; readonly spec: SpawnSpec }
  | { readonly op: 'self' }
  | { readonly op: 'push'; readonly fn: string }
  | { readonly op: 'pop' }
  /** A function begins; answers what it is from here on, and the fault that strikes it. */
  | { readonly op: 'begin'; readonly step: NamedStep; readonly faultName: string | null }
  /** It ends, with its row. */
  | { readonly op: 'end'; readonly draft: StepDraft }
  | { readonly op: 'open'; readonly row: number }
  | { readonly op: 'close' }
  | { readonly op: 'call-fault'; readonly call: string }
  | { readonly op: 'service-fault'; readonly service: string }
  | { readonly op: 'raise'; readonly irq: string; readonly cpu: number }
  | { readonly op: 'irq-pending' }
  | { readonly op: 'sleep'; readonly ns: number }
  | { readonly op: 'machine' };

/** A row before the kernel has numbered and dated it. */
export type Draft = { readonly why: string; readonly src: string | null; readonly fault: number | null } & (
  | Omitted<CallEvent>
  | Omitted<ReturnEvent>
  | Omitted<EnterEvent>
  | Omitted<StepEvent>
  | Omitted<IrqEvent>
  | Omitted<ChangeEvent>
  | Omitted<LogEvent>
  | Omitted<ViolationEvent>
  | Omitted<ChoiceEvent>
);

/** The row of a function's end. The kernel knows where it began. */
export type StepDraft = Omitted<StepEvent> & Pick<StepEvent, 'why' | 'src' | 'fault'> & { enter: number | null };

type Kernels =
  | 'row'
  | 'at'
  | 'cpu'
  | 'ctx'
  | 'ctxKind'
  | 'stack'
  | 'cause'
  | 'action'
  | 'changes'
  | 'why'
  | 'src'
  | 'fault';
type Omitted<E> = E extends unknown ? Omit<E, Kernels> : never;

/** A function as its caller names it. */
export type NamedStep = Pick<OpenStep, 'who' | 'to' | 'fn' | 'args' | 'why' | 'src'>;

/** A function that has begun. */
export interface Begun {
  readonly step: OpenStep;
  readonly struck: Struck | null;
}

export interface SpawnSpec {
  readonly name: string;
  readonly kind: ContextKind;
  readonly cpu: number;
  readonly body: Op<void>;
  /** The row that led to it; the current one when absent. */
  readonly cause?: number | null;
  /** It begins only when this row has been written; at once when absent. */
  readonly after?: number;
}

/**
 * A piece of an actor: a generator that yields effects. It holds control flow only; whatever a person may inspect is
 * in the world. Never an async generator: the order of rows must not depend on the host.
 */
export type Op<T> = Generator<Effect, T, unknown>;

// Each operation yields one effect and holds the only cast, so that call sites are typed by `yield*`.

export function* row(draft: Draft): Op<number> {
  return (yield { op: 'row', draft }) as number;
}

/** The value of a cell of the world; undefined where there is none. */
export function* get<T extends Value = Value>(key: string): Op<T | undefined> {
  return (yield { op: 'get', key }) as T | undefined;
}

/** A cell that is known to hold a bitmap or a word; 0 where there is none. */
export function* getWord(key: string): Op<bigint> {
  const v = yield { op: 'get', key };
  return typeof v === 'bigint' ? v : 0n;
}

/** A cell that is known to hold a C int; 0 where there is none, as memory that kzalloc cleared. */
export function* getInt(key: string): Op<number> {
  const v = yield { op: 'get', key };
  return typeof v === 'number' ? v : 0;
}

export function* getFlag(key: string): Op<boolean> {
  return (yield { op: 'get', key }) === true;
}

/** Writes a cell without a row of its own: the next row of this context shows it. `undefined` removes it. */
export function* set(key: string, value: Value | undefined): Op<void> {
  yield { op: 'set', key, value };
}

/** Blocks until `until` holds. `what` says what is waited for, for the panel and for a hang's message. */
export function* wait(what: string, until: () => boolean): Op<void> {
  yield { op: 'wait', what, until };
}

export function* forever(what: string): Op<never> {
  for (;;) yield { op: 'wait', what, until: () => false };
}

export function* spawn(spec: SpawnSpec): Op<Context> {
  return (yield { op: 'spawn', spec }) as Context;
}

export function* self(): Op<Context> {
  return (yield { op: 'self' }) as Context;
}

/** Runs `body` as the function `fn`: the call stack of its rows names it. No row of its own. */
export function* within<T>(fn: string, body: Op<T>): Op<T> {
  yield { op: 'push', fn };
  const result = yield* body;
  yield { op: 'pop' };
  return result;
}

export function* callFault(call: string): Op<Struck | null> {
  return (yield { op: 'call-fault', call }) as Struck | null;
}

export function* serviceFault(service: string): Op<Struck | null> {
  return (yield { op: 'service-fault', service }) as Struck | null;
}

/** Marks an interrupt pending on a CPU; it is taken when that CPU takes interrupts. */
export function* raise(irq: string, cpu: number): Op<void> {
  yield { op: 'raise', irq, cpu };
}

/** Is a normal-world interrupt pending on this CPU? */
export function* irqPending(): Op<boolean> {
  return (yield { op: 'irq-pending' }) as boolean;
}

/** Lets simulated time pass. */
export function* sleep(ns: number): Op<void> {
  yield { op: 'sleep', ns };
}

/** What the actors of this run share: wiring that nobody inspects. Its type is the caller's to know. */
export function* machine<M>(): Op<M> {
  return (yield { op: 'machine' }) as M;
}
