import { problemText } from '../base/result.ts';
import type { Scenario } from '../scenario/types.ts';
import type { Part } from './part.ts';
import { singleFaults, sweepBase, type Tried } from './sweep.ts';
import { firstFaultsOf, pairsOfFaults, type TriedPair } from './sweep-pairs.ts';

/** What somebody else is asked to do: single faults, or with `singles`, which are all of them, pairs. */
export interface SweepJob extends Part {
  readonly scenario: Scenario;
  readonly singles: readonly Tried[] | null;
}

/** What was tried at each place of the part, or after each first fault. */
export type Groups = readonly (readonly Tried[])[];

export function sweepPart({ scenario, singles, ...part }: SweepJob): Groups {
  const base = sweepBase(scenario);
  if (!base.ok) throw new Error(problemText(base.error));
  const groups: Tried[][] = [];
  if (singles === null) {
    let place = -1;
    for (const [at, tried] of singleFaults(base.value, part)) {
      if (at !== place) groups.push([]);
      place = at;
      groups.at(-1)?.push(tried);
    }
    return groups;
  }
  let group: Tried[] = [];
  for (const pair of pairsOfFaults(base.value, singles, part)) {
    if (pair !== null) group.push(pair.second);
    else {
      groups.push(group);
      group = [];
    }
  }
  return groups;
}

/** The groups of all the parts in the order of the whole, which does not depend on how many parts there are. */
export function together(parts: readonly Groups[]): Groups {
  const count = parts.reduce((n, groups) => n + groups.length, 0);
  return Array.from({ length: count }, (_, i) => parts[i % parts.length]?.[Math.floor(i / parts.length)] ?? []);
}

/** Pairs of their groups: one for each first fault. */
export const pairsOf = (singles: readonly Tried[], groups: Groups): readonly TriedPair[] =>
  firstFaultsOf(singles).flatMap((first, i) => (groups[i] ?? []).map((second) => ({ first, second })));
