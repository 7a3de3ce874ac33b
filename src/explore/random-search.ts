import { hashText } from '../base/hash-data.ts';
import { hashRandom } from '../base/hash-random.ts';
import type { Scenario } from '../scenario/types.ts';
import type { Candidate } from '../sim/policy.ts';
import type { Ask } from './ask.ts';
import { Attempt } from './attempt.ts';
import { BestHits } from './best-hits.ts';
import type { AnyTime } from './events.ts';
import { ASK } from './hit.ts';
import type { Turn } from './turns.ts';

/** So often the one that runs is put last, at steps that are drawn: a defect that needs d such moments is found with d - 1. */
const CHANGES = 3;

/**
 * Tries random interleavings, for what is too large to be searched: everybody has a random priority, who has the highest runs,
 * and at a few random steps the one that runs becomes the last (PCT: Burckhardt et al., "A randomized scheduler with
 * probabilistic guarantees of finding bugs", ASPLOS 2010). The same seed makes the same runs.
 */
export class RandomSearch {
  readonly hits = new BestHits();
  runs = 0;
  readonly #scenario: Scenario;
  readonly #events: readonly AnyTime[];
  readonly #seed: number;
  readonly #ask: Ask | null;
  /** Steps of the longest run so far: moments are drawn below it. */
  #length = 50;

  constructor(scenario: Scenario, events: readonly AnyTime[], seed: number, ask: Ask | null) {
    this.#scenario = scenario;
    this.#events = events;
    this.#seed = seed;
    this.#ask = ask;
  }

  /** One more run, to its end. */
  next(): void {
    const run = this.runs++;
    const draw = (what: string): number => hashRandom(this.#seed, (hashText(`${run} ${what}`) % 2 ** 31) | 0);
    const moment = (what: string): number => 1 + Math.floor(draw(what) * this.#length);
    const changes = Array.from({ length: CHANGES }, (_, i) => moment(`change ${i}`));
    const priorities = new Map<string, number>();
    const priorityOf = ({ id }: Candidate): number => {
      const known = priorities.get(id) ?? 1 + draw(id);
      priorities.set(id, known);
      return known;
    };
    const attempt = new Attempt(this.#scenario, this.#events, (candidates) => {
      const first = candidates.toSorted((a, b) => priorityOf(b) - priorityOf(a))[0] as Candidate;
      return candidates.indexOf(first);
    });
    const events = this.#events.map((_, i) => moment(`event ${i}`));
    let asked = false;
    for (;;) {
      const at = attempt.steps;
      if (changes.includes(at) && attempt.last !== '') priorities.set(attempt.last, -at);
      const turns = events.flatMap((when, event): Turn[] => (when === at && attempt.rows > 0 ? [{ at, event }] : []));
      const { how } = attempt.step(turns);
      if (!asked && this.#ask?.(attempt.running.kernel.world) === true) {
        asked = true;
        this.#hit(attempt, ASK, 'what was asked for is so', attempt.rows - 1);
      }
      if (how === 'over' || how === 'stopped' || at > 20_000) break;
    }
    this.#length = Math.max(this.#length, attempt.steps);
    attempt.running.result();
    for (const { rule, text, row } of attempt.heard.violations) this.#hit(attempt, rule, text, row);
  }

  #hit(attempt: Attempt, rule: string, text: string, row: number): void {
    const { arrived, chosen } = attempt;
    this.hits.add({ rule, text, row, cost: arrived.length, arrived: [...arrived], chosen: [...chosen] });
  }
}
