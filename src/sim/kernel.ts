import { hashText } from '../base/hash-data.ts';
import type { Change, Value } from '../trace/event.ts';
import type { PackedTrace } from '../trace/packed-trace.ts';
import type { World } from '../trace/world.ts';
import type { ChoicePoint } from './choice-point.ts';
import type { Context } from './context.ts';
import type { Place } from './control.ts';
import type { Draft, Look, Op, SpawnSpec } from './effect.ts';
import { Executor } from './executor.ts';
import type { FaultPlan } from './fault.ts';
import { Fibers } from './fibers.ts';
import { type Footprint, lookAt, Watch } from './footprint.ts';
import { interpretBy } from './interpreter.ts';
import type { Interrupts } from './interrupts.ts';
import { DEFAULT_POLICY, type Policy } from './policy.ts';
import { type Listener, Recorder } from './recorder.ts';
import { Scheduler } from './scheduler.ts';
import type { Setup } from './setup.ts';
import { deepFreeze, Memory } from './store.ts';
import { Stretches } from './stretches.ts';

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
  /** Rows are not kept but told to this: a run of which only the end is wanted. */
  readonly listener?: Listener | null;
  /** What a kernel of the same machine left behind, in a run that is watched as this one is. */
  readonly setup?: Setup;
}

/**
 * How far a run has come: nothing can run any more; the policy wants to be asked again; or it was stopped, at its limit
 * of rows or by a problem.
 */
export type Progress = 'settled' | 'paused' | 'stopped';

/**
 * The kernel of the simulator: it resumes contexts, one row at a time, and has the effects that they yield carried out. It
 * knows nothing of what they act. Between two rows any context that could run on a real machine may run.
 */
export class Kernel {
  readonly #faults: FaultPlan;
  readonly #recorder: Recorder;
  readonly #scheduler: Scheduler;
  readonly #executor: Executor;
  readonly #fibers: Fibers;
  /** Where stretches of this run are read, and told again. */
  readonly stretches: Stretches;
  readonly #watch: Watch | null;
  readonly #memory: Memory;
  readonly #look: Look;
  #problem: string | null = null;
  #ran = '';
  #ranAs: Context | null = null;
  #steps = 0;

  constructor(options: KernelOptions) {
    const { faults, machine, cpus, seed, maxRows, policy = DEFAULT_POLICY, listener = null, setup } = options;
    const summed = options.watched === true;
    this.#faults = faults;
    const recorder = new Recorder({ seed, maxRows, summed, listener, from: setup?.recorded ?? null });
    const memory = new Memory(options.frozen, recorder.sum, setup?.memory);
    const watch = summed ? new Watch() : null;
    this.#recorder = recorder;
    this.#memory = memory;
    this.#watch = watch;
    this.#look = lookAt(this.world, memory, null);
    const look = watch === null ? this.#look : lookAt(this.world, memory, watch);
    if (options.frozen === true) deepFreeze(machine);
    const watching = watch === null ? null : { steps: watch, look, key: (): string => this.stateKey() };
    const from = setup?.scheduled ?? null;
    const parts = { cpus, interrupts: options, policy, recorder, look: this.#look, watch: watching, from };
    const scheduler = new Scheduler(parts);
    const fibers = new Fibers(watch);
    this.#scheduler = scheduler;
    this.#fibers = fibers;
    this.stretches = new Stretches({ recorder, scheduler, memory, faults });
    this.#executor = new Executor({ recorder, scheduler, memory, fibers, faults, machine, watch, look });
  }

  /** Nothing runs, waits or is pending. */
  get rests(): boolean {
    return this.#scheduler.rests && this.#fibers.size === 0;
  }

  /** What is so now, for other runs to begin with; null where something runs, waits or is pending, or rows are kept. */
  get setup(): Setup | null {
    const { scheduled } = this.#scheduler;
    const kept = this.rows > 0 && this.#recorder.listener === null;
    if (scheduled === null || !this.rests || kept) return null;
    return { recorded: this.#recorder.recorded, scheduled, memory: this.#memory.values };
  }

  get trace(): PackedTrace {
    return this.#recorder.trace;
  }

  /** How many rows have been written, kept or not. */
  get rows(): number {
    return this.#recorder.rows;
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

  /** How often interrupts were taken, by name and CPU. */
  get taken(): ReadonlyMap<string, number> {
    return this.#scheduler.taken;
  }

  get unfinished(): readonly Context[] {
    return this.#scheduler.unfinished;
  }

  /** What the last step read and wrote; null in a run that is not watched. */
  get footprint(): Footprint | null {
    return this.#watch?.footprint ?? null;
  }

  /** The id of the context that took the last step. */
  get ran(): string {
    return this.#ran;
  }

  /** The same as candidates are named: `insmod optee on CPU 0`; empty before the first step. */
  get ranAs(): string {
    return this.#ranAs?.candidate.name ?? '';
  }

  /** How many steps the last `advance` has taken. */
  get steps(): number {
    return this.#steps;
  }

  /** What each generator was told, by the names of contexts and fibers: a run that comes here again may be given it. */
  get told(): ReadonlyMap<string, Place> {
    const told = new Map<string, Place>();
    for (const c of this.#scheduler.unfinished) told.set(c.id, c.own.place);
    for (const [id, fiber] of this.#fibers.all) told.set(`fiber ${id}`, fiber.place);
    return told;
  }

  /** Nobody looks from here on: until `lookAgain` there are no footprints and no keys, and steps are much faster. */
  lookAway(): void {
    if (this.#watch === null) return;
    this.#watch.on = false;
    this.#watch.places = false;
    this.#recorder.sum?.rest();
  }

  /** Goes on as a run that was looked at all the time; `told` is what another one's generators were told up to here. Footprints cost more than keys. */
  lookAgain(told: ReadonlyMap<string, Place>, footprints = true): void {
    if (this.#watch === null) return;
    this.#watch.on = footprints;
    this.#watch.places = true;
    this.#recorder.sum?.catchUp();
    for (const c of this.#scheduler.unfinished) c.own.place = told.get(c.id) ?? c.own.place;
    for (const [id, fiber] of this.#fibers.all) fiber.place = told.get(`fiber ${id}`) ?? fiber.place;
  }

  /**
   * The key of the state: the world, memory, contexts and interrupts, and for each generator the hash of what it was told.
   * Two runs of machines that are made of the same, with equal keys, can go on in the same ways, but for times and the
   * numbers of rows. Throws in a run that is not watched.
   */
  stateKey(): string {
    const sum = this.#recorder.sum?.copy();
    if (sum === undefined) throw new Error('the run is not watched, so its state has no key');
    this.#fibers.hashInto(sum);
    for (const left of this.#faults.left()) sum.add(hashText(`fault ${left}`));
    this.#scheduler.hashInto(sum);
    return String(sum);
  }

  /** Where the context is that took the last step; 0 where it has ended. Equal in equal states: it tells most others apart at once. */
  get position(): number {
    return this.#scheduler.position;
  }

  /** What of the state the default policy alone looks at. */
  get order(): string {
    return this.#scheduler.order;
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
      const progress = this.advance(Number.POSITIVE_INFINITY);
      if (progress !== null) return progress;
    }
  }

  /**
   * One step: a context runs until it has written a row, waits, or has ended. Null while there may be more of them. With
   * `rows` above 1 it may write as many, as long as no other context comes first: that is much faster. `steps`: at most so
   * many steps are taken then.
   */
  advance(rows = 1, steps = Number.POSITIVE_INFINITY): Progress | null {
    this.#steps = 0;
    if (this.#recorder.stopped) return 'stopped';
    const next = this.#executor.next();
    if ('why' in next) {
      if (next.why === 'problem') this.#refuse(next.problem);
      return next.why === 'problem' ? 'stopped' : next.why;
    }
    this.#executor.until = this.#recorder.rows + rows;
    this.#executor.most = steps;
    this.#ran = next.id;
    this.#ranAs = next;
    const before = interpretBy(this.#executor);
    try {
      this.#executor.resume(next);
    } finally {
      interpretBy(before);
    }
    this.#steps = this.#executor.taken + (this.#executor.stoppedByRow ? 0 : 1);
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
}
