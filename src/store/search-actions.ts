import type { FoldLine } from '../layout/lines.ts';
import type { RowTest } from '../layout/row-query.ts';
import type { Trace } from '../trace/trace.ts';
import type { Search, SearchState } from './search.ts';
import { shownTrace } from './shown.ts';
import type { GetState, SetState } from './state.ts';

/** Rows that are looked at in one piece: a few milliseconds. */
const PIECE = 4000;
/** More breakpoints than this are not kept. */
export const MAX_BREAKS = 32;

const CLOSED: Search = { text: '', of: null, rows: [], done: true, problem: null, filtered: false };

/** The part of the store that finds rows, and runs to them. */
export function searchActions(set: SetState, get: GetState): SearchState {
  let turn = 0;
  const parser = (): Promise<typeof import('../layout/row-query.ts')> => import('../layout/row-query.ts');
  const pause = (): Promise<void> => new Promise((go) => setTimeout(go));

  /** Goes through the rows in pieces, from `from` on in this direction, until `stop` says so. */
  const each = async (trace: Trace, from: number, step: 1 | -1, stop: (row: number) => boolean): Promise<boolean> => {
    let left = PIECE;
    for (let row = from; row >= 0 && row < trace.length; row += step) {
      if (stop(row)) return true;
      if (--left > 0) continue;
      left = PIECE;
      await pause();
      if (shownTrace(get()) !== trace) return false;
    }
    return false;
  };

  return {
    search: null,
    breaks: [],
    openSearch: () => set({ search: get().search ?? CLOSED, playing: false }),
    closeSearch() {
      turn++;
      const { search } = get();
      set(search?.filtered === true ? { search: null, folds: null } : { search: null });
    },
    async searchFor(text) {
      const mine = ++turn;
      const of = shownTrace(get());
      set({ search: { ...CLOSED, text, of, done: of === null || text.trim() === '' } });
      if (of === null || text.trim() === '') return;
      const query = (await parser()).parseQuery(text);
      if (mine !== turn) return;
      if (!query.ok) {
        set({ search: { ...CLOSED, text, of, problem: query.error } });
        return;
      }
      const rows: number[] = [];
      let told = 0;
      await each(of, 0, 1, (row) => {
        if (query.value(of, of.row(row))) rows.push(row);
        if (mine === turn && row - told >= PIECE) {
          told = row;
          set({ search: { ...CLOSED, text, of, rows: [...rows], done: false } });
        }
        return mine !== turn;
      });
      if (mine === turn) set({ search: { ...CLOSED, text, of, rows, done: true } });
    },
    goFound(direction) {
      const { search, cursor } = get();
      const rows = search?.of === shownTrace(get()) ? (search?.rows ?? []) : [];
      const next = direction > 0 ? rows.find((r) => r > cursor) : rows.findLast((r) => r < cursor);
      const to = next ?? (direction > 0 ? rows[0] : rows.at(-1));
      if (to !== undefined) get().seek(to);
    },
    filterFound(on) {
      const { search } = get();
      const trace = shownTrace(get());
      if (search === null || trace === null) return;
      const folds = on && search.of === trace && search.rows.length > 0 ? restOf(search.rows, trace.length) : [];
      set({
        search: { ...search, filtered: on },
        folds: folds.length === 0 ? null : { of: trace, lines: folds },
        timeScale: false,
      });
    },
    toggleBreak(query) {
      const { breaks } = get();
      if (breaks.includes(query)) set({ breaks: breaks.filter((b) => b !== query) });
      else if (breaks.length < MAX_BREAKS) set({ breaks: [...breaks, query] });
    },
    async runTo(direction, query) {
      const trace = shownTrace(get());
      if (trace === null) return false;
      const mine = ++turn;
      const { parseQuery } = await parser();
      const tests = (query === undefined ? get().breaks : [query]).flatMap((text): RowTest[] => {
        const read = parseQuery(text);
        return read.ok ? [read.value] : [];
      });
      let to: number | null = null;
      await each(trace, get().cursor + direction, direction, (row) => {
        if (tests.some((t) => t(trace, trace.row(row)))) to = row;
        return to !== null || mine !== turn;
      });
      if (mine !== turn) return false;
      set({ playing: false });
      if (to === null) {
        const where = direction > 0 ? 'later' : 'earlier';
        set({ notFound: tests.length === 0 ? 'No breakpoint is set.' : `There is no ${where} breakpoint.` });
        return false;
      }
      get().seek(to);
      return true;
    },
  };
}

/** The rows between those that are shown, folded: even a single one, since it does not fit. */
function restOf(shown: readonly number[], length: number): readonly FoldLine[] {
  const out: FoldLine[] = [];
  let first = 0;
  for (const row of [...shown, length]) {
    if (row > first) out.push({ kind: 'fold', first, end: row, text: 'These rows do not fit the search', errors: 0 });
    first = row + 1;
  }
  return out;
}
