import type { Run, Scenario } from '../../scenario/types.ts';
import type { Future } from './session.ts';

/** Rows of all futures together that are kept; a row takes about a kilobyte. */
export const MOST_ROWS = 300_000;
/** So many runs are kept however long they are: the one that is shown and the one beside it. */
const FEWEST = 2;

/**
 * The runs of the futures. A scenario determines its run, so a long one that has not been looked at for a while is
 * forgotten and run again when it is: however often a person forks, the rows in memory stay bounded.
 */
export class KeptRuns {
  /** In the order in which they were last asked for. */
  readonly #runs = new Map<Scenario, Run>();
  readonly #scenarios = new WeakMap<Future, Scenario>();
  readonly #run: (scenario: Scenario) => Run;
  readonly #most: number;
  #last: Run | null = null;

  constructor(run: (scenario: Scenario) => Run, most = MOST_ROWS) {
    this.#run = run;
    this.#most = most;
  }

  /** How many rows are in memory. */
  get rows(): number {
    let rows = 0;
    for (const run of this.#runs.values()) rows += run.trace.length;
    return rows;
  }

  /** A future whose `run` is kept here: the same object until it was forgotten, an equal one after that. */
  future(id: number, title: string, run: Run, parent: Future['parent']): Future {
    this.#keep(run.scenario, run);
    return this.#future(id, title, run.scenario, parent);
  }

  /** The same future, called otherwise or forked from another. */
  changed(f: Future, patch: { readonly title?: string; readonly parent?: Future['parent'] }): Future {
    const { title = f.title, parent = f.parent } = patch;
    return this.#future(f.id, title, this.#scenarios.get(f) ?? f.run.scenario, parent);
  }

  /** Forgets all of them: something else was opened. */
  clear(): void {
    this.#runs.clear();
    this.#last = null;
  }

  #future(id: number, title: string, scenario: Scenario, parent: Future['parent']): Future {
    const runOf = (): Run => this.#of(scenario);
    const future: Future = {
      id,
      title,
      parent,
      get run() {
        return runOf();
      },
    };
    this.#scenarios.set(future, scenario);
    return future;
  }

  #of(scenario: Scenario): Run {
    // The one that is shown is asked for at every turn.
    if (this.#last?.scenario === scenario) return this.#last;
    const run = this.#runs.get(scenario) ?? this.#run(scenario);
    this.#keep(scenario, run);
    return run;
  }

  #keep(scenario: Scenario, run: Run): void {
    this.#runs.delete(scenario);
    this.#runs.set(scenario, run);
    this.#last = run;
    let { rows } = this;
    for (const [old, { trace }] of this.#runs) {
      if (rows <= this.#most || this.#runs.size <= FEWEST) return;
      this.#runs.delete(old);
      rows -= trace.length;
    }
  }
}
