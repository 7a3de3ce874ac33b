import type { Problem } from '../../base/result.ts';
import type { Trace } from '../../trace/trace.ts';

/** What is looked for among the rows of one trace. */
export interface Search {
  readonly text: string;
  readonly of: Trace | null;
  /** Rows that fit, ascending; those found so far while `done` is false. */
  readonly rows: readonly number[];
  readonly done: boolean;
  /** What is wrong with the query. */
  readonly problem: Problem | null;
  /** Are only the rows that fit shown? */
  readonly filtered: boolean;
}

export interface SearchState {
  /** null while the search is closed. */
  readonly search: Search | null;
  /** Breakpoints as queries of study/row-query.ts, each once. */
  readonly breaks: readonly string[];
  openSearch(): void;
  closeSearch(): void;
  /** Looks for the rows that fit, in pieces, so that the page goes on answering. */
  searchFor(text: string): Promise<void>;
  /** Moves to the next row that fits (1) or the one before (-1), around the ends. */
  goFound(direction: 1 | -1): void;
  /** Shows only the rows that fit, or all again. */
  filterFound(on: boolean): Promise<void>;
  /** Adds a breakpoint, or takes it away where it is one already. */
  toggleBreak(query: string): void;
  /** Moves to the next row (1) or the one before (-1) at which one of `breaks`, or `query` alone, holds. */
  runTo(direction: 1 | -1, query?: string): Promise<boolean>;
}
