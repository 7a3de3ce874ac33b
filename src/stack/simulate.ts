import type { ChoicePoint } from '../sim/choice-point.ts';
import type { Place } from '../sim/control.ts';
import { FaultPlan } from '../sim/fault.ts';
import type { Kernel, Progress } from '../sim/kernel.ts';
import type { Change } from '../trace/event.ts';
import type { PackedTrace } from '../trace/packed-trace.ts';
import type { World } from '../trace/world.ts';
import { perform, taskOf } from './actions.ts';
import { boot } from './boot.ts';
import type { Action, MachineConfig } from './config.ts';
import { KnownRun } from './known-run.ts';
import type { Resting, RunOptions } from './run-options.ts';
import { MASKING_UART, SECURE_UART } from './secure/optee-os/uart.ts';
import { knownRests } from './setups.ts';

/** A run as the kernel leaves it. */
export interface Simulation {
  readonly trace: PackedTrace;
  readonly start: readonly Change[];
  /** The world after the last row. */
  readonly world: World;
  /** Tasks that never end, and what each waits for. */
  readonly waiting: readonly { readonly task: string; readonly what: string }[];
  readonly missedFaults: readonly number[];
  readonly choicePoints: readonly ChoicePoint[];
  /** Why the run could not go on as the scenario asks, in a sentence: a choice out of range. Null for nothing. */
  readonly problem: string | null;
}

/**
 * Runs a machine: the same config gives the same trace, byte for byte. Actions run in order, each when the one before
 * has settled, unless it says `with: 'previous'`.
 */
export function simulate(config: MachineConfig, maxRows?: number): Simulation {
  const running = new Running(config, maxRows === undefined ? {} : { maxRows });
  running.settle();
  return running.result();
}

const NOWHERE: ReadonlyMap<string, Place> = new Map();

/** A machine that runs: step by step, or until a policy pauses it, or to its end. */
export class Running {
  readonly kernel: Kernel;
  readonly #faults: FaultPlan;
  readonly #cpus: number;
  /** Actions that start together, and how many of these groups have started. */
  readonly #groups: readonly [number, Action[]][];
  #started = 0;
  /** How many actions have started together with the last of these groups. */
  #together = 0;
  /** Does it matter how many rows, or choices, there are? */
  readonly #placed: boolean;
  readonly #listed: boolean;
  /** Null where all is acted. */
  readonly #known: KnownRun | null;

  constructor(config: MachineConfig, options: RunOptions = {}) {
    const { from } = options;
    this.#faults = new FaultPlan(config.faults, from?.before, options.seen);
    this.#started = from?.started ?? 0;
    this.#together = from?.together ?? 0;
    this.#cpus = config.cpus;
    this.#groups = groups(config.actions);
    this.#placed = config.actions.some((a) => a.after !== undefined);
    this.#listed = config.choices.length > 0;
    this.kernel = boot(config, this.#faults, options);
    this.#known = knownRun(config, options, this.kernel);
  }

  /**
   * One step: a context runs until it has written a row, waits, or has ended. Null while there may be more of them. With
   * `rows` above 1 it may write as many, as long as no other context comes first: that is much faster.
   */
  advance(rows = 1): Progress | null {
    const progress = this.kernel.advance(rows);
    if (progress !== 'settled') return progress;
    return this.startNext() ? null : 'settled';
  }

  /** How many of the scenario's actions have started; those that start together count as one. */
  get started(): number {
    return this.#started;
  }

  /** How many of the rows were known, and not acted. */
  get rowsKnown(): number {
    return this.#known?.rows ?? 0;
  }

  /** Starts the next of the scenario's actions, with those that start together with it; false when there is none. */
  startNext(): boolean {
    const next = this.#groups[this.#started];
    if (next === undefined) {
      this.#known?.begins([], 0);
      return false;
    }
    this.#started++;
    const [first, group] = next;
    if (this.#known?.begins(group, first) === true) {
      this.#together = group.length;
      return true;
    }
    for (const [i, action] of group.entries()) start(this.kernel, action, first + i, i, this.#cpus);
    this.#together = group.length;
    return true;
  }

  /**
   * An action that the scenario does not list happens now, with the index `index`: among what runs (as one with `after` the
   * last row does), or by itself (as the next of the scenario's actions does).
   */
  arrive(action: Action, index: number, by: 'itself' | 'others'): void {
    const place = by === 'itself' ? 0 : this.#together;
    const after = by === 'itself' ? {} : { after: this.kernel.rows - 1 };
    start(this.kernel, { ...action, ...after }, index, place, this.#cpus);
    this.#together = place + 1;
  }

  /** Runs until every action has settled, the policy pauses, or the run is stopped. */
  settle(): Progress {
    for (;;) {
      const progress = this.advance(Number.POSITIVE_INFINITY);
      if (progress !== null) return progress;
    }
  }

  /** The key of the state (Kernel.stateKey), with the actions that are still to come. */
  stateKey(): string {
    return `${this.#started} ${this.kernel.stateKey()}`;
  }

  /** What another run may go on from; null where something runs, waits or is pending, or rows are kept. */
  get resting(): Resting | null {
    const { setup } = this.kernel;
    return setup && { setup, started: this.#started, together: this.#together, before: this.#faults.counts };
  }

  /**
   * The key of the state where nothing runs, waits or is pending; null elsewhere. Two runs of the same machine with equal keys
   * go on alike, but for times and the numbers of rows. Of a run that is watched and that nobody looks at (Kernel.lookAway).
   */
  restingKey(): string | null {
    const { kernel } = this;
    if (!kernel.rests) return null;
    kernel.lookAgain(NOWHERE);
    const key = this.futureKey();
    kernel.lookAway();
    return key;
  }

  /** The key of the state with everything of the scenario that is still to come: of two runs that go on alike. */
  futureKey(): string {
    const { kernel } = this;
    const rows = this.#placed ? ` ${kernel.rows}` : '';
    return `${this.stateKey()}${kernel.order}${rows}${this.#listed ? ` ${kernel.choicePoints.length}` : ''}`;
  }

  /** The run as it is; to be asked once, when nothing more is to run. */
  result(): Simulation {
    const { kernel } = this;
    // Of a run that was stopped nobody can say who would have ended.
    const waiting = kernel.stopped ? [] : kernel.unfinished;
    for (const c of waiting) {
      const text = `${c.name} waits for ever: ${c.waiting?.what ?? 'for its turn'}`;
      const why = 'Nothing can run any more, and this task has not ended.';
      kernel.conclude({ kind: 'violation', who: 'user', rule: 'HANG', text, why, src: null, fault: null });
    }
    return {
      trace: kernel.trace,
      start: kernel.start,
      world: kernel.world,
      waiting: waiting.map((c) => ({ task: c.name, what: c.waiting?.what ?? 'its turn' })),
      missedFaults: this.#faults.missed(),
      choicePoints: kernel.choicePoints,
      problem: kernel.problem,
    };
  }
}

/**
 * What is known of such machines, for a run of which nothing is asked beyond its rows: nobody chooses, looks or listens, and
 * no message is sent that reads what the machine itself does not read again.
 */
function knownRun(config: MachineConfig, options: RunOptions, kernel: Kernel): KnownRun | null {
  const { policy, watched, frozen, listener, from, seen, before, isActed } = options;
  if (policy ?? listener ?? from ?? seen ?? before) return null;
  if (watched === true || frozen === true || isActed === true || config.actions.some((a) => a.do === 'smc'))
    return null;
  const rests = knownRests(config, options);
  return rests && new KnownRun(rests, kernel, config.choices.length);
}

/** Actions that start together, with the index of the first. */
function groups(actions: readonly Action[]): [number, Action[]][] {
  const list: [number, Action[]][] = [];
  actions.forEach((action, i) => {
    const last = list.at(-1);
    if ((action.with === 'previous' || action.after !== undefined) && last !== undefined) last[1].push(action);
    else list.push([i, [action]]);
  });
  return list;
}

/**
 * Starts an action. Actions that run together have a CPU each, as far as there are CPUs; a secure interrupt comes on the
 * CPU that it names.
 */
function start(kernel: Kernel, action: Action, index: number, place: number, cpus: number): void {
  const after = action.after ?? -1;
  if (action.do === 'notify') {
    const irq = action.masks === true ? MASKING_UART : SECURE_UART;
    kernel.interrupt(irq, (action.cpu ?? 0) % cpus, index, after);
    return;
  }
  const cpu = ('cpu' in action ? (action.cpu ?? place) : place) % cpus;
  kernel.begin({ name: taskOf(action), kind: 'process', cpu, body: perform(action), after }, index);
}
