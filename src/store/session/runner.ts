import type { Run, Scenario } from '../../scenario/types.ts';
import type { Reaction } from '../../study/inject/reaction.ts';
import { History } from '../../trace/history.ts';
import { MemoryTrace } from '../../trace/trace.ts';
import type { FromRunner, ReactionQuestion, ToRunner } from './run-protocol.ts';

/** A run was stopped before it was there: somebody asked for that, so it is no problem to report. */
export class Stopped extends Error {
  constructor() {
    super('stopped');
  }
}

interface Asked {
  readonly rows: MemoryTrace;
  readonly scenario: Scenario | null;
  readonly hear: (rows: number) => void;
  readonly done: (answer: unknown) => void;
  readonly failed: (error: Error) => void;
}

/** Runs scenarios in a worker that stays, one after the other. */
export class Runner {
  readonly #start: () => Worker;
  #worker: Worker | null = null;
  #next = 0;
  readonly #asked = new Map<number, Asked>();

  /** @param start tests give a worker of their own. */
  constructor(start = (): Worker => new Worker(new URL('./run-worker.ts', import.meta.url), { type: 'module' })) {
    this.#start = start;
  }

  /** Starts the worker before it is needed: it loads while the page does. */
  warm(): void {
    this.#running();
  }

  /** Rejects with what the model says, with `Stopped`, or where the worker cannot be started. */
  run(scenario: Scenario, hear: (rows: number) => void = () => {}): Promise<Run> {
    return this.#ask<Run>((id) => ({ kind: 'run', id, scenario }), scenario, hear);
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

  #ask<T>(message: (id: number) => ToRunner, scenario: Scenario | null, hear: (rows: number) => void): Promise<T> {
    const id = this.#next++;
    return new Promise<T>((resolve, reject) => {
      // What answers a question is of its kind (#heard).
      const done = (answer: unknown): void => resolve(answer as T);
      this.#asked.set(id, { rows: new MemoryTrace(), scenario, hear, done, failed: reject });
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
      for (const e of m.rows) asked.rows.append(e);
      asked.hear(asked.rows.length);
      return;
    }
    this.#asked.delete(m.id);
    if (m.kind === 'failed') asked.failed(new Error(m.what));
    else if (m.kind === 'difference') asked.done(m.row);
    else if (m.kind === 'reactions') asked.done(m.reactions);
    else {
      // The scenario that was asked for, not its copy: who asked compares by identity.
      const scenario = asked.scenario ?? m.rest.scenario;
      asked.done({ ...m.rest, scenario, trace: asked.rows, history: new History(asked.rows, m.rest.start) });
    }
  }

  /** The worker is thrown away; the next question starts another. */
  #end(error: Error): void {
    this.#worker?.terminate();
    this.#worker = null;
    const all = [...this.#asked.values()];
    this.#asked.clear();
    for (const { failed } of all) failed(error);
  }
}
