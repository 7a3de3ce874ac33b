import { kindOfText } from './defects.ts';
import type { Hit } from './hit.ts';

/** Of each thing that was found, the run with the fewest switches, and of these the one that shows it first. */
export class BestHits {
  readonly #best = new Map<string, Hit>();

  /** Is this the best of its kind so far? */
  add(hit: Hit): boolean {
    const kind = hitKind(hit);
    const best = this.#best.get(kind);
    if (best !== undefined && (best.cost < hit.cost || (best.cost === hit.cost && best.row <= hit.row))) return false;
    this.#best.set(kind, hit);
    return true;
  }

  /** By rule, in the order in which they were found. */
  get list(): readonly Hit[] {
    return [...this.#best.values()];
  }
}

export const hitKind = ({ rule, text }: Pick<Hit, 'rule' | 'text'>): string => `${rule} ${kindOfText(text)}`;
