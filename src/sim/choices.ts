import type { ChoicePoint } from './choice-point.ts';
import type { Context } from './context.ts';
import type { Watching } from './footprint.ts';
import type { PendingIrq } from './interrupts.ts';
import type { Candidate, Policy } from './policy.ts';
import type { Recorder } from './recorder.ts';

/** A context that can go on, or an interrupt that can be taken. */
export type Runnable = { readonly context: Context } | { readonly irq: PendingIrq };

/** Why none was chosen. */
export type NoChoice =
  /** The policy wants to be asked again. */
  | { readonly why: 'paused' }
  /** The policy's answer is none of the candidates: a sentence about it. */
  | { readonly why: 'problem'; readonly problem: string };

const PAUSED: NoChoice = { why: 'paused' };

/** What a choice works with. */
export interface ChoiceParts {
  readonly policy: Policy;
  readonly recorder: Recorder;
  readonly watch: Watching | null;
}

/** Asks the policy where more than one could run, and keeps what it answered. */
export class Choices {
  readonly points: ChoicePoint[];
  readonly #parts: ChoiceParts;

  /** `before`: the choices of the run that this one goes on from. */
  constructor(parts: ChoiceParts, before: readonly ChoicePoint[] = []) {
    this.#parts = parts;
    this.points = before.slice();
  }

  /** One of these, the default first, of which there is at least one. */
  choose(runnable: readonly Runnable[]): Runnable | NoChoice {
    const { policy, watch, recorder } = this.#parts;
    if (runnable.length === 1 || recorder.silent) return runnable[0] as Runnable;
    const rows = recorder.rows;
    const choice = this.points.length;
    const candidates = runnable.map(candidateOf);
    const last = watch?.steps.footprint ?? null;
    const chosen = policy.next(candidates, { rows, choice, last, key: watch?.key ?? unwatched });
    if (chosen === 'pause') return PAUSED;
    const options = candidates.map((c) => c.name);
    const pick = runnable[chosen];
    if (pick === undefined) return { why: 'problem', problem: outOfRange(choice, chosen, options) };
    this.points.push({ row: rows, options, chosen });
    if (chosen !== 0) {
      const why = 'Another context runs here.';
      const runs = 'context' in pick ? pick.context : null;
      recorder.append({ kind: 'choice', options, chosen, why, src: null, fault: null }, runs);
    }
    return pick;
  }
}

function candidateOf(r: Runnable): Candidate {
  if ('irq' in r) {
    const { name, cpu } = r.irq;
    return { kind: 'interrupt', id: `${name}.${cpu}`, name: `${name} on CPU ${cpu}`, cpu };
  }
  return r.context.candidate;
}

function unwatched(): never {
  throw new Error('the run is not watched, so its state has no key');
}

function outOfRange(choice: number, chosen: number, options: readonly string[]): string {
  const could = options.map((name, i) => `${i}: ${name}`).join(', ');
  return `choices[${choice}] is ${chosen}, but only ${options.length} could run there (${could}); take 0 to ${options.length - 1}, or leave out the choices from there on`;
}
