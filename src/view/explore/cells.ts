import { type EndingId, type Site, type Tried, worse } from '../../store/session/exploring.ts';
import { siteKey } from './site-name.ts';

/** A place and a kind of answer, with everything of that kind that was tried there. */
export interface Cell {
  readonly site: Site;
  readonly column: string;
  readonly tried: Tried[];
  worst: EndingId;
}

export const cellKey = (site: Site, column: string): string => `${siteKey(site)} ${column}`;

/** The cells of a matrix, by their keys: a cell is the worst that any answer of its kind does there. */
export function cellsOf(tried: readonly Tried[]): ReadonlyMap<string, Cell> {
  const cells = new Map<string, Cell>();
  for (const t of tried) {
    const key = cellKey(t.site, t.answer.column);
    const cell = cells.get(key);
    if (cell === undefined) cells.set(key, { site: t.site, column: t.answer.column, tried: [t], worst: t.ending.id });
    else {
      cell.tried.push(t);
      cell.worst = worse(cell.worst, t.ending.id);
    }
  }
  return cells;
}

/** A cell that is in both of two matrices and ends otherwise. */
export interface Difference {
  readonly here: Cell;
  readonly there: Cell;
}

/** Where two matrices differ, in the order of the first. A place that only one has is no difference. */
export function differencesOf(
  here: ReadonlyMap<string, Cell>,
  there: ReadonlyMap<string, Cell>,
): ReadonlyMap<string, Difference> {
  const out = new Map<string, Difference>();
  for (const [key, cell] of here) {
    const other = there.get(key);
    if (other !== undefined && other.worst !== cell.worst) out.set(key, { here: cell, there: other });
  }
  return out;
}
