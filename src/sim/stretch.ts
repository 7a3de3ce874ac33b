import type { Change, Value } from '../trace/event.ts';
import type { RowTables } from '../trace/row-tables.ts';
import type { ChoicePoint } from './choice-point.ts';

/**
 * What a run does from one moment at which nothing runs to the next. A machine that is in the same state again and is given
 * the same to do does the same again, but for times, the numbers of rows and the number of the action. So it need not be
 * acted: it can be told again. Rows are counted from the first one of the stretch.
 */
export interface Stretch {
  /** Null where they cannot be told again: they speak of rows before the stretch. */
  readonly rows: StretchRows | null;
  /** Cells as they are at its end, in the order in which they have to be written. */
  readonly cells: readonly CellEnd[];
  readonly memory: readonly MemoryEnd[];
  /** Changes that the next row takes. */
  readonly pending: readonly Change[];
  /** How often each place came at which a fault could have struck: by kind and name. */
  readonly occurrences: ReadonlyMap<string, number>;
  /** Which faults struck, and where among these (FaultPlan.within); their indexes. */
  readonly faults: string;
  readonly struck: ReadonlySet<number>;
  readonly points: readonly ChoicePoint[];
  /** How often interrupts were taken, by name and CPU, and how many contexts were started. */
  readonly taken: ReadonlyMap<string, number>;
  readonly started: number;
  /** The action that began last, counted from that of the stretch. */
  readonly action: number;
}

/** Rows in columns, as those of a trace (packed-trace.ts). */
export interface StretchRows {
  /** What the numbers of forms and changes mean. */
  readonly tables: RowTables;
  readonly forms: Int32Array;
  readonly changes: Int32Array;
  /** -1 for none. */
  readonly causes: Int32Array;
  readonly links: Int32Array;
  /** Of which action each is, counted from that of the stretch. */
  readonly actions: Int32Array;
  /** Nanoseconds that passed before each row beside those that a row of its kind takes; null where none did. */
  readonly passed: Float64Array | null;
  /** Nanoseconds after the last row. */
  readonly tail: number;
  /** Nanoseconds from its begin to its end, where it was acted. */
  readonly lasts: number;
}

/** A cell at the end of a stretch. */
export interface CellEnd {
  readonly key: string;
  /** undefined: it is not there. */
  readonly value: Value | undefined;
  readonly row: number;
  /** It was taken away, and perhaps came again: it stands behind those that stayed. */
  readonly dropped: boolean;
}

/** What lies in memory at the end of a stretch. */
export interface MemoryEnd {
  readonly key: string;
  readonly value: unknown;
  /** `abandoned`: nobody reads it before it is written again. `gone`: it is as if it had never been written. */
  readonly is: 'there' | 'abandoned' | 'gone';
}
