/** What kind of trouble the kernel reports. One word a kind, as people search for it. */
export type ReportKind =
  | 'sleeping in atomic'
  | 'scheduling while atomic'
  | 'KASAN'
  | 'KFENCE'
  | 'UBSAN'
  | 'Oops'
  | 'kernel BUG'
  | 'WARNING'
  | 'lockdep'
  | 'rcu stall'
  | 'soft lockup'
  | 'hard lockup'
  | 'hung task'
  | 'workqueue lockup'
  | 'panic';

/** One function of a call chain. */
export interface ChainFrame {
  readonly fn: string;
  /** `optee`, where the line names the module; null for the kernel itself or a line that does not say. */
  readonly module: string | null;
  /** Is it a function of the FF-A core or of the OP-TEE driver? */
  readonly ours: boolean;
  /** The line of the text, from 1. */
  readonly line: number;
}

/** A chain beside the main one: who allocated the object of a KASAN report, who freed it, who holds a lock. */
export interface SideChain {
  readonly title: string;
  readonly frames: readonly ChainFrame[];
}

/** A report of the kernel, read as one thing from its first line to its last. */
export interface KernelReport {
  readonly kind: ReportKind;
  /** Its first line, without time stamps. */
  readonly headline: string;
  /** Lines of the text, from 1: the first and the last that belong to it. */
  readonly from: number;
  readonly to: number;
  /** `kworker/0:0`; null where it does not say. */
  readonly task: string | null;
  readonly pid: number | null;
  readonly cpu: number | null;
  /** `ffa_pcpu_irq_notification notif_pcpu_irq_work_fn`; null for a task that is no worker. */
  readonly workqueue: string | null;
  /** Where it struck, innermost first: pc and lr of an Oops, then the call trace. */
  readonly chain: readonly ChainFrame[];
  readonly others: readonly SideChain[];
  /** Names of locks that it speaks of, as `&drv_info->notify_lock`. */
  readonly locks: readonly string[];
  /** Numbers of the headline: seconds of a hung task, the address of an Oops. */
  readonly seconds: number | null;
}

/** All functions that a report names, of every chain. */
export const functionsOf = (r: KernelReport): readonly string[] => [
  ...r.chain.map((f) => f.fn),
  ...r.others.flatMap((o) => o.frames.map((f) => f.fn)),
];
