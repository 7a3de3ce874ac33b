import { ChunkPool } from './chunk-pool.ts';
import type { Change } from './event.ts';
import type { RowForm } from './row-form.ts';
import type { RowTables } from './row-tables.ts';

/** What has come into tables since another thread was told last. */
export interface TableNews {
  /** Which tables: a thread makes new ones when the old ones have grown too large. */
  readonly tables: number;
  readonly forms: readonly RowForm[];
  readonly changes: readonly (readonly Change[])[];
}

interface Told {
  readonly tables: number;
  forms: number;
  changes: number;
}

/** Tells another thread what tables hold, each entry once. */
export class TableTeller {
  readonly #told = new WeakMap<RowTables, Told>();
  #count = 0;

  news(of: RowTables): TableNews {
    let told = this.#told.get(of);
    if (told === undefined) {
      told = { tables: this.#count++, forms: 0, changes: 0 };
      this.#told.set(of, told);
    }
    const news = { tables: told.tables, forms: of.forms.slice(told.forms), changes: of.changes.slice(told.changes) };
    told.forms = of.forms.length;
    told.changes = of.changes.length;
    return news;
  }
}

/** Tables as another thread tells of them, and the chunks that were made with them. */
export interface HeardTables extends RowTables {
  readonly pool: ChunkPool;
}

/** Puts together what one TableTeller tells. */
export class TableHearer {
  readonly #tables = new Map<number, { forms: RowForm[]; changes: (readonly Change[])[]; pool: ChunkPool }>();

  /** The tables that the news are of, with them. */
  take(news: TableNews): HeardTables {
    let tables = this.#tables.get(news.tables);
    if (tables === undefined) {
      tables = { forms: [], changes: [], pool: new ChunkPool() };
      this.#tables.set(news.tables, tables);
    }
    for (const form of news.forms) tables.forms.push(form);
    for (const list of news.changes) tables.changes.push(list);
    return tables;
  }
}
