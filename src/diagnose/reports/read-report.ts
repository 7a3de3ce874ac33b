import { isCoreFn, isOpteeFn } from './functions.ts';
import type { ChainFrame, KernelReport, ReportKind } from './report.ts';

// Reads a report of the kernel line by line: dumps of lib/dump_stack.c, kernel/panic.c, mm/kasan/report.c,
// kernel/locking/lockdep.c, kernel/rcu/tree_stall.h, kernel/watchdog.c, kernel/hung_task.c, arch/arm64/kernel/traps.c.

/** First lines; what decides is that the line begins a report, not what is behind it. */
const HEADLINES: readonly (readonly [RegExp, ReportKind])[] = [
  [/\bBUG: sleeping function called from invalid context\b/, 'sleeping in atomic'],
  [/\bBUG: Invalid wait context\b/, 'sleeping in atomic'],
  [/\bBUG: scheduling while atomic: /, 'scheduling while atomic'],
  [/\bBUG: KASAN: /, 'KASAN'],
  [/\bBUG: KFENCE: /, 'KFENCE'],
  [/\bUBSAN: /, 'UBSAN'],
  [/\bUnable to handle kernel |\bInternal error: |\bBUG: kernel NULL pointer/, 'Oops'],
  [/\bkernel BUG at \S{1,120}:\d/, 'kernel BUG'],
  [
    /\bWARNING: (?:possible |inconsistent lock|bad unlock|suspicious RCU|Nested lock|held lock freed)|\bINFO: possible |possible (?:circular|recursive|irq lock inversion)/,
    'lockdep',
  ],
  [/\bWARNING: (?:CPU: \d|\S{1,160}:\d{1,6} at )/, 'WARNING'],
  [/\brcu: INFO: rcu_\w+ (?:self-)?detected (?:expedited )?stalls?\b|\brcu_\w+ (?:self-)?detected stall/, 'rcu stall'],
  [/\bBUG: soft lockup - CPU#\d/, 'soft lockup'],
  [/\bhard LOCKUP on cpu|Hard LOCKUP/, 'hard lockup'],
  [/\bINFO: task .{1,60} blocked for more than \d/, 'hung task'],
  [/\bBUG: workqueue lockup\b/, 'workqueue lockup'],
  [/\bKernel panic - not syncing: /, 'panic'],
];

/** `fn+0x24/0x80 [optee]`, also ` ? fn+0x…`, ` fn+0x24/0x80 (P)`, and `fn` alone on a line below "Call trace:". */
const FRAME =
  /(?:^|\s)(?:\?\s)?(?:el\dh?_|__pi_)?([A-Za-z_][\w.]{1,100})\+0x[0-9a-f]{1,8}(?:\/0x[0-9a-f]{1,8})?(?:\s\[([\w-]{1,40})(?:\s[0-9a-f]{4,})?\])?/;
const REGISTER =
  /(?:^|\s)(pc|lr) ?: ([A-Za-z_][\w.]{1,100})\+0x[0-9a-f]{1,8}(?:\/0x[0-9a-f]{1,8})?(?:\s\[([\w-]{1,40})(?:\s[0-9a-f]{4,})?\])?/;
const TASK =
  /\bCPU: (\d{1,4})\s.{0,24}?PID: (\d{1,10})\s.{0,12}?Comm: (.{1,40}?)\s(?:Not tainted|Tainted|Kdump|G |\d|$)/;
const TASK_STATE = /\btask:(\S.{0,39}?)\s{1,20}state:\S.{0,40}?\bpid:(\d{1,10})/;
const SIDE =
  /^\s?((?:Allocated|Freed|Last potentially related work creation|Second to last potentially related).{0,40}?:?|Workqueue: .{1,40}|Last modified by.{0,40})\s{0,3}$/;
const LOCK = /\(((?:&|\()?[\w>.[\]()&*-]{2,60}?)\)\{[.\-+?=:\w]{2,12}\}/;
/** Lines that may stand in a report between its frames. */
const PART =
  /^(?:\s|Call [Tt]race|CPU: |Hardware name|Workqueue: |pstate: |pc ?: |lr ?: |sp ?: |x\d{1,2} ?: |Code: |Modules linked in|Process |Stack|Mem abort|user pgtable|swapper pgtable|\[[0-9a-f]{12,16}\] |Data abort|ESR |EC |SET |FnV|CM |ISV|FSC|in_atomic|preempt_count|RCU nest|INFO: lockdep|no locks held|\d{1,3} locks? held|other info|the existing|which lock|but (?:task|there)|Possible unsafe|stack backtrace|Preemption disabled|Task dump|task:|rcu:|Sending NMI|Allocated|Freed|The buggy|page:|page dumped|raw:|flags:|Memory state|={3,}|-{3,}|>|irq event|hardirqs|softirqs|Tainted|Kernel Offset|CPU features|Memory Limit|SMP: |#\d{1,3}:|-> #\d|\*\*\*|Not tainted|"echo 0|Blocked by|Showing|pending|read to|write of|(?:Read|Write) of size|Use-after-free|kernel:|Last Breaking|Dumping|DEBUG_LOCKS|WARNING: CPU|refcount_t)/;

/** At most this many lines belong to one report, so that a file without an end of it is not read as one. */
const MAX_LINES = 400;

/** One line, its prefixes taken off. */
export interface ReportLine {
  readonly text: string;
  readonly number: number;
}

/** Gathers the lines of a report; `line` answers whether the line belonged to one. */
export class ReportReader {
  readonly #found: KernelReport[] = [];
  #open: Draft | null = null;

  /** Every report so far, the open one included. */
  reports(): readonly KernelReport[] {
    return this.#open === null ? this.#found : [...this.#found, this.#open.report()];
  }

  line({ text, number }: ReportLine): boolean {
    const kind = headline(text);
    const open = this.#open;
    if (open !== null && this.#continues(open, text, number, kind)) {
      open.add(text, number);
      if (/---\[ end (?:trace|Kernel panic)/.test(text)) this.#end();
      return true;
    }
    if (open !== null) this.#end();
    if (kind === null) return false;
    this.#open = new Draft(kind, text, number);
    return true;
  }

  #continues(open: Draft, text: string, number: number, kind: ReportKind | null): boolean {
    if (number - open.from > MAX_LINES) return false;
    // A panic that ends an Oops, and the "Internal error" below "Unable to handle", belong to it.
    if (kind !== null) return open.takes(kind, text);
    return (
      FRAME.test(text) ||
      REGISTER.test(text) ||
      PART.test(text) ||
      SIDE.test(text) ||
      text.trim() === '' ||
      open.mayTake()
    );
  }

  #end(): void {
    if (this.#open !== null) this.#found.push(this.#open.report());
    this.#open = null;
  }
}

/** The kind of report that this line begins; null for a line that begins none. */
export function headline(text: string): ReportKind | null {
  for (const [pattern, kind] of HEADLINES) if (pattern.test(text)) return kind;
  return null;
}

class Draft {
  readonly kind: ReportKind;
  readonly from: number;
  readonly #headline: string;
  #to: number;
  #task: string | null = null;
  #pid: number | null = null;
  #cpu: number | null = null;
  #workqueue: string | null = null;
  readonly #chain: ChainFrame[] = [];
  readonly #registers: ChainFrame[] = [];
  readonly #others: { title: string; frames: ChainFrame[] }[] = [];
  readonly #locks = new Set<string>();
  #side: ChainFrame[] | null = null;
  #backtrace = false;

  constructor(kind: ReportKind, text: string, number: number) {
    this.kind = kind;
    this.#headline = text.trim();
    this.from = number;
    this.#to = number;
    this.#read(text);
  }

  /** Does a line that would begin another report go on with this one? */
  takes(kind: ReportKind, text: string): boolean {
    if (kind === 'panic') return true;
    if (this.kind === 'Oops' && kind === 'Oops') return /Internal error: /.test(text);
    // A lockdep report repeats its headline, and a stall names its CPUs in lines of its own.
    return kind === this.kind && kind === 'lockdep' && /^\W*(?:WARNING|INFO)/.test(text) === false;
  }

  /** A lockdep report is sentences and chains up to its backtrace. */
  mayTake(): boolean {
    return this.kind === 'lockdep' && !this.#backtrace;
  }

  add(text: string, number: number): void {
    if (text.trim() === '') return;
    this.#to = number;
    const side = SIDE.exec(text);
    if (side !== null && /^(?:Allocated|Freed|Last|Second)/.test(side[1] as string)) {
      this.#side = [];
      this.#others.push({ title: (side[1] as string).replace(/:$/, ''), frames: this.#side });
      return;
    }
    if (/^\s{0,3}(?:Call [Tt]race|The buggy address|Memory state)/.test(text) && this.kind !== 'lockdep')
      this.#side = null;
    if (/^-> #\d/.test(text)) {
      this.#side = [];
      this.#others.push({ title: text.trim(), frames: this.#side });
    }
    if (/^stack backtrace/.test(text)) {
      this.#side = null;
      this.#backtrace = true;
    }
    this.#read(text);
    const register = REGISTER.exec(text);
    if (register !== null) {
      this.#registers.push(frame(register[2], register[3], number));
      return;
    }
    const m = FRAME.exec(text);
    if (m !== null && !/\bat: |\bRIP:|->/.test(text)) (this.#side ?? this.#chain).push(frame(m[1], m[2], number));
  }

  #read(text: string): void {
    const task = TASK.exec(text);
    if (task !== null) {
      this.#cpu ??= Number(task[1]);
      this.#pid ??= Number(task[2]);
      this.#task ??= (task[3] as string).trim();
    }
    const state = TASK_STATE.exec(text);
    if (state !== null) {
      this.#task ??= state[1] as string;
      this.#pid ??= Number(state[2]);
    }
    const named =
      /\bpid: (\d{1,10}), name: (\S.{0,39}?)\s*$/.exec(text) ??
      swapped(/\bby task ([^\s/]{1,40}(?:\/[^\s/]{1,20})??)\/(\d{1,10})\s*$/.exec(text)) ??
      swapped(/\btask (\S.{0,39}?):(\d{1,10}) blocked for more than/.exec(text)) ??
      swapped(/\[(\S{1,40}?):(\d{1,10})\]\s*$/.exec(text)) ??
      swapped(/scheduling while atomic: (\S{1,40})\/(\d{1,10})\/0x/.exec(text)) ??
      swapped(/\bCPU#\d{1,4}: (\S{1,40}?)\/(\d{1,10})\s*$/.exec(text));
    if (named !== null) {
      this.#pid ??= Number(named[1]);
      this.#task ??= named[2] as string;
    }
    const cpu =
      /\bCPU#(\d{1,4})\b|\bTask dump for CPU (\d{1,4})|\bWARNING: CPU: (\d{1,4})|rcu:\s+(\d{1,4})-[.\w!?]{2,5}:/.exec(
        text,
      );
    if (cpu !== null) this.#cpu ??= Number(cpu.slice(1).find((n) => n !== undefined));
    const wq = /^\s{0,4}Workqueue: (.{1,120}?)\s*$/.exec(text);
    if (wq !== null) this.#workqueue ??= wq[1] as string;
    const lock = LOCK.exec(text);
    if (lock !== null) this.#locks.add(lock[1] as string);
  }

  report(): KernelReport {
    const seconds = /(?:for more than|stuck for) (\d{1,6})/.exec(this.#headline);
    return {
      kind: this.kind,
      headline: this.#headline,
      from: this.from,
      to: this.#to,
      task: this.#task,
      pid: this.#pid,
      cpu: this.#cpu,
      workqueue: this.#workqueue,
      chain: merged(this.#registers, this.#chain),
      others: this.#others.filter((o) => o.frames.length > 0),
      locks: [...this.#locks],
      seconds: seconds === null ? null : Number(seconds[1]),
    };
  }
}

const frame = (fn: string | undefined, module: string | undefined, line: number): ChainFrame => ({
  fn: fn ?? '?',
  module: module ?? null,
  ours: fn !== undefined && (isCoreFn(fn) || isOpteeFn(fn)),
  line,
});

/** A match whose groups are name and number, in the order number and name. */
const swapped = (m: RegExpExecArray | null): readonly (string | undefined)[] | null =>
  m === null ? null : [m[0], m[2], m[1]];

/** pc and lr stand before the trace, which mostly begins with the same functions: each once. */
function merged(registers: readonly ChainFrame[], chain: readonly ChainFrame[]): readonly ChainFrame[] {
  const head = new Set(chain.slice(0, 2).map((f) => f.fn));
  return [...registers.filter((f) => !head.has(f.fn)), ...chain];
}
