import { hashData, hashPair, hashText } from '../base/hash-data.ts';
import type { Change, Value } from '../trace/event.ts';
import type { Trace } from '../trace/trace.ts';
import type { World } from '../trace/world.ts';
import { type Context, callerOf } from './context.ts';
import { Control, type OpenStep } from './control.ts';
import type { Begun, Draft, Effect, FiberEnd, Look, Op, SpawnSpec } from './effect.ts';
import type { FaultPlan } from './fault.ts';
import { type Footprint, lookAt, Watch } from './footprint.ts';
import { type Interpreter, interpretBy } from './interpreter.ts';
import { DEFAULT_POLICY, type Policy } from './policy.ts';
import { Recorder } from './recorder.ts';
import { type ChoicePoint, type Interrupts, Scheduler } from './scheduler.ts';
import { StateSum } from './state-sum.ts';
import { deepFreeze, Memory } from './store.ts';

export interface KernelOptions extends Interrupts {
  readonly cpus: number;
  readonly seed: number;
  /** Who runs, where more than one could; the default policy when absent. */
  readonly policy?: Policy;
  readonly faults: FaultPlan;
  /** The run is stopped, and says so, after this many rows. */
  readonly maxRows: number;
  /** What `machine()` answers: what the actors are made of and never change. */
  readonly machine: unknown;
  /** Footprints of steps and keys of states are wanted: it costs time. */
  readonly watched?: boolean;
  /** What lies in memory is frozen, so that an actor that changes it without an effect throws. For tests. */
  readonly frozen?: boolean;
}

const RESUMED = hashText('resumed');

/**
 * How far a run has come: nothing can run any more; the policy wants to be asked again; or it was stopped, at its limit
 * of rows or by a problem.
 */
export type Progress = 'settled' | 'paused' | 'stopped';

/**
 * The kernel of the simulator: it resumes contexts, one row at a time, and carries out the effects that they yield. It
 * knows nothing of what they act. Between two rows any context that could run on a real machine may run.
 */
export class Kernel implements Interpreter {
  readonly #options: KernelOptions;
  readonly #recorder: Recorder;
  readonly #scheduler: Scheduler;
  readonly #memory: Memory;
  readonly #watch: Watch | null;
  /** The part of the key that the world and memory make. */
  readonly #sum: StateSum | null;
  /** What conditions look at, and what they look at where it is to be seen. */
  readonly #look: Look;
  readonly #watchedLook: Look;
  /** Fibers that have begun and not ended, by their ids. */
  readonly #fibers = new Map<string, Control>();
  #problem: string | null = null;
  /** The context whose generator is being resumed. */
  #runs: Context | null = null;

  constructor(options: KernelOptions) {
    this.#options = options;
    this.#sum = options.watched === true ? new StateSum() : null;
    this.#recorder = new Recorder(options.seed, options.maxRows, this.#sum);
    this.#memory = new Memory(options.frozen, this.#sum);
    this.#watch = options.watched === true ? new Watch() : null;
    this.#look = lookAt(this.world, this.#memory, null);
    this.#watchedLook = this.#watch === null ? this.#look : lookAt(this.world, this.#memory, this.#watch);
    if (options.frozen === true) deepFreeze(options.machine);
    const key = (): string => this.stateKey();
    this.#scheduler = new Scheduler({
      cpus: options.cpus,
      interrupts: options,
      policy: options.policy ?? DEFAULT_POLICY,
      recorder: this.#recorder,
      look: this.#look,
      watch: this.#watch === null ? null : { steps: this.#watch, look: this.#watchedLook, key },
    });
  }

  get trace(): Trace {
    return this.#recorder.trace;
  }

  get world(): World {
    return this.#recorder.world;
  }

  /** What lies in memory and in the world, for whoever looks from outside. */
  get look(): Look {
    return this.#look;
  }

  /** Cells that are in place before the first row. */
  get start(): readonly Change[] {
    return this.#recorder.start;
  }

  get choicePoints(): readonly ChoicePoint[] {
    return this.#scheduler.choicePoints;
  }

  /** True once the run was stopped, at its limit or by a problem. */
  get stopped(): boolean {
    return this.#recorder.stopped;
  }

  /** What the policy's answer made impossible, in a sentence; null for nothing. */
  get problem(): string | null {
    return this.#problem;
  }

  get unfinished(): readonly Context[] {
    return this.#scheduler.unfinished;
  }

  /** What the last step read and wrote; null in a run that is not watched. */
  get footprint(): Footprint | null {
    return this.#watch?.footprint ?? null;
  }

  /**
   * The key of the state: the world, memory, contexts and interrupts, and for each generator the hash of what it was told.
   * Two runs of machines that are made of the same, with equal keys, can go on in the same ways, but for times and the
   * numbers of rows. Throws in a run that is not watched.
   */
  stateKey(): string {
    if (this.#sum === null) throw new Error('the run is not watched, so its state has no key');
    const sum = this.#sum.copy();
    for (const [id, fiber] of this.#fibers) sum.add(hashPair(hashText(id, 2), fiber.hash));
    for (const [site, left] of this.#options.faults.left()) sum.add(hashText(`fault ${site} ${left}`));
    this.#scheduler.hashInto(sum);
    return String(sum);
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
    const id = `action ${action}`;
    this.#scheduler.spawn(spec, { id, action, cause: spec.cause ?? null, hash: hashText(id) });
  }

  /** Raises an interrupt from outside: as soon as row `after` is written, on this CPU. */
  interrupt(name: string, cpu: number, action: number, after = -1): void {
    this.#recorder.action = action;
    this.#scheduler.raise(name, cpu, null, action, after);
  }

  /** Runs until nothing can run, the policy pauses, or the run is stopped. */
  settle(): Progress {
    for (;;) {
      const progress = this.advance();
      if (progress !== null) return progress;
    }
  }

  /** One step: a context runs until it has written a row, waits, or has ended. Null while there may be more of them. */
  advance(): Progress | null {
    if (this.#recorder.stopped) return 'stopped';
    const next = this.#scheduler.next();
    if ('why' in next) {
      if (next.why === 'problem') this.#refuse(next.problem);
      return next.why === 'problem' ? 'stopped' : next.why;
    }
    this.#resume(next);
    return this.#recorder.stopped ? 'stopped' : null;
  }

  /** Writes a row that belongs to no context, after everything has settled. */
  conclude(draft: Draft): void {
    this.#recorder.append(draft, null);
  }

  #refuse(problem: string): void {
    this.#problem = problem;
    this.#recorder.stopped = true;
    const why = 'The scenario asks for a context that could not run here, so the run ends.';
    this.conclude({ kind: 'violation', who: 'user', rule: 'CHOICE', text: problem, why, src: null, fault: null });
  }

  #resume(c: Context): void {
    const before = interpretBy(this);
    try {
      this.#runs = c;
      while (!this.#goesOn(c));
    } finally {
      interpretBy(before);
    }
  }

  /** Resumes the generator of a context once; true when the context has written a row or stopped. */
  #goesOn(c: Context): boolean {
    const { control } = c;
    if (control.wroteRow) {
      control.wroteRow = false;
      // Interrupts of the normal world are unmasked in a fiber: where one waits, the fiber is left and the interrupt taken.
      if (c.fiber !== null && this.#scheduler.isPending(c.cpu)) {
        this.#leaveFiber(c, { how: 'interrupted' });
        return false;
      }
    }
    // Where a generator is follows from how often it was resumed and what it was told.
    if (this.#watch !== null) control.told(RESUMED);
    const { done, value } = control.next();
    if (!done) return this.#carryOut(c, control, value);
    if (c.fiber !== null) {
      this.#fibers.delete(c.fiberId as string);
      this.#leaveFiber(c, { how: 'done', value });
      return false;
    }
    c.state = 'done';
    this.#scheduler.leave(c);
    return true;
  }

  /** An effect that does not suspend, of the context that runs. */
  carryOut(e: Effect): unknown {
    const c = this.#runs as Context;
    const { control } = c;
    if (this.#carryOut(c, control, e)) throw new Error(`the effect ${e.op} has to be yielded`);
    const { input } = control;
    control.input = undefined;
    return input;
  }

  /** Carries out one effect; true when the context has written a row or stopped, so that another may run. */
  #carryOut(c: Context, control: Control, e: Effect): boolean {
    switch (e.op) {
      case 'row':
        this.#enterOpenSteps(c);
        control.input = this.#recorder.append(e.draft, c);
        control.wroteRow = true;
        return true;
      case 'get':
        control.input = this.#recorder.world.get(e.key);
        if (this.#watch !== null) this.#seen(control, `cell ${e.key}`, control.input);
        return false;
      case 'set':
        this.#watch?.write(`cell ${e.key}`);
        this.#recorder.set(e.key, e.value);
        return false;
      case 'under':
        control.input = Array.from(this.world.under(e.prefix), ([key, cell]) => [key, cell.value]);
        if (this.#watch !== null) this.#seenAll(control, control.input as (readonly [string, Value])[]);
        return false;
      case 'read':
        control.input = this.#memory.read(e.ref);
        if (this.#watch !== null) this.#seen(control, `memory ${e.ref.key}`, control.input);
        return false;
      case 'write':
        this.#watch?.write(`memory ${e.ref.key}`);
        this.#memory.write(e.ref, e.value);
        return false;
      case 'forget':
        for (const key of this.#memory.forget(e.prefix)) this.#watch?.write(`memory ${key}`);
        return false;
      case 'fresh':
        control.input = c.nameNext();
        return false;
      case 'wait':
        control.input = true;
        if (e.until(this.#watchedLook)) return false;
        c.state = 'blocked';
        c.waiting = e;
        this.#scheduler.leave(c);
        return true;
      case 'spawn': {
        const cause = e.spec.cause ?? c.causeNow;
        const id = c.nameNext();
        const hash = hashPair(control.hash, hashText(id));
        this.#scheduler.spawn(e.spec, { id, action: c.action, cause, hash });
        return false;
      }
      case 'self':
        control.input = c.describe();
        return false;
      case 'stack':
        control.input = c.stackNow();
        return false;
      case 'become':
        c.kind = e.kind === 'home' ? c.home : e.kind;
        return false;
      case 'atomic':
        c.atomic += e.by;
        return false;
      case 'mask':
        c.masked += e.by;
        return false;
      case 'push':
        c.enterFunction(e.fn);
        return false;
      case 'pop':
        c.leaveFunction();
        return false;
      case 'begin':
        control.input = this.#begin(c, control, e);
        return false;
      case 'end': {
        const step = control.steps.pop();
        c.leaveFunction();
        if (step !== undefined && step.enter !== null) control.open.pop();
        this.#enterOpenSteps(c);
        e.draft.enter = step?.enter ?? null;
        this.#recorder.append(e.draft, c);
        return true;
      }
      case 'open':
        control.open.push(e.row);
        return false;
      case 'close':
        control.open.pop();
        return false;
      case 'call-fault':
        control.input = this.#strike(control, 'call', e.call);
        return false;
      case 'service-fault':
        control.input = this.#strike(control, 'service', e.service);
        return false;
      case 'raise':
        this.#scheduler.raise(e.irq, e.cpu, this.trace.length - 1, null);
        return false;
      case 'sleep':
        this.#recorder.pass(e.ns);
        return false;
      case 'fiber':
        this.#enterFiber(c, e.id, e.body);
        return false;
      case 'leave':
        if (c.fiber === null) throw new Error(`${c.name} leaves a fiber, and runs none`);
        this.#enterOpenSteps(c);
        this.#leaveFiber(c, { how: 'left' });
        return false;
      case 'machine':
        control.input = this.#options.machine;
        return false;
    }
  }

  #seen(control: Control, name: string, value: unknown): void {
    this.#watch?.read(name);
    control.told(hashData(value));
  }

  #seenAll(control: Control, cells: readonly (readonly [string, Value])[]): void {
    for (const [key, value] of cells) this.#seen(control, `cell ${key}`, value);
  }

  #strike(control: Control, kind: 'call' | 'service' | 'fn', name: string) {
    const { faults } = this.#options;
    if (this.#recorder.silent) return null;
    const struck = faults.strike(kind, name);
    if (this.#watch !== null && faults.aimsAt(kind, name)) {
      this.#watch.write(`fault at ${kind} ${name}`);
      control.told(struck === null ? 0 : struck.index + 1);
    }
    return struck;
  }

  #enterFiber(c: Context, id: string, body: Op<unknown> | null): void {
    if (c.fiber !== null) throw new Error(`${c.name} runs the fiber ${c.fiberId} and cannot run ${id} in it`);
    const fiber = body === null ? this.#fibers.get(id) : new Control(body, hashPair(c.own.hash, hashText(id)));
    if (fiber === undefined) throw new Error(`there is no fiber ${id} to go on with`);
    this.#watch?.write(`fiber ${id}`);
    this.#fibers.set(id, fiber);
    c.carry(id, fiber);
  }

  /** The fiber stays where it is, and whoever ran it goes on. */
  #leaveFiber(c: Context, end: FiberEnd): void {
    c.carry(null, null);
    c.own.input = end;
    if (this.#watch !== null) c.own.told(hashData(end));
  }

  /** A function begins: no row yet. Its depth counts the steps of the same actor around it. */
  #begin(c: Context, control: Control, e: Effect & { op: 'begin' }): Begun {
    const struck = e.faultName === null ? null : this.#strike(control, 'fn', e.faultName);
    const { who, to, fn, args, why, src } = e.step;
    let depth = 0;
    for (const s of c.own.steps) if (s.who === who) depth++;
    if (control !== c.own) for (const s of control.steps) if (s.who === who) depth++;
    const from = callerOf((control.steps.at(-1) ?? c.own.steps.at(-1))?.to, who);
    const fault = struck?.index ?? e.carried;
    const level = control.stack.length;
    const began = { changes: this.#recorder.changed, kind: c.kind, atomic: c.atomic > 0 };
    control.steps.push({ from, who, to, fn, args, why, src, fault, depth, level, began, enter: null });
    c.enterFunction(fn);
    return { struck, fault, depth };
  }

  /** Something happens inside functions that have begun: now their `enter` rows are written, outermost first. */
  #enterOpenSteps(c: Context): void {
    this.#enterOpen(c, c.own);
    if (c.fiber !== null) this.#enterOpen(c, c.fiber);
  }

  #enterOpen(c: Context, control: Control): void {
    for (const step of control.steps) if (step.enter === null) this.#enter(c, control, step);
  }

  #enter(c: Context, control: Control, step: OpenStep): void {
    const { from, who, to, fn, args, why, src, fault, depth } = step;
    const draft = { kind: 'enter', from, who, to, fn, args, depth, why, src, fault } as const;
    // The row belongs to the caller: its own name is not yet on the stack.
    step.enter = this.#recorder.append(draft, c, { ...step.began, stack: c.stackOutside(step, control) });
    control.open.push(step.enter);
  }
}
