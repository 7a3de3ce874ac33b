import type { Frame } from '../abi/frame.ts';

/**
 * Who is on the diagram: one lane each. `user` is a process or the kernel's own module loader at EL0/EL1,
 * `other` a second Linux driver that uses the notifier operations.
 */
export type Actor =
  | 'user'
  | 'supplicant'
  | 'uboot'
  | 'edk2'
  | 'xen'
  | 'kernel'
  | 'other'
  | 'optee-driver'
  | 'arm_ffa'
  | 'spmd'
  | 'spmc'
  | 'optee';

/** What a Linux function answers: 0, a negative errno, a positive number, "ok" for a pointer, null for nothing. */
export type Rc = number | 'ok' | null;

/** A value that can be inspected. Words of registers are bigint, counts and C ints are number. */
export type Value = bigint | number | string | boolean | null;

/** Arguments as they are shown and exported; words of registers are already hexadecimal text. */
export type Args = { readonly [name: string]: Arg };
export type Arg = Value | readonly Arg[];

/** One cell of the world that this row wrote. `undefined` is "not there": a resource that is not held, say. */
export interface Change {
  readonly key: string;
  readonly before: Value | undefined;
  readonly after: Value | undefined;
}

/** What kind of execution a row belongs to. */
export type ContextKind =
  | 'process'
  | 'worker'
  | 'hardirq'
  | 'ipi'
  | 'secure-atomic' // OP-TEE with all exceptions masked: a blocking call
  | 'secure-thread'; // an OP-TEE thread running a yielding call

/** What every row carries. */
export interface RowBase {
  /** Position in the trace, from 0. */
  readonly row: number;
  /** Simulated time in integer nanoseconds from the start; a recording's time from its first row. */
  readonly at: number;
  readonly cpu: number;
  /** The name of the context: `insmod`, `kworker/0:1`, `ARM-FFA-SRI`. */
  readonly ctx: string;
  readonly ctxKind: ContextKind;
  /** Linux or OP-TEE functions that enclose this row, outermost first. */
  readonly stack: readonly string[];
  /** The row that led to this one (a reply's call, a callback's interrupt); null for a first cause. */
  readonly cause: number | null;
  /** The sentence that explains the row: the literal of the source line that produced it. */
  readonly why: string;
  /** The source file that holds that sentence, as `linux/optee-v6.12`; null in a recording. */
  readonly src: string | null;
  /** The index into the scenario's `faults` of the fault that touched this row. */
  readonly fault: number | null;
  /** The index into the scenario's `actions` that this row belongs to; -1 for none. */
  readonly action: number;
  /** Cells of the world that this row wrote, in order. */
  readonly changes: readonly Change[];
}

/** A register call crosses from one lane to another. */
export interface CallEvent extends RowBase {
  readonly kind: 'call';
  readonly from: Actor;
  readonly to: Actor;
  /** Lanes that only pass it on, in order. */
  readonly via: readonly Actor[];
  /** w0..w7 (x0..x7 where the call is 64-bit). */
  readonly w: Frame;
  /** `FFA_NOTIFICATION_BIND`; what the table of calls says of w0. */
  readonly name: string;
  /** The OP-TEE service that a direct message carries, `ENABLE_ASYNC_NOTIF`; null for none. */
  readonly service: string | null;
}

/** The reply to a call: goes the way back. */
export interface ReturnEvent extends RowBase {
  readonly kind: 'return';
  readonly from: Actor;
  readonly to: Actor;
  readonly via: readonly Actor[];
  readonly w: Frame;
  readonly name: string;
  readonly service: string | null;
  /** The row of the call that this answers. */
  readonly of: number;
}

/** A function of one actor begins; only where rows lie between its begin and its end. */
export interface EnterEvent extends RowBase {
  readonly kind: 'enter';
  /** Who calls. */
  readonly from: Actor;
  /** Whose function it is called as: the actor that records the step. */
  readonly who: Actor;
  /** The lane where the function's body runs: `arm_ffa` for the driver's `notify_request`. */
  readonly to: Actor;
  readonly fn: string;
  readonly args: Args;
  /** How many recorded steps of the same actor enclose it. */
  readonly depth: number;
}

/** A named function of one actor with its arguments and result. */
export interface StepEvent extends RowBase {
  readonly kind: 'step';
  readonly who: Actor;
  readonly to: Actor;
  readonly fn: string;
  readonly args: Args;
  readonly rc: Rc;
  readonly depth: number;
  /** The row where it began, when rows lie between; null for a step that is one row. */
  readonly enter: number | null;
}

/** An interrupt: raised by one world, taken or lost in the other. */
export interface IrqEvent extends RowBase {
  readonly kind: 'irq';
  readonly from: Actor;
  readonly to: Actor;
  /** `SRI`, `NPI`, `secure UART`, `tick`. */
  readonly irq: string;
  /** The GIC INTID; null where the recording does not say. */
  readonly intid: number | null;
  readonly phase: 'raised' | 'taken' | 'lost';
}

/** State that crosses no register. */
export interface ChangeEvent extends RowBase {
  readonly kind: 'change';
  readonly who: Actor;
}

/** A line of the kernel's or OP-TEE's log, as it is printed. */
export interface LogEvent extends RowBase {
  readonly kind: 'log';
  readonly who: Actor;
  readonly level: 'error' | 'warn' | 'info' | 'debug';
  readonly text: string;
}

/** More than one context could run, and this one did. */
export interface ChoiceEvent extends RowBase {
  readonly kind: 'choice';
  /** The contexts that could run, the default first. */
  readonly options: readonly string[];
  readonly chosen: number;
}

/** A rule is broken at this row. */
export interface ViolationEvent extends RowBase {
  readonly kind: 'violation';
  readonly who: Actor;
  /** `I1`..`I27` (see trace/invariants.ts), `LIMIT` for a run that was stopped, `HANG` for one that never ends. */
  readonly rule: string;
  readonly text: string;
}

export type TraceEvent =
  | CallEvent
  | ReturnEvent
  | EnterEvent
  | StepEvent
  | IrqEvent
  | ChangeEvent
  | LogEvent
  | ChoiceEvent
  | ViolationEvent;

export type EventKind = TraceEvent['kind'];
