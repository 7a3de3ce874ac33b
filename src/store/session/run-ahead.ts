import type { Result } from '../../base/result.ts';
import { isLink } from '../../scenario/is-link.ts';
import { decodeLink, type OpenedLink } from '../../scenario/link.ts';
import { type MadeRun, runInPieces } from '../../scenario/run.ts';
import type { Scenario } from '../../scenario/types.ts';
import { RunPortions } from './run-portions.ts';
import { scenarioKey } from './scenario-key.ts';

/** A run that was begun: its first rows or all of it, and what makes the others. */
export interface Begun {
  readonly first: IteratorResult<Pick<MadeRun, 'trace' | 'start'>, MadeRun>;
  readonly pieces: ReturnType<typeof runInPieces>;
}

/**
 * What the page is going to ask for first: its address says that before the page itself is loaded. The link is read, and the
 * first rows of its run are made, so that they are here when they are asked for; a long run goes on then.
 */
export class RunAhead {
  #text: string | null = null;
  #link: Promise<Result<OpenedLink>> | null = null;
  #begun: { readonly key: string; readonly run: Begun } | null = null;
  readonly #piece: number;

  /** @param piece so many rows are made ahead. */
  constructor(piece: number) {
    this.#piece = piece;
  }

  /** Begins with what this fragment carries; with `otherwise` where it carries no link. */
  async begin(fragment: string, otherwise: Scenario): Promise<void> {
    if (!isLink(fragment)) {
      this.#start(otherwise);
      return;
    }
    this.#text = fragment;
    this.#link = decodeLink(fragment);
    const link = await this.#link;
    if (link.ok) this.#start(link.value.base ?? link.value.scenario);
  }

  /** What a link carries: read already where it is the one of the address. */
  link(text: string): Promise<Result<OpenedLink>> {
    return text === this.#text && this.#link !== null ? this.#link : decodeLink(text);
  }

  /** The run of this scenario, where it was begun; it is given once. */
  take(key: string): Begun | null {
    const begun = this.#begun;
    this.#begun = null;
    return begun?.key === key ? begun.run : null;
  }

  #start(scenario: Scenario): void {
    const pieces = runInPieces(scenario, this.#piece);
    try {
      const first = pieces.next();
      this.#begun = { key: scenarioKey(scenario), run: { first, pieces } };
      // Code that runs for the first time takes longer than what it does: these rows are cut once for nothing.
      new RunPortions(first.value.trace).next(true);
    } catch {
      // Who asks for this run is told why it cannot be.
    }
  }
}
