import type { Trace } from '../../trace/trace.ts';

/** The rows from which links were followed, the last one last; of one trace, and forgotten with it. */
export interface Trail {
  readonly of: Trace;
  readonly rows: readonly number[];
}

export interface TrailState {
  readonly trail: Trail | null;
  /** Goes to the row that a link names; where it was followed from can be gone back to. */
  follow(row: number): void;
  /** Goes back to where the last link was followed from; nothing where none was. */
  goBack(): void;
}
