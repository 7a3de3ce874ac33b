import { upperBound } from '../../base/search.ts';
import { textOf } from '../../layout/lesson-folds.ts';
import type { FoldLine } from '../../layout/lines.ts';
import type { Trace } from '../../trace/trace.ts';
import { labelRegisters } from '../../words/row-label.ts';
import type { Taken } from '../selection.ts';
import type { Choice, Fold } from '../subject.ts';

/** What stands in a line of the drawing: a row, rows in one line, or nothing, where only the other side has one. */
export type Item = { readonly y: number; readonly height: number } & (
  | { readonly kind: 'row'; readonly row: Taken; readonly registers: string }
  | { readonly kind: 'fold'; readonly fold: Omit<FoldLine, 'kind'> }
  | { readonly kind: 'gap' }
);

/** Pixels of a line of registers below a frame. */
const REGISTERS = 15;

/** A row at this height, and what of its registers is written out below it. */
export function rowItem(row: Taken, y: number, rowHeight: number, c: Choice): Item {
  const registers = labelRegisters(row.event, row.text, c.registers);
  return { kind: 'row', row, y, height: rowHeight + (registers === '' ? 0 : REGISTERS), registers };
}

/** The rows from the top on, one below the other, with the folds of the choice in one line each. */
export function itemsOf(
  trace: Trace,
  rows: readonly Taken[],
  top: number,
  rowHeight: number,
  c: Choice,
): readonly Item[] {
  const items: Item[] = [];
  let y = top;
  let next = 0;
  for (let i = 0; i < rows.length; ) {
    const row = rows[i] as Taken;
    while (next < c.folds.length && (c.folds[next] as Fold).end <= row.event.row) next++;
    const fold = c.folds[next];
    let item: Item;
    if (fold === undefined || fold.first > row.event.row) {
      item = rowItem(row, y, rowHeight, c);
      i++;
    } else {
      let errors = 0;
      for (; i < rows.length && (rows[i] as Taken).event.row < fold.end; i++) if (isError(rows[i] as Taken)) errors++;
      const text = fold.text === '' ? textOf(trace, fold.first, fold.end) : fold.text;
      item = { kind: 'fold', fold: { ...fold, text, errors }, y, height: rowHeight };
    }
    items.push(item);
    y += item.height;
  }
  return items;
}

const isError = ({ text }: Taken): boolean => text.badge?.tone === 'error' || text.badge?.tone === 'violation';

/** Where a row stands: in its line, in a fold, or between two lines where it is left out. */
export interface PlaceOf {
  readonly y: number;
  readonly height: number;
  readonly within: 'row' | 'fold' | 'nothing';
}

/** The place of any row of the trace among these lines, which are in the order of their rows. */
export function placesIn(items: readonly Item[]): (row: number) => PlaceOf {
  const lines = items.flatMap((i) => {
    if (i.kind === 'gap') return [];
    const [first, end] = i.kind === 'row' ? [i.row.event.row, i.row.event.row + 1] : [i.fold.first, i.fold.end];
    return [{ first, end, y: i.y, height: i.height, within: i.kind }];
  });
  return (row) => {
    const line = lines[upperBound(lines, row, (l) => l.end)];
    if (line === undefined) {
      const last = lines.at(-1);
      return { y: (last?.y ?? 0) + (last?.height ?? 0), height: 0, within: 'nothing' };
    }
    return row >= line.first ? line : { y: line.y, height: 0, within: 'nothing' };
  };
}
