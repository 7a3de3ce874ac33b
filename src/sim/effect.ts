import type {
  Actor,
  Args,
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
import type { Struck } from './fault.ts';
import type { Ref } from './memory.ts';

/**
 * What a context asks of the kernel of the simulator. Plain data: one interpreter (kernel.ts) carries them out, so what
 * each step reads and writes is known.
 */
export type Effect =
  /** Write a row; other contexts may run after it. Answers the row's number, which must decide nothing. */
  | { readonly op: 'row'; readonly draft: Draft }
  | { readonly op: 'get'; readonly key: string }
  /** Write a cell; it belongs to the next row of this context. */
  | { readonly op: 'set'; readonly key: string; readonly value: Value | undefined }
  /** The cells whose key begins so. */
  | { readonly op: 'under'; readonly prefix: string }
  | { readonly op: 'read'; readonly ref: Ref<unknown> }
  | { readonly op: 'write'; readonly ref: Ref<unknown>; readonly value: unknown }
  /** Memory whose key begins so is as it was before the first row. */
  | { readonly op: 'forget'; readonly prefix: string }
  /** A name that no other object of the run has. */
  | { readonly op: 'fresh' }
  /**
   * Go on when `until` holds. Without waiting when it holds already. One that is `limited` ends also when nothing else can
   * run: its time is up. Answers whether it was.
   */
  | { readonly op: 'wait'; readonly what: string; readonly until: Condition; readonly limited: boolean }
  | { readonly op: 'spawn'; readonly spec: SpawnSpec }
  | { readonly op: 'self' }
  | { readonly op: 'stack' }
  /** The CPU runs as another kind of context from here on; `home` is what the context is of itself. */
  | { readonly op: 'become'; readonly kind: ContextKind | 'home' }
  /** One more reason, or one less, not to sleep. */
  | { readonly op: 'atomic'; readonly by: 1 | -1 }
  /** One more reason, or one less, to take no interrupts of the normal world. */
  | { readonly op: 'mask'; readonly by: 1 | -1 }
  | { readonly op: 'push'; readonly fn: string }
  | { readonly op: 'pop' }
  /** A function begins; answers what it is from here on, and the fault that strikes it. */
  | {
      readonly op: 'begin';
      readonly step: NamedStep;
      readonly faultName: string | null;
      /** The fault that touches it all the same, when none is aimed at it. */
      readonly carried: number | null;
    }
  /** It ends, with its row. */
  | { readonly op: 'end'; readonly draft: StepDraft }
  | { readonly op: 'open'; readonly row: number }
  | { readonly op: 'close' }
  | { readonly op: 'call-fault'; readonly call: string }
  | { readonly op: 'service-fault'; readonly service: string }
  | { readonly op: 'raise'; readonly irq: string; readonly cpu: number }
  | { readonly op: 'sleep'; readonly ns: number }
  /** Runs a fiber on this context, from its beginning or from where it left; answers how it came back (FiberEnd). */
  | { readonly op: 'fiber'; readonly id: string; readonly body: Op<unknown> | null }
  /** A fiber leaves: whoever ran it goes on. The fiber goes on when somebody runs it again. */
  | { readonly op: 'leave' }
  | { readonly op: 'machine' };

/**
 * A piece of an actor: a generator that yields effects. It holds control flow only; whatever decides what happens next
 * is in the world or in memory. Never an async generator: the order of rows must not depend on the host.
 */
export type Op<T> = Generator<Effect, T, unknown>;

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
export interface NamedStep {
  readonly who: Actor;
  readonly to: Actor;
  readonly fn: string;
  readonly args: Args;
  readonly why: string;
  readonly src: string;
}

/** A function that has begun. */
export interface Begun {
  readonly struck: Struck | null;
  /** The index of the fault that its rows carry. */
  readonly fault: number | null;
  /** How many functions of the same actor enclose it. */
  readonly depth: number;
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
