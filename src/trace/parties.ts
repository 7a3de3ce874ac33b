import type { Actor } from './event.ts';
import type { RowForm } from './row-form.ts';

/** Who takes part in a run, and from which row on: rows are asked for by their form, each once. */
export class Parties {
  readonly #first = new Map<Actor, number>();
  readonly #known = new Set<RowForm>();
  #asked = 0;

  /** Those who take part in the rows before `length`, in the order in which they come. */
  before(length: number, formOf: (row: number) => RowForm): readonly Actor[] {
    for (; this.#asked < length; this.#asked++) {
      const form = formOf(this.#asked);
      if (this.#known.has(form)) continue;
      this.#known.add(form);
      const { from, to, who } = form as { from?: Actor; to?: Actor; who?: Actor };
      for (const actor of [from, to, who])
        if (actor !== undefined && !this.#first.has(actor)) this.#first.set(actor, this.#asked);
    }
    return [...this.#first].filter(([, row]) => row < length).map(([actor]) => actor);
  }
}
