import { ACTOR_ORDER } from '../trace/actors.ts';
import type { Actor, Value } from '../trace/event.ts';
import type { Columns } from './columns.ts';
import { own } from './intern.ts';
import { type Route, reversed } from './lanes.ts';

/** The actors by number: a key of three of them is made for every row. */
const NUMBER = Object.fromEntries(ACTOR_ORDER.map((a, i) => [a, i])) as Readonly<Record<Actor, number>>;

const NOBODY: readonly Actor[] = [];

/**
 * What rows share stands in tables beside the columns, once: who takes part, stacks, values of cells. This is the index by
 * which what is in them already is found.
 */
export class ColumnTables {
  readonly #columns: Columns;
  readonly #parties = new Map<number, number>();
  /** The parties of the reply to a call with these. */
  readonly #back = new Map<number, number>();
  readonly #stackIds = new Map<string, number>();
  /** `stackWith` that was answered, by stack and caller. */
  readonly #withCaller = new Map<number, Map<string, number>>();
  readonly #cells = new Map<string, { readonly id: number; readonly value: Value | undefined }>();
  readonly #valueIds = new Map<Value, number>();

  constructor(columns: Columns) {
    this.#columns = columns;
  }

  /** The number of these parties; the same for each row that has them, so nothing is made for a row. */
  party(from: Actor, to: Actor, who: Actor, via: readonly Actor[] = NOBODY): number {
    const key = ((NUMBER[from] * 16 + NUMBER[to]) * 16 + NUMBER[who]) * 4 + via.length;
    let id = this.#parties.get(key);
    if (id === undefined) {
      id = this.#columns.parties.push({ from, to, via, who }) - 1;
      this.#parties.set(key, id);
    }
    return id;
  }

  /** The parties of the reply to a call with these parties. */
  backOf(call: number): number {
    let id = this.#back.get(call);
    if (id === undefined) {
      const { from, to, via } = reversed(this.#columns.parties[call] as Route);
      id = this.party(from, to, from, via);
      this.#back.set(call, id);
    }
    return id;
  }

  /** @param names outermost first. */
  stackId(names: readonly string[]): number {
    const key = names.join('\n');
    let id = this.#stackIds.get(key);
    if (id === undefined) {
      const { strings } = this.#columns;
      id = this.#columns.stacks.push(names.map((n) => strings.text(strings.id(n)))) - 1;
      this.#stackIds.set(key, id);
    }
    return id;
  }

  /** This stack and one function more that is called last; the same where it stands there already. */
  stackWith(stack: number, caller: string): number {
    const known = this.#withCaller.get(stack)?.get(caller);
    if (known !== undefined) return known;
    const names = this.#columns.stacks[stack] ?? [];
    const id = names.at(-1) === caller ? stack : this.stackId([...names, caller]);
    const ids = this.#withCaller.get(stack) ?? new Map<string, number>();
    if (ids.size < 1000) this.#withCaller.set(stack, ids.set(own(caller), id));
    return id;
  }

  /** The last row changes this cell; nothing where it has this value already. */
  setCell(key: string, value: Value | undefined): void {
    const cell = this.#cells.get(key);
    // Most calls write what is there: no name is made for the value then.
    if (cell?.value === value) return;
    const after = this.#valueId(value);
    const before = cell?.id ?? 0;
    if (before === after) return;
    this.#cells.set(key, { id: after, value });
    this.#columns.addChange(this.#columns.length - 1, this.#columns.strings.id(key), before, after);
  }

  #valueId(value: Value | undefined): number {
    if (value === undefined) return 0;
    let id = this.#valueIds.get(value);
    if (id === undefined) {
      id = this.#columns.values.push(value) - 1;
      this.#valueIds.set(value, id);
    }
    return id;
  }
}
