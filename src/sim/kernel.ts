import type { Change, Value } from '../trace/event.ts';
import type { Trace } from '../trace/trace.ts';
import type { World } from '../trace/world.ts';
import { type Context, callerOf, type OpenStep } from './context.ts';
import type { Begun, Draft, Effect, NamedStep, Op, SpawnSpec } from './effects.ts';
import type { FaultPlan } from './fault.ts';
import { Recorder } from './recorder.ts';
import { type ChoicePoint, type Interrupts, Scheduler } from './scheduler.ts';

export interface KernelOptions extends Interrupts {
  readonly cpus: number;
  readonly seed: number;
  readonly choices: readonly number[];
  readonly faults: FaultPlan;
  /** The run is stopped, and says so, after this many rows. */
  readonly maxRows: number;
  /** What `machine()` answers: the wiring that the actors share. */
  readonly machine: unknown;
}

/**
 * The kernel of the simulator: it resumes contexts, one row at a time, and carries out the effects that they yield. It
 * knows nothing of FF-A. Between two rows any context that could run on a real machine may run.
 */
export class Kernel {
  readonly #options: KernelOptions;
  readonly #recorder: Recorder;
  readonly #scheduler: Scheduler;

  constructor(options: KernelOptions) {
    this.#options = options;
    this.#recorder = new Recorder(options.seed, options.maxRows);
    this.#scheduler = new Scheduler(options.cpus, options.choices, options, this.#recorder);
  }

  get trace(): Trace {
    return this.#recorder.trace;
  }

  get world(): World {
    return this.#recorder.world;
  }

  /** Cells that are in place before the first row. */
  get start(): readonly Change[] {
    return this.#recorder.start;
  }

  get choicePoints(): readonly ChoicePoint[] {
    return this.#scheduler.choicePoints;
  }

  /** True once the run was stopped at its limit. */
  get stopped(): boolean {
    return this.#recorder.stopped;
  }

  get unfinished(): readonly Context[] {
    return this.#scheduler.unfinished;
  }

  /** Writes a cell before the first row. */
  place(key: string, value: Value): void {
    this.#recorder.place(key, value);
  }

  /**
   * Runs a body before the first row: what it changes is in place at the start, and it leaves no rows, takes no
   * faults and uses up no choices. So a machine that starts booted is booted by the same code.
   */
  prelude(body: Op<void>): void {
    this.#recorder.silent = true;
    this.begin({ name: 'prelude', kind: 'process', cpu: 0, body }, -1);
    this.settle();
    this.#recorder.silent = false;
    this.#scheduler.forgetLast();
  }

  /** Starts a context that belongs to action `action`. */
  begin(spec: SpawnSpec, action: number): void {
    this.#recorder.action = action;
    this.#scheduler.spawn(spec, action, spec.cause ?? null);
  }

  /** Raises an interrupt from outside: as soon as row `after` is written, on this CPU. */
  interrupt(name: string, cpu: number, action: number, after = -1): void {
    this.#recorder.action = action;
    this.#scheduler.raise(name, cpu, null, action, after);
  }

  /** Runs until nothing can run: the actions that were started have settled. */
  settle(): void {
    while (!this.#recorder.stopped) {
      const c = this.#scheduler.next();
      if (c === null) return;
      this.#resume(c);
    }
  }

  /** Writes a row that belongs to no context, after everything has settled. */
  conclude(draft: Draft): void {
    this.#recorder.append(draft, null);
  }

  /** Runs a context until it has written a row, waits, or has ended. */
  #resume(c: Context): void {
    for (;;) {
      const { done, value } = c.next();
      if (done) {
        c.state = 'done';
        this.#scheduler.leave(c);
        return;
      }
      if (this.#carryOut(c, value)) return;
    }
  }

  /** Carries out one effect; true when the context has written a row or stopped, so that another may run. */
  #carryOut(c: Context, e: Effect): boolean {
    switch (e.op) {
      case 'row':
        this.#enterOpenSteps(c);
        c.input = this.#recorder.append(e.draft, c);
        return true;
      case 'get':
        c.input = this.#recorder.world.get(e.key);
        return false;
      case 'set':
        this.#recorder.set(e.key, e.value);
        return false;
      case 'wait':
        if (e.until()) return false;
        c.state = 'blocked';
        c.waiting = e;
        this.#scheduler.leave(c);
        return true;
      case 'spawn':
        c.input = this.#scheduler.spawn(e.spec, c.action, e.spec.cause ?? c.causeNow);
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
        this.#enterOpenSteps(c);
        e.draft.enter = step?.enter ?? null;
        this.#recorder.append(e.draft, c);
        return true;
      }
      case 'open':
        c.open.push(e.row);
        return false;
      case 'close':
        c.open.pop();
        return false;
      case 'call-fault':
        c.input = this.#recorder.silent ? null : this.#options.faults.onCall(e.call);
        return false;
      case 'service-fault':
        c.input = this.#recorder.silent ? null : this.#options.faults.onService(e.service);
        return false;
      case 'raise':
        this.#scheduler.raise(e.irq, e.cpu, this.trace.length - 1, null);
        return false;
      case 'irq-pending':
        c.input = this.#scheduler.isPending(c.cpu);
        return false;
      case 'sleep':
        this.#recorder.pass(e.ns);
        return false;
      case 'machine':
        c.input = this.#options.machine;
        return false;
      case 'leave':
        throw new Error(`${c.name} leaves the secure world outside an OP-TEE thread`);
    }
  }

  /** A function begins: no row yet. Its depth counts the steps of the same actor around it. */
  #begin(c: Context, named: NamedStep, faultName: string | null): Begun {
    const silent = faultName === null || this.#recorder.silent;
    const struck = silent ? null : this.#options.faults.onFunction(faultName);
    let depth = 0;
    for (const s of c.steps) if (s.who === named.who) depth++;
    const { who, to, fn, args, why, src } = named;
    const from = callerOf(c.steps.at(-1)?.to, who);
    const fault = struck === null ? null : struck.index;
    const step: OpenStep = { from, who, to, fn, args, why, src, fault, depth, level: c.stack.length, enter: null };
    c.steps.push(step);
    c.enterFunction(fn);
    return { step, struck };
  }

  /** Something happens inside functions that have begun: now their `enter` rows are written, outermost first. */
  #enterOpenSteps(c: Context): void {
    for (const step of c.steps) {
      if (step.enter !== null) continue;
      const { from, who, to, fn, args, why, src, fault, depth } = step;
      const draft = { kind: 'enter', from, who, to, fn, args, depth, why, src, fault } as const;
      // The row belongs to the caller: its own name is not yet on the stack.
      step.enter = this.#recorder.append(draft, c, c.stack.slice(0, step.level));
      c.open.push(step.enter);
    }
  }
}
