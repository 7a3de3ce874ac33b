import type {
  CallEvent,
  ChangeEvent,
  ChoiceEvent,
  ContextKind,
  IrqEvent,
  LogEvent,
  ReturnEvent,
  Value,
  ViolationEvent,
} from '../trace/event.ts';
import type { Ref } from './memory.ts';

/**
 * A piece of an actor: a generator. What it asks of the kernel (effects.ts) is carried out where it asks; it yields only
 * where its context stops, so that another may run. It holds control flow only; whatever decides what happens next is in
 * the world or in memory. Never an async generator: the order of rows must not depend on the host.
 */
export type Op<T> = Generator<void, T, unknown>;

/** What a condition may look at. */
export interface Look {
  readonly get: (key: string) => Value | undefined;
  readonly read: <T>(ref: Ref<T>) => T;
}

/** What a context waits for. It looks and changes nothing. */
export type Condition = (now: Look) => boolean;

/** How a fiber came back: at its end, of its own will, or because an interrupt has to be taken. */
export type FiberEnd =
  | { readonly how: 'done'; readonly value: unknown }
  | { readonly how: 'left' }
  | { readonly how: 'interrupted' };

/** A row before the kernel has numbered and dated it; those of functions are made of the function (open-step.ts). */
export type Draft = { readonly why: string; readonly src: string | null; readonly fault: number | null } & (
  | Omitted<CallEvent>
  | Omitted<ReturnEvent>
  | Omitted<IrqEvent>
  | Omitted<ChangeEvent>
  | Omitted<LogEvent>
  | Omitted<ViolationEvent>
  | Omitted<ChoiceEvent>
);

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

/** What a context may know of itself; it changes nothing by it. */
export interface Self {
  /** Unlike that of any other context of the run, and the same in each run in which the same was done to start it. */
  readonly id: string;
  /** `insmod`, `kworker/0:1` */
  readonly name: string;
  readonly cpu: number;
  /** What it is of itself, and what it is while its CPU is in the secure world. */
  readonly home: ContextKind;
  readonly kind: ContextKind;
  /** Not in an interrupt, not in a section without preemption. */
  readonly maySleep: boolean;
}
