import type { Trace } from '../trace/trace.ts';
import { rowText } from '../words/row-text.ts';

/** What a run does in a row, without the number of the row; null where it has ended before. */
export const rowWords = (trace: Trace, row: number): string | null =>
  row < trace.length ? rowText(trace, trace.row(row)).name.replace(/^Row \d+, /, '') : null;
