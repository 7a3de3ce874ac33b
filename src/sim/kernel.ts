import { hashRandom } from '../base/hash-random.ts';
import type { Change, ContextKind, TraceEvent, Value } from '../trace/event.ts';
import { CPU_PREFIX, cpuKey, irqKey } from '../trace/keys.ts';
import { MemoryTrace } from '../trace/trace.ts';
import { MutableWorld } from '../trace/world.ts';
import { Context, callerOf, type OpenStep } from './context.ts';
import type { Begun, Draft, Effect, NamedStep, Op, SpawnSpec } from './effects.ts';
import type { FaultPlan } from './fault.ts';
import { finish } from './finish.ts';

/** How long a row takes in simulated nanoseconds: orders of magnitude of a fast machine, not a measurement. */
const COST: Record<TraceEvent['kind'], number> = {
  call: 600,
  return: 700,
  enter: 40,
  step: 120,
  irq: 300,
  change: 20,
  log: 900,
  choice: 0,
  violation: 0,
};

export interface KernelOptions {
  readonly cpus: number;
  readonly seed: number;
  readonly choices: readonly number[];
  readonly faults: FaultPlan;
  /** The run is stopped, and says so, after this many rows. */
  readonly maxRows: number;
  /** What `machine()` answers: the wiring that the actors share. */
  readonly machine: unknown;
  /** Is the interrupt enabled? One that is not stays pending, as in the GIC, and is taken when it becomes enabled. */
  readonly enabled: (irq: string) => boolean;
  /** Does EL3 take it to the secure world, whatever the normal world masks? */
  readonly isSecure: (irq: string) => boolean;
  /** Makes what a CPU runs when it takes an interrupt. */
  readonly interrupt: (irq: string, cpu: number) => InterruptHandler;
}

/** A moment at which more than one context could run; the scenario's `choices` has one entry for each. */
export interface ChoicePoint {
  /** The row that was written next. */
  readonly row: number;
  /** Who could run, the default first. */
  readonly options: readonly string[];
  readonly chosen: number;
}

/** What a CPU runs when it takes an interrupt. */
export interface InterruptHandler {
  readonly name: string;
  readonly kind: 'hardirq' | 'ipi' | 'secure-atomic';
  readonly body: Op<void>;
}

/** Contexts that no interrupt of the normal world breaks into. */
const UNINTERRUPTED: ReadonlySet<ContextKind> = new Set(['hardirq', 'ipi', 'secure-atomic']);
const NO_CHANGES: readonly Change[] = [];
const NOTHING: readonly string[] = [];

/** What could run next: a context that goes on, or an interrupt that a CPU takes. */
type Candidate =
  | { readonly kind: 'context'; readonly context: Context }
  | { readonly kind: 'irq'; readonly irq: PendingIrq };
interface PendingIrq {
  readonly name: string;
  readonly cpu: number;
  readonly seq: number;
  readonly cause: number | null;
  /** It comes when this row has been written. */
  readonly after: number;
  /** The action that raised it, when no context did. */
  readonly action: number | null;
}

/**
 * The kernel of the simulator: contexts on CPUs, one row at a time. It knows nothing of FF-A. Between two rows any
 * context that could run on a real machine may run; which one is the default policy's or the scenario's choice.
 */
export class Kernel {
  readonly trace = new MemoryTrace();
  /** Where more than one context could run: the row that was written next, who could, and who did. */
  readonly choicePoints: ChoicePoint[] = [];
  readonly world = new MutableWorld();
  /** Cells written before the first row. */
  readonly start: Change[] = [];
  readonly #options: KernelOptions;
  /** Contexts that have not ended, in the order in which they were started. */
  readonly #contexts: Context[] = [];
  #started = 0;
  readonly #current: (Context | null)[];
  readonly #irqs: PendingIrq[] = [];
  #changes: Change[] = [];
  /** Whom the world says that a CPU runs. */
  readonly #marked: (Context | null)[] = [];
  #last: Context | null = null;
  #now = 0;
  #seq = 0;
  #choice = 0;
  #action = -1;
  #stopped = false;
  #silent = false;

  constructor(options: KernelOptions) {
    this.#options = options;
    this.#current = Array.from({ length: options.cpus }, () => null);
  }

  /** True once the run was stopped at its limit. */
  get stopped(): boolean {
    return this.#stopped;
  }

  /** Contexts that have not ended: what they wait for makes a hang. */
  get unfinished(): readonly Context[] {
    return this.#contexts;
  }

  /** Writes a cell before the first row. */
  place(key: string, value: Value | undefined): void {
    const at = this.start.findIndex((c) => c.key === key);
    if (at >= 0) this.start.splice(at, 1);
    if (value !== undefined) this.start.push({ key, before: undefined, after: value });
    this.world.set(key, value, -1);
  }

  /**
   * Runs a body before the first row: what it changes is in place at the start, and it leaves no rows, takes no
   * faults and uses up no choices. So a machine that starts booted is booted by the same code.
   */
  prelude(body: Op<void>): void {
    this.#silent = true;
    this.begin({ name: 'prelude', kind: 'process', cpu: 0, body }, -1);
    this.settle();
    this.#silent = false;
    this.#changes = [];
    this.#current.fill(null);
    this.#last = null;
    this.#now = 0;
  }

  /** Starts a context that belongs to action `action`. */
  begin(spec: SpawnSpec, action: number): Context {
    this.#action = action;
    return this.#spawn(spec, action, spec.cause ?? null);
  }

  /** Raises an interrupt from outside: as soon as row `after` is written, on this CPU. */
  interrupt(name: string, cpu: number, action: number, after = -1): void {
    this.#action = action;
    this.#raise(name, cpu, null, after, action);
  }

  /** Runs until nothing can run: the actions that were started have settled. */
  settle(): void {
    for (;;) {
      const candidates = this.#candidates();
      if (this.#stopped) return;
      if (candidates.length === 0) {
        if (!this.#expire() && !this.#waitNoLonger()) return;
        continue;
      }
      this.#run(this.#choose(candidates));
    }
  }

  /** Nothing can run: the first wait with a limit has come to its end. */
  #expire(): boolean {
    const c = this.#contexts.find((x) => x.state === 'blocked' && x.waiting?.expire !== undefined);
    if (c === undefined) return false;
    c.waiting?.expire?.();
    c.waiting = null;
    c.state = 'ready';
    c.readySince = this.#seq++;
    return true;
  }

  /** The rows that something was to come after are never written: it comes now. */
  #waitNoLonger(): boolean {
    const late = this.#contexts.find((c) => c.after >= this.trace.length);
    const lateIrq = this.#irqs.findIndex((i) => i.after >= this.trace.length);
    if (late !== undefined) {
      late.after = -1;
      return true;
    }
    if (lateIrq < 0) return false;
    this.#irqs[lateIrq] = { ...(this.#irqs[lateIrq] as PendingIrq), after: -1 };
    return true;
  }

  /** Writes a row that belongs to no context, after everything has settled. */
  conclude(draft: Draft): void {
    this.#append(draft, null);
  }

  #spawn(spec: SpawnSpec, action: number, cause: number | null): Context {
    const context = new Context({
      ...spec,
      id: this.#started++,
      action,
      cause,
      after: spec.after ?? -1,
      readySince: this.#seq++,
    });
    this.#contexts.push(context);
    return context;
  }

  #candidates(): Candidate[] {
    const list: Candidate[] = [];
    for (const irq of this.#irqs)
      if (irq.after < this.trace.length && this.#options.enabled(irq.name) && this.#takes(irq))
        list.push({ kind: 'irq', irq });
    const ready: Context[] = [];
    for (const c of this.#contexts) {
      if (c.after >= this.trace.length) continue;
      if (c.state === 'blocked') {
        if (c.waiting !== null && !c.waiting.until()) continue;
        c.state = 'ready';
        c.waiting = null;
        c.readySince = this.#seq++;
      }
      const running = this.#current[c.cpu];
      // An interrupt or a section without preemption keeps its CPU until it ends or sleeps.
      if (running && running !== c && running.state === 'ready' && !running.preemptible) continue;
      ready.push(c);
    }
    ready.sort((a, b) => a.readySince - b.readySince);
    // What a person placed at this row comes first, once.
    const placed = ready.findIndex((c) => c.after >= 0 && !c.begun);
    if (placed >= 0) list.push({ kind: 'context', context: ready.splice(placed, 1)[0] as Context });
    const last = ready.find((c) => c === this.#last);
    if (last !== undefined) list.push({ kind: 'context', context: last });
    for (const c of ready) if (c !== last) list.push({ kind: 'context', context: c });
    return list;
  }

  #takes(irq: PendingIrq): boolean {
    const running = this.#current[irq.cpu];
    if (!running || running.state === 'done') return true;
    // Everything is masked in the atomic part of the secure world; a thread of it takes native interrupts in place.
    if (this.#options.isSecure(irq.name)) return running.kind !== 'secure-atomic';
    return running.masked === 0 && !UNINTERRUPTED.has(running.home) && running.kind === running.home;
  }

  #choose(candidates: readonly Candidate[]): Candidate {
    if (candidates.length === 1 || this.#silent) return candidates[0] as Candidate;
    const names = candidates.map(nameOf);
    const wanted = this.#options.choices[this.#choice++] ?? 0;
    const chosen = wanted % candidates.length;
    const pick = candidates[chosen] as Candidate;
    this.choicePoints.push({ row: this.trace.length, options: names, chosen });
    if (chosen !== 0) {
      const why = 'Another context runs here.';
      const runs = pick.kind === 'context' ? pick.context : null;
      this.#append({ kind: 'choice', options: names, chosen, why, src: null, fault: null }, runs);
    }
    return pick;
  }

  #run(candidate: Candidate): void {
    if (candidate.kind === 'irq') {
      this.#takeInterrupt(candidate.irq);
      return;
    }
    const c = candidate.context;
    this.#current[c.cpu] = c;
    this.#last = c;
    c.begun = true;
    while (c.state === 'ready') {
      const { done, value } = c.next();
      if (done) {
        c.state = 'done';
        this.#contexts.splice(this.#contexts.indexOf(c), 1);
        this.#leave(c);
        return;
      }
      if (this.#carryOut(c, value)) return;
    }
    this.#leave(c);
  }

  #takeInterrupt(irq: PendingIrq): void {
    this.#irqs.splice(this.#irqs.indexOf(irq), 1);
    this.#set(irqKey(irq.name, irq.cpu), undefined);
    const handler = this.#options.interrupt(irq.name, irq.cpu);
    const before = this.#current[irq.cpu] ?? null;
    const context = this.#spawn({ ...handler, cpu: irq.cpu }, irq.action ?? this.#action, irq.cause);
    this.#interrupted.set(context, before);
    this.#run({ kind: 'context', context });
  }

  readonly #interrupted = new Map<Context, Context | null>();

  /** The CPU goes back to what the interrupt broke into, or is free. */
  #leave(c: Context): void {
    if (c.state === 'done') {
      this.#set(cpuKey(c.cpu), undefined);
      this.#marked[c.cpu] = null;
    }
    if (c.state === 'done' && this.#interrupted.has(c)) {
      this.#current[c.cpu] = this.#interrupted.get(c) ?? null;
      this.#interrupted.delete(c);
    } else if (this.#current[c.cpu] === c) this.#current[c.cpu] = null;
  }

  /** Carries out one effect; true when the context has written a row or stopped, so that another may run. */
  #carryOut(c: Context, e: Effect): boolean {
    switch (e.op) {
      case 'row':
        for (const step of c.steps) if (step.enter === null) this.#enter(step, c);
        c.input = this.#append(e.draft, c);
        return true;
      case 'get':
        c.input = this.world.get(e.key);
        return false;
      case 'set':
        this.#set(e.key, e.value);
        return false;
      case 'wait':
        if (e.until()) return false;
        c.state = 'blocked';
        c.waiting = e;
        this.#leave(c);
        return true;
      case 'spawn':
        c.input = this.#spawn(e.spec, c.action, e.spec.cause ?? this.#causeOf(c));
        return false;
      case 'self':
        c.input = c;
        return false;
      case 'push':
        c.enterFunction(e.fn);
        return false;
      case 'pop':
        c.leaveFunction();
        return false;
      case 'begin':
        c.input = this.#begin(c, e.step, e.faultName);
        return false;
      case 'end': {
        const step = c.steps.pop();
        c.leaveFunction();
        if (step !== undefined && step.enter !== null) c.open.pop();
        for (const outer of c.steps) if (outer.enter === null) this.#enter(outer, c);
        e.draft.enter = step?.enter ?? null;
        this.#append(e.draft, c);
        return true;
      }
      case 'open':
        c.open.push(e.row);
        return false;
      case 'close':
        c.open.pop();
        return false;
      case 'call-fault':
        c.input = this.#silent ? null : this.#options.faults.onCall(e.call);
        return false;
      case 'service-fault':
        c.input = this.#silent ? null : this.#options.faults.onService(e.service);
        return false;
      case 'raise':
        this.#raise(e.irq, e.cpu, this.trace.length - 1, -1, null);
        return false;
      case 'irq-pending':
        c.input = this.#irqs.some(
          (i) =>
            i.cpu === c.cpu &&
            i.after < this.trace.length &&
            !this.#options.isSecure(i.name) &&
            this.#options.enabled(i.name),
        );
        return false;
      case 'sleep':
        this.#now += e.ns;
        return false;
      case 'machine':
        c.input = this.#options.machine;
        return false;
      case 'leave':
        throw new Error(`${c.name} leaves the secure world outside an OP-TEE thread`);
    }
  }

  /** An interrupt that is already pending on that CPU stays one interrupt, as in the GIC. */
  #raise(name: string, cpu: number, cause: number | null, after: number, action: number | null): void {
    if (action === null && this.#irqs.some((i) => i.name === name && i.cpu === cpu)) return;
    this.#irqs.push({ name, cpu, seq: this.#seq++, cause, after, action });
    if (after < this.trace.length) this.#set(irqKey(name, cpu), true);
  }

  /** A function begins: no row yet. Its depth counts the steps of the same actor around it. */
  #begin(c: Context, named: NamedStep, faultName: string | null): Begun {
    const struck = faultName === null || this.#silent ? null : this.#options.faults.onFunction(faultName);
    let depth = 0;
    for (const s of c.steps) if (s.who === named.who) depth++;
    const from = callerOf(c.steps.at(-1)?.to, named.who);
    const fault = struck === null ? null : struck.index;
    const { who, to, fn, args, why, src } = named;
    const level = c.stack.length;
    const step: OpenStep = { from, who, to, fn, args, why, src, fault, depth, level, enter: null };
    c.steps.push(step);
    c.enterFunction(named.fn);
    return { step, struck };
  }

  #enter(step: Context['steps'][number], c: Context): void {
    const { from, who, to, fn, args, why, src, fault, depth } = step;
    const draft = { kind: 'enter', from, who, to, fn, args, depth, why, src, fault } as const;
    // The row belongs to the caller: its own name is not yet on the stack.
    const stack = c.stack.slice(0, step.level);
    step.enter = this.#append(draft, c, stack, false);
    c.open.push(step.enter);
  }

  #causeOf(c: Context): number | null {
    return c.open.at(-1) ?? c.cause;
  }

  #set(key: string, value: Value | undefined): void {
    const before = this.world.get(key);
    if (before === value) return;
    if (this.#silent) {
      if (!key.startsWith(CPU_PREFIX)) this.place(key, value);
      return;
    }
    this.world.set(key, value, this.trace.length);
    this.#changes.push({ key, before, after: value });
  }

  #append(draft: Draft, c: Context | null, stack?: readonly string[], withChanges = true): number {
    const row = this.trace.length;
    if (this.#silent) return -1;
    if (c !== null) this.#mark(c);
    const changes = withChanges && this.#changes.length > 0 ? this.#changes : NO_CHANGES;
    if (changes === this.#changes) this.#changes = [];
    // One part in four of jitter, so that times look like times; a hash of (seed, row), so that they are reproducible.
    this.#now += Math.round(COST[draft.kind] * (0.75 + 0.5 * hashRandom(this.#options.seed, row)));
    const event = finish(draft, {
      row,
      at: this.#now,
      cpu: c?.cpu ?? 0,
      ctx: c?.name ?? 'idle',
      ctxKind: c?.kind ?? ('process' satisfies ContextKind),
      stack: stack ?? (c === null ? NOTHING : c.stackNow()),
      cause: draft.kind === 'return' ? draft.of : c === null ? null : this.#causeOf(c),
      action: c?.action ?? this.#action,
      changes,
    });
    this.trace.append(event);
    if (row + 1 >= this.#options.maxRows && !this.#stopped) {
      this.#stopped = true;
      this.#append(
        {
          kind: 'violation',
          who: 'user',
          rule: 'LIMIT',
          text: `stopped after ${this.#options.maxRows} rows`,
          why: 'The run is longer than its limit, so it is stopped here.',
          src: null,
          fault: null,
        },
        null,
      );
    }
    return row;
  }

  /** Says in the world what the CPU runs. */
  #mark(c: Context): void {
    if (this.#marked[c.cpu] === c && c.marked === c.kind && c.markedAtomic === c.atomic > 0) return;
    this.#marked[c.cpu] = c;
    c.marked = c.kind;
    c.markedAtomic = c.atomic > 0;
    this.#set(cpuKey(c.cpu), `${c.name}, ${c.kind}${c.atomic > 0 && c.kind === c.home ? ', atomic' : ''}`);
  }
}

const nameOf = (c: Candidate): string =>
  c.kind === 'irq' ? `${c.irq.name} on CPU ${c.irq.cpu}` : `${c.context.name} on CPU ${c.context.cpu}`;
