import type { Frame } from '../../../abi/frame.ts';
import type { Write } from './cell-types.ts';
import type { Cells } from './cells.ts';
import type { Guard } from './guard.ts';
import type { CallRules, Outcome, Parties, Party, Rule, SecureActor } from './rule.ts';

/** Something that was found out on the way to an answer: this condition held, or did not. */
export interface Found {
  readonly guard: Guard;
  /** The call as the party saw it. */
  readonly call: Frame;
  readonly holds: boolean;
}

/** Where a call can end: the rule that answers it, and how it came there. */
export interface Leaf {
  /** Whose answer it is. */
  readonly by: SecureActor;
  /** Who only passed it on, in order. */
  readonly via: readonly SecureActor[];
  readonly party: Party;
  readonly rules: CallRules;
  readonly rule: Rule;
  /** The call as that party sees it. */
  readonly call: Frame;
  readonly outcome: Exclude<Outcome, { kind: 'passes' }>;
  readonly found: readonly Found[];
  /** Parties that the call reached, with the call as each saw it: their `entry` has happened. */
  readonly reached: readonly Reached[];
}

export interface Reached {
  readonly call: Frame;
  /** What the party changes before it looks at the call, and after the answer of the one to whom it passed it on. */
  readonly entry: readonly Write[];
  readonly back: readonly Write[];
}

/**
 * Every answer that the call can have as far as the cells are known, in the order of the rules. With all cells known
 * that is one. `regardless`: also answers whose condition is known not to hold, for lists of what a function may say.
 */
export function leaves(parties: Parties, call: Frame, cells: Cells, regardless = false): Leaf[] {
  return [...from(parties, 'spmd', call, cells, regardless, { via: [], speaker: null, found: [], reached: [] })];
}

interface Way {
  readonly via: readonly SecureActor[];
  /** Who tells the answer as its own, where somebody does. */
  readonly speaker: SecureActor | null;
  readonly found: readonly Found[];
  readonly reached: readonly Reached[];
}

function* from(
  parties: Parties,
  actor: SecureActor,
  arriving: Frame,
  cells: Cells,
  regardless: boolean,
  way: Way,
): Generator<Leaf> {
  const party = parties[actor];
  const call = party.takes?.(arriving) ?? arriving;
  const rules = party.handles(call);
  const entry = party.entry?.(call) ?? [];
  const found: Found[] = [...way.found];
  for (const rule of rules.rules) {
    const holds = regardless ? null : rule.guard.test(call, cells);
    if (holds === false) {
      found.push({ guard: rule.guard, call, holds: false });
      continue;
    }
    const here = [...found, { guard: rule.guard, call, holds: true }];
    const { outcome } = rule;
    const back = outcome.kind === 'passes' ? outcome.writes : [];
    const reached = [...way.reached, { call, entry, back }];
    if (outcome.kind === 'passes') {
      const speaker = way.speaker ?? (outcome.speaksFor ? actor : null);
      const via = speaker === null ? [...way.via, actor] : way.via;
      yield* from(parties, outcome.to, call, cells, regardless, { via, speaker, found: here, reached });
    } else yield { by: way.speaker ?? actor, via: way.via, party, rules, rule, call, outcome, found: here, reached };
    if (holds === true) return;
    found.push({ guard: rule.guard, call, holds: false });
  }
}
