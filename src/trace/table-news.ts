import type { FrameSaid } from '../abi/field.ts';
import { ensure } from '../base/assert.ts';
import { ChunkPool } from './chunk-pool.ts';
import type { Change } from './event.ts';
import { FramePairs, type PairSaid } from './frame-pairs.ts';
import type { RowForm } from './row-form.ts';
import type { RowTables } from './row-tables.ts';

/** What has come into tables since another thread was told last. */
export interface TableNews {
  /** Which tables: a thread makes new ones when the old ones have grown too large. */
  readonly tables: number;
  readonly forms: readonly RowForm[];
  readonly changes: readonly (readonly Change[])[];
  readonly pairs: readonly PairSaid[];
}

interface Told {
  readonly tables: number;
  forms: number;
  changes: number;
  pairs: number;
}

/** Tells another thread what tables hold, each entry once. */
export class TableTeller {
  readonly #told = new WeakMap<RowTables, Told>();
  #count = 0;

  news(of: RowTables): TableNews {
    let told = this.#told.get(of);
    if (told === undefined) {
      told = { tables: this.#count++, forms: 0, changes: 0, pairs: 0 };
      this.#told.set(of, told);
    }
    const { tables, forms, changes, pairs } = told;
    told.forms = of.forms.length;
    told.changes = of.changes.length;
    told.pairs = of.pairs.length;
    return { tables, forms: of.forms.slice(forms), changes: of.changes.slice(changes), pairs: of.pairs.slice(pairs) };
  }
}

/** Tables as another thread tells of them, and the chunks that were made with them. */
export class HeardTables implements RowTables {
  readonly forms: RowForm[] = [];
  readonly changes: (readonly Change[])[] = [];
  readonly pool = new ChunkPool();
  readonly #pairs = new FramePairs();

  get pairs(): readonly PairSaid[] {
    return this.#pairs.list;
  }

  /** Every frame whose row is here was asked for by who cut the rows (store/session/run-portions.ts). */
  said(call: number, reply: number): FrameSaid {
    return ensure(this.#pairs.get(call, reply), `what the frames of the forms ${call} and ${reply} say`);
  }

  take({ forms, changes, pairs }: TableNews): void {
    for (const form of forms) this.forms.push(form);
    for (const list of changes) this.changes.push(list);
    for (const pair of pairs) this.#pairs.add(pair);
  }
}

/** Puts together what one TableTeller tells. */
export class TableHearer {
  readonly #tables = new Map<number, HeardTables>();

  /** The tables that the news are of, with them. */
  take(news: TableNews): HeardTables {
    const tables = this.#tables.get(news.tables) ?? new HeardTables();
    this.#tables.set(news.tables, tables);
    tables.take(news);
    return tables;
  }
}
