import type { Result } from '../../base/result.ts';
import type { OpenedLink } from '../../scenario/link.ts';
import { framesOf, stepsOf } from '../../scenario/outcome-rows.ts';
import type { Run, Scenario } from '../../scenario/types.ts';
import type { Reaction } from '../../study/inject/reaction.ts';
import { TableHearer } from '../../trace/table-news.ts';
import type { Trace } from '../../trace/trace.ts';
import { type Arrived, ArrivingRun } from './arriving-run.ts';
import type { FromRunner, ReactionQuestion, RunRest, ToRunner } from './run-protocol.ts';
import { startRunWorker } from './run-worker-start.ts';

/** A run was stopped before it was there: somebody asked for that, so it is no problem to report. */
export class Stopped extends Error {
  constructor() {
    super('stopped');
  }
}

/** Is told what is here of a run, again and again. */
export type Hear = (soFar: Arrived) => void;

interface Asked {
  /** null until something of the run is here. */
  run: ArrivingRun | null;
  readonly scenario: Scenario | null;
  readonly hear: Hear;
  readonly done: (answer: unknown) => void;
  readonly failed: (error: Error) => void;
}

/** Runs scenarios in a worker that stays, one after the other. */
export class Runner {
  readonly #start: () => Worker;
  #worker: Worker | null = null;
  #next = 0;
  /** What the rows are made of that this worker sends. */
  #tables = new TableHearer();
  readonly #asked = new Map<number, Asked>();

  /** @param start tests give a worker of their own. */
  constructor(start = startRunWorker) {
    this.#start = start;
  }

  /** Rejects with what the model says, with `Stopped`, or where the worker cannot be started. */
  run(scenario: Scenario, hear: Hear = () => {}): Promise<Run> {
    return this.#ask<Run>((id) => ({ kind: 'run', id, scenario }), scenario, hear);
  }

  /** What a link carries, or what is wrong with it. It is read where the model is: the page needs no parser for it. */
  link(text: string): Promise<Result<OpenedLink>> {
    return this.#ask<Result<OpenedLink>>(
      (id) => ({ kind: 'link', id, text }),
      null,
      () => {},
    );
  }

  /** The first row in which the runs of two scenarios differ; null for equal runs (study/align.ts). */
  difference(a: Scenario, b: Scenario): Promise<number | null> {
    return this.#ask<number | null>(
      (id) => ({ kind: 'difference', id, a, b }),
      null,
      () => {},
    );
  }

  /** What Linux makes of each of some answers; null where nothing can be said. */
  reactions(asked: ReactionQuestion): Promise<readonly (Reaction | null)[]> {
    return this.#ask<readonly (Reaction | null)[]>(
      (id) => ({ kind: 'reactions', id, asked }),
      null,
      () => {},
    );
  }

  /** Ends what is under way: its promises reject with `Stopped`. Nothing happens where nothing is. */
  stop(): void {
    if (this.#asked.size > 0) this.#end(new Stopped());
  }

  #ask<T>(message: (id: number) => ToRunner, scenario: Scenario | null, hear: Hear): Promise<T> {
    const id = this.#next++;
    return new Promise<T>((resolve, reject) => {
      // What answers a question is of its kind (#heard).
      const done = (answer: unknown): void => resolve(answer as T);
      this.#asked.set(id, { run: null, scenario, hear, done, failed: reject });
      try {
        this.#running().postMessage(message(id));
      } catch (error) {
        this.#asked.delete(id);
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    });
  }

  #running(): Worker {
    if (this.#worker !== null) return this.#worker;
    const worker = this.#start();
    worker.onmessage = ({ data }: MessageEvent<FromRunner>) => this.#heard(data);
    worker.onmessageerror = () => this.#end(new Error('the run could not be handed to the page'));
    worker.onerror = (e) => {
      e.preventDefault();
      this.#end(new Error(e.message || 'its worker could not be started; reload the page'));
    };
    this.#worker = worker;
    return worker;
  }

  #heard(m: FromRunner): void {
    const asked = this.#asked.get(m.id);
    if (asked === undefined) return;
    if (m.kind === 'rows') {
      asked.run ??= new ArrivingRun(m.start, this.#tables);
      asked.hear(asked.run.take(m.portion));
      return;
    }
    this.#asked.delete(m.id);
    if (m.kind === 'failed') asked.failed(new Error(m.what));
    else if (m.kind === 'link') asked.done(m.link);
    else if (m.kind === 'difference') asked.done(m.row);
    else if (m.kind === 'reactions') asked.done(m.reactions);
    else asked.done(runOf(m, asked, this.#tables));
  }

  /** The worker is thrown away; the next question starts another. */
  #end(error: Error): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.#tables = new TableHearer();
    const all = [...this.#asked.values()];
    this.#asked.clear();
    for (const { failed } of all) failed(error);
  }
}

function runOf({ portion, rest }: FromRunner & { kind: 'end' }, { run, scenario }: Asked, tables: TableHearer): Run {
  const whole = run ?? new ArrivingRun(rest.start, tables);
  if (portion !== null) whole.take(portion);
  const { trace, history } = whole.end();
  return {
    ...rest,
    // The scenario that was asked for, not its copy: who asked compares by identity.
    scenario: scenario ?? rest.scenario,
    ...{ trace, history },
    outcome: outcomeWith(rest.outcome, trace),
  };
}

/** What can be read from the rows is, where somebody asks: of a long run it is a third of what would have to be sent. */
const outcomeWith = (rest: RunRest['outcome'], trace: Trace): Run['outcome'] => ({
  ...rest,
  get steps() {
    return stepsOf(trace.rows());
  },
  get frames() {
    return framesOf(trace.rows());
  },
});
