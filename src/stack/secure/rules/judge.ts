import type { Frame } from '../../../abi/frame.ts';
import type { Knowledge } from './cells.ts';
import { PartlyKnown } from './knowledge.ts';
import { type Reply, sameFrame } from './reply.ts';
import type { Parties } from './rule.ts';
import { type Leaf, leaves } from './walk.ts';

// The profile: the rules run over what a recording has told. A condition that is not known to hold and not known to fail
// leaves two answers open.

/** One answer that is allowed. */
export interface Allowed {
  readonly leaf: Leaf;
  readonly reply: Reply;
  /** The registers; null where only their shape is known. */
  readonly frame: Frame | null;
}

/** What a secure world may answer to a call, the usual answer first. */
export interface Verdict {
  readonly allowed: readonly Allowed[];
  /** The answer that these registers are; null where they are none that is allowed. */
  which(reply: Frame): Allowed | null;
}

/** Follows a machine by its calls and replies, and says of each reply whether the rules allow it. */
export class Watcher {
  readonly #parties: Parties;
  readonly #meanwhile: (knowledge: Knowledge) => void;
  readonly #knowledge: PartlyKnown;

  /** `meanwhile` forgets what the secure world may have changed of itself between two calls. */
  constructor(
    parties: Parties,
    meanwhile: (knowledge: Knowledge) => void = () => undefined,
    knowledge: PartlyKnown = new PartlyKnown(),
  ) {
    this.#parties = parties;
    this.#meanwhile = meanwhile;
    this.#knowledge = knowledge;
  }

  /** What this call may be answered with now. */
  expect(call: Frame): Verdict {
    this.#meanwhile(this.#knowledge);
    return verdictOf(leaves(this.#parties, call, this.#knowledge), this.#knowledge);
  }

  /** Takes in what the machine answered. It is followed where it departs, too: what it did is so. */
  observe(call: Frame, reply: Frame): void {
    this.#meanwhile(this.#knowledge);
    const possible = fitting(leaves(this.#parties, call, this.#knowledge), this.#knowledge, reply);
    if (possible.length > 0) {
      this.#knowledge.join(possible.map((a) => this.#after(a, reply, true)));
      return;
    }
    // Against the rules: what the same answer would have changed has changed, and what was known before was wrong.
    const all = leaves(this.#parties, call, this.#knowledge, true);
    const same = all.flatMap((leaf) =>
      repliesOf(leaf)
        .filter((r) => r.fits(leaf.call, new PartlyKnown(), reply))
        .map((r) => ({ leaf, reply: r, frame: null })),
    );
    if (same.length > 0) this.#knowledge.join(same.map((a) => this.#after(a, reply, false)));
  }

  /** What is known after this answer. `proves`: the conditions on the way to it held. */
  #after({ leaf, reply: shape }: Allowed, reply: Frame, proves: boolean): PartlyKnown {
    const k = this.#knowledge.fork();
    const { call, outcome } = leaf;
    if (proves) {
      for (const { guard, call: seen, holds } of leaf.found) guard.learn(seen, k, holds);
      shape.learn(call, k, reply);
    }
    for (const { call: seen, entry } of leaf.reached) for (const write of entry) write.partly(seen, k, []);
    if (outcome.kind === 'answers') for (const write of outcome.writes) write.partly(call, k, reply);
    else outcome.after(call, k, reply);
    for (const { call: seen, back } of leaf.reached) for (const write of back) write.partly(seen, k, reply);
    return k;
  }
}

const repliesOf = (leaf: Leaf): readonly Reply[] =>
  leaf.outcome.kind === 'answers' ? [leaf.outcome.reply] : leaf.outcome.shapes;

const fitting = (list: readonly Leaf[], knowledge: PartlyKnown, reply: Frame): Allowed[] =>
  list.flatMap((leaf) =>
    repliesOf(leaf)
      .filter((r) => r.fits(leaf.call, knowledge, reply))
      .map((r) => ({ leaf, reply: r, frame: r.frame(leaf.call, knowledge) })),
  );

/** The last rule of a function is its usual case: what refuses stands before it. */
function verdictOf(list: readonly Leaf[], knowledge: PartlyKnown): Verdict {
  const allowed = list
    .toReversed()
    .flatMap((leaf) =>
      repliesOf(leaf).map((reply): Allowed => ({ leaf, reply, frame: reply.frame(leaf.call, knowledge) })),
    );
  return {
    allowed,
    which: (reply) =>
      allowed.find((a) => a.frame !== null && sameFrame(a.frame, reply)) ??
      allowed.find((a) => a.reply.fits(a.leaf.call, knowledge, reply)) ??
      null,
  };
}
