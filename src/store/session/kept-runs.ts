import { type Eventually, when } from '../../base/eventually.ts';
import type { Run, Scenario } from '../../scenario/types.ts';
import { letGo } from '../../trace/per-trace.ts';
import type { Future } from './session.ts';

/** Rows of all futures together that are kept: some 20 MB (`npm run bench:heap`), and a long one is run again in a second. */
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
  readonly #run: (scenario: Scenario) => Eventually<Run>;
  readonly #most: number;
  #last: Run | null = null;

  constructor(run: (scenario: Scenario) => Eventually<Run>, most = MOST_ROWS) {
    this.#run = run;
    this.#most = most;
  }

  /** How many rows are in memory. */
  get rows(): number {
    let rows = 0;
    for (const run of this.#runs.values()) rows += run.trace.length;
    return rows;
  }

  /** A future whose `run` is kept here: the same object until it was forgotten, an equal one after `ensure`. */
  future(id: number, title: string, run: Run, parent: Future['parent']): Future {
    this.#keep(run.scenario, run);
    return this.#future(id, title, run.scenario, parent);
  }

  /** The same future, called otherwise or forked from another. */
  changed(f: Future, patch: { readonly title?: string; readonly parent?: Future['parent'] }): Future {
    const { title = f.title, parent = f.parent } = patch;
    return this.#future(f.id, title, f.scenario, parent);
  }

  /** The run of a future, which is run again where it was forgotten; from then on `run` answers it. */
  ensure({ scenario }: Future): Eventually<Run> {
    const kept = this.#runs.get(scenario);
    if (kept !== undefined) return kept;
    return when(this.#run(scenario), (run) => {
      this.#keep(scenario, run);
      return run;
    });
  }

  /** Forgets all of them: something else was opened. */
  clear(): void {
    this.#runs.clear();
    this.#last = null;
  }

  #future(id: number, title: string, scenario: Scenario, parent: Future['parent']): Future {
    const runOf = (): Run => this.#of(scenario);
    return {
      id,
      title,
      parent,
      scenario,
      get run() {
        return runOf();
      },
    };
  }

  #of(scenario: Scenario): Run {
    // The one that is shown is asked for at every turn.
    if (this.#last?.scenario === scenario) return this.#last;
    const run = this.#runs.get(scenario);
    if (run === undefined) throw new Error('this run is forgotten: it must be run again before it is shown');
    this.#keep(scenario, run);
    return run;
  }

  /** What was found out about a run is kept as long as it, or another beside it, is looked at; its rows stay. */
  #letGo(): void {
    for (const { trace } of [...this.#runs.values()].slice(0, -FEWEST)) letGo(trace);
  }

  #keep(scenario: Scenario, run: Run): void {
    this.#runs.delete(scenario);
    this.#runs.set(scenario, run);
    this.#last = run;
    this.#letGo();
    let { rows } = this;
    for (const [old, { trace }] of this.#runs) {
      if (rows <= this.#most || this.#runs.size <= FEWEST) return;
      this.#runs.delete(old);
      rows -= trace.length;
    }
  }
}
