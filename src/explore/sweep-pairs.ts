import { addFault } from '../scenario/fork.ts';
import { LIMITS } from '../scenario/limits.ts';
import { simulate } from '../stack/simulate.ts';
import { endOf, placesOf, type SweepBase, type Tried, tryFault } from './sweep.ts';

/** Two faults, the second of which strikes after the first. The ending is told beside that of the first alone. */
export interface TriedPair {
  readonly first: Tried;
  readonly second: Tried;
}

/**
 * Tries a second fault after each first one. Of faults of one place after which everything happens alike one stands for all,
 * as first fault and as second. A first one that breaks something is left out: what it breaks is known. Null after each first.
 */
export function* pairsOfFaults(base: SweepBase, singles: readonly Tried[]): Generator<TriedPair | null, void> {
  if (base.scenario.faults.length + 2 > LIMITS.faults) return;
  const alone = representatives(singles);
  const stands = new Set(alone.map(answerKey));
  const known = new Set(singles.map(answerKey));
  for (const first of firstFaults(alone)) {
    const scenario = addFault(base.scenario, first.answer.fault);
    const end = endOf(scenario);
    for (const { site, answers } of placesOf(simulate(scenario).trace, base.scenario, first.site.row + 1))
      for (const answer of answers) {
        const key = answerKey({ site, answer });
        if (known.has(key) && !stands.has(key)) continue;
        yield { first, second: tryFault(base, end, scenario, site, answer) };
      }
    yield null;
  }
}

/** How many first faults there are: a null of `pairsOfFaults` comes after each. */
export const firstFaultCount = (singles: readonly Tried[]): number => firstFaults(representatives(singles)).length;

/** What the same answer does at the first place of a name says which answers are alike at the others. */
const answerKey = ({ site, answer }: Pick<Tried, 'site' | 'answer'>): string => `${site.name} ${answer.label}`;

/** The first fault of each place and course. */
function representatives(singles: readonly Tried[]): readonly Tried[] {
  const seen = new Set<string>();
  return singles.filter(({ site, course }) => {
    const key = `${site.kind} ${site.name} ${site.nth} ${course}`;
    return !seen.has(key) && seen.add(key);
  });
}

const firstFaults = (alone: readonly Tried[]): readonly Tried[] =>
  alone.filter(({ ending: { id } }) => id === 'as before' || id === 'goes on without' || id === 'fails cleanly');
