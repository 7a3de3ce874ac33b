import type { Scenario } from '../scenario/types.ts';
import type { Place } from '../sim/control.ts';
import { type FaultSite, type SiteKind, siteOf } from '../sim/fault.ts';
import type { Resting } from '../stack/run-options.ts';
import { Running } from '../stack/simulate.ts';
import { type End, EndListener, type Last, lastOf, NOTHING_HEARD } from './ending.ts';
import type { Futures, Passed } from './futures.ts';

/** A moment of a run: between two of its steps. */
export interface Moment extends Passed {
  /** How many steps have been taken. */
  readonly step: number;
  /** What the generators had been told (Kernel.told). */
  readonly told: ReadonlyMap<string, Place>;
  /** The moment before it at which nothing ran, for another run to begin with; null: the beginning. */
  readonly rest: Rest | null;
}

/** A moment at which nothing runs. */
export interface Rest {
  readonly resting: Resting;
  readonly step: number;
  readonly rows: number;
}

/** A run that others go on from: those with one more fault, which are equal to it up to that. */
export class Trunk {
  readonly scenario: Scenario;
  readonly end: End;
  readonly #listener = new EndListener();
  readonly #moments: Moment[] = [];
  /** In which step each occurrence of a name at which a fault could strike came. */
  readonly #seen = new Map<string, number[]>();

  /** Runs it. What is known of its future at each moment goes to `futures`. */
  constructor(scenario: Scenario, futures: Futures) {
    this.scenario = scenario;
    const seen = (kind: SiteKind, name: string): void => {
      const key = `${kind} ${name}`;
      const steps = this.#seen.get(key);
      if (steps === undefined) this.#seen.set(key, [this.#moments.length - 1]);
      else steps.push(this.#moments.length - 1);
    };
    const running = new Running(scenario, { listener: this.#listener, watched: true, seen });
    const last = this.#run(running);
    const { rows, stopped } = running.kernel;
    if (!stopped) futures.keep(this.#moments, this.#listener, last, rows);
    this.end = this.#listener.end(last);
  }

  #run(running: Running): Last {
    const { kernel } = running;
    let rest: Rest | null = null;
    for (let step = 0; ; step++) {
      const [key, mark, { rows, told, position }] = [running.futureKey(), this.#listener.mark, kernel];
      this.#moments.push({ step, key, mark, rows, position, told, rest });
      const progress = kernel.advance();
      if (progress === 'stopped') break;
      if (progress === null) continue;
      const { resting } = running;
      if (!running.startNext()) break;
      if (resting !== null) rest = { resting, step: step + 1, rows: kernel.rows };
    }
    return lastOf(running.result());
  }

  /** The last moment before a fault strikes there: the occurrence is in the step after it. */
  before(at: FaultSite): Moment | null {
    const [kind, name] = siteOf(at);
    const step = at.nth === 'all' ? undefined : this.#seen.get(`${kind} ${name}`)?.[at.nth - 1];
    return step === undefined ? null : (this.#moments[step] ?? null);
  }

  /** How often the name had come before this step. */
  countBefore(step: number, kind: SiteKind, name: string): number {
    return this.#seen.get(`${kind} ${name}`)?.filter((s) => s < step).length ?? 0;
  }

  /** A listener of the fault with this index, which has heard what this run told before the moment. */
  listenerAt({ mark }: Moment, fault: number): EndListener {
    const listener = new EndListener(fault);
    const heard = this.#listener.heard(NOTHING_HEARD, mark, 0);
    listener.hear({ ...heard, struck: null, course: NOTHING_HEARD.course }, 0);
    return listener;
  }
}
