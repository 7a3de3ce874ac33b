import type { Kernel } from '../sim/kernel.ts';
import type { Stretch } from '../sim/stretch.ts';
import type { Stretches } from '../sim/stretches.ts';
import type { Action } from './config.ts';
import { type KnownRest, type KnownRests, waysFrom } from './known-rests.ts';
import { namesIn } from './names-in.ts';

/** What was asked of the machine last, and is being acted. */
interface Asked {
  readonly from: KnownRest;
  readonly what: string;
  /** What it is called where the names of who does it matter. */
  readonly named: string;
  readonly first: number;
  readonly actions: number;
  readonly taken: ReadonlyMap<string, number>;
}

/** A run that acts nothing that is known already: it does it again (sim/stretches.ts). */
export class KnownRun {
  readonly #rests: KnownRests;
  readonly #kernel: Kernel;
  readonly #stretches: Stretches;
  /** How many of its choices the scenario makes itself. */
  readonly #choices: number;
  /** Where it is; null where that is not known any more. */
  #at: KnownRest | null;
  #asked: Asked | null = null;
  /** How many rows were done again and not acted. */
  rows = 0;

  constructor(rests: KnownRests, kernel: Kernel, choices: number) {
    this.#rests = rests;
    this.#kernel = kernel;
    this.#stretches = kernel.stretches;
    this.#choices = choices;
    this.#at = rests.first;
  }

  /**
   * Nothing can run any more, and these actions begin together, the first with this number; none at the end of the run.
   * True: what comes of them has been done.
   */
  begins(actions: readonly Action[], first: number): boolean {
    this.#arrive();
    const from = this.#at;
    if (from === null) return false;
    this.#at = null;
    if (actions.length === 0 || actions.some((a) => a.after !== undefined)) return false;
    if (this.#kernel.choicePoints.length < this.#choices || !this.#rests.pays) return false;
    const what = actions.map(textOf).join();
    const { taken } = this.#kernel;
    const named = `${what} ${first} ${[...taken].join()}`;
    const way = waysFrom(from, [what, named]).find(({ stretch }) => this.#stretches.again(stretch, first));
    if (way !== undefined) {
      this.#rests.hasPaid();
      this.#at = way.to;
      this.rows += way.stretch.rows?.forms.length ?? 0;
      return true;
    }
    this.#asked = { from, what, named, first, actions: actions.length, taken };
    this.#stretches.begin();
    return false;
  }

  /** What was asked has been done. */
  #arrive(): void {
    const asked = this.#asked;
    if (asked === null) return;
    this.#asked = null;
    const { from, what, named, first } = asked;
    const stretch = this.#stretches.end(first);
    if (stretch === null || !this.#kernel.rests || this.#kernel.stopped) return;
    const to = this.#rests.reached(from, stretch);
    this.#at = to;
    if (stretch.rows === null) return;
    this.#rests.keep(from, namesSomebody(stretch, asked) ? named : what, { stretch, to });
  }
}

/** Does it leave behind, or say, the name of who has done it? The next one who does it is called otherwise. */
function namesSomebody({ rows, cells, memory, taken }: Stretch, { first, actions, taken: before }: Asked): boolean {
  const who = new Set<string>(Array.from({ length: actions }, (_, i) => `action ${first + i}`));
  for (const [place, times] of taken) {
    const count = before.get(place) ?? 0;
    for (let i = 1; i <= times; i++) who.add(`${place}#${count + i}`);
  }
  const isNamed = (said: unknown): boolean => namesIn(said).some((name) => who.has(name));
  if (memory.some(({ key, value, is }) => is !== 'gone' && (isNamed(key) || isNamed(value)))) return true;
  if (cells.some(({ key, value }) => isNamed(key) || isNamed(value)) || rows === null) return true;
  const { forms, changes } = rows.tables;
  return rows.forms.some((f) => isNamed(forms[f])) || rows.changes.some((c) => isNamed(changes[c]));
}

const texts = new WeakMap<Action, string>();

/** The action as a text that no other has. */
function textOf(action: Action): string {
  let text = texts.get(action);
  if (text === undefined) {
    text = JSON.stringify(action, (_key, v: unknown) => (typeof v === 'bigint' ? `${v}n` : v));
    texts.set(action, text);
  }
  return text;
}
