import { LIMITS } from '../scenario/limits.ts';
import { parseScenario } from '../scenario/schema.ts';
import type { Candidate, Policy } from '../sim/policy.ts';
import { Running } from '../stack/simulate.ts';
import { callRows } from '../study/trace-calls.ts';
import type { Trace } from '../trace/trace.ts';
import type { ScenarioJson } from './symptoms/symptom.ts';

// Where two actions of a scenario run together, the recording tells in which order their calls came. What is told apart is
// whether a work queue or somebody else makes a call: the names of tasks are other ones than those of the model.

const isWorker = (name: string): boolean => name.startsWith('kworker');

/** Prefers whoever may make the call that the recording has next. */
class InOrder implements Policy {
  /** For each recorded call in order: does a work queue make it? */
  readonly #recorded: readonly boolean[];
  readonly #before: number;
  #made = 0;
  #row = 0;
  #begun = false;
  run: Running | null = null;

  constructor(recorded: readonly boolean[], before: number) {
    this.#recorded = recorded;
    this.#before = before;
  }

  next(candidates: readonly Candidate[]): number {
    this.#count();
    const wanted = this.#begun ? this.#recorded[this.#made] : undefined;
    if (wanted === undefined || candidates[0]?.kind === 'interrupt') return 0;
    const able = candidates.findIndex((c) => c.kind === 'context' && isWorker(c.name) === wanted);
    // An interrupt may bring the work that is waited for.
    const interrupt = wanted ? candidates.findIndex((c) => c.kind === 'interrupt') : -1;
    return Math.max(0, able >= 0 ? able : interrupt);
  }

  #count(): void {
    const trace = this.run?.kernel.trace;
    if (trace === undefined) return;
    for (; this.#row < trace.length; this.#row++) {
      const e = trace.row(this.#row);
      this.#begun ||= e.action >= this.#before;
      if (this.#begun && e.kind === 'call') this.#made++;
    }
  }
}

/** The choices of a run of this scenario whose calls come in the order of the recording; empty for the default ones. */
export function choicesInOrder(recording: Trace, scenario: ScenarioJson, before: number): readonly number[] {
  const parsed = parseScenario(scenario);
  if (!parsed.ok || !parsed.value.actions.some((a) => a.with === 'previous')) return [];
  const byWorker: boolean[] = [];
  for (const row of callRows(recording)) byWorker.push(isWorker(recording.row(row).ctx));
  const policy = new InOrder(byWorker, before);
  policy.run = new Running(parsed.value, { policy });
  policy.run.settle();
  const chosen = policy.run.result().choicePoints.map((p) => p.chosen);
  const length = chosen.findLastIndex((c) => c !== 0) + 1;
  return length > LIMITS.choices ? [] : chosen.slice(0, length);
}
