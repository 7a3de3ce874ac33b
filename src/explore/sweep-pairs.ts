import { addFault } from '../scenario/fork.ts';
import { LIMITS } from '../scenario/limits.ts';
import { simulate } from '../stack/simulate.ts';
import { Futures } from './futures.ts';
import { type Part, WHOLE } from './part.ts';
import { placesOf, type SweepBase, type Tried, tryFault } from './sweep.ts';
import { Trunk } from './trunk.ts';

/** Two faults, the second of which strikes after the first. The ending is told beside that of the first alone. */
export interface TriedPair {
  readonly first: Tried;
  readonly second: Tried;
}

/**
 * Tries a second fault after each first one. Of faults of one place after which everything happens alike, but for which error it
 * is, one stands for all, as first fault and as second. A first one that breaks something is left out: what it breaks is known. Null after each first.
 * `part`: of the first faults; all of them if absent.
 */
export function* pairsOfFaults(
  base: SweepBase,
  singles: readonly Tried[],
  { part, of }: Part = WHOLE,
): Generator<TriedPair | null, void> {
  if (base.scenario.faults.length + 2 > LIMITS.faults) return;
  const alone = representatives(singles);
  const stands = new Set(alone.map(answerKey));
  const known = new Set(singles.map(answerKey));
  const futures = new Futures();
  for (const [i, first] of firstFaults(alone).entries()) {
    if (i % of !== part) continue;
    const scenario = addFault(base.scenario, first.answer.fault);
    const trunk = new Trunk(scenario, futures);
    for (const { site, answers } of placesOf(simulate(scenario).trace, base.scenario, first.site.row + 1))
      for (const answer of answers) {
        const key = answerKey({ site, answer });
        if (known.has(key) && !stands.has(key)) continue;
        yield { first, second: tryFault(base, trunk, futures, site, answer) };
      }
    yield null;
  }
}

/** The first faults, in order: a null of `pairsOfFaults` comes after each. */
export const firstFaultsOf = (singles: readonly Tried[]): readonly Tried[] => firstFaults(representatives(singles));

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
