import { MAX_BREAKS } from '../../scenario/view-limits.ts';
import type { Trace } from '../../trace/trace.ts';
import { latePart } from '../parts.ts';
import { shownTrace } from '../shown.ts';
import type { GetState, SetState } from '../state.ts';
import type { Search, SearchState } from './search.ts';

const CLOSED: Search = { text: '', of: null, rows: [], done: true, problem: null, filtered: false };

// What finds rows is loaded with the first search.
const finder = latePart(() => import('./find-rows.ts'));
const late = latePart(() => import('./search-late.ts'));

/** The part of the store that finds rows, and runs to them. */
export function searchActions(set: SetState, get: GetState): SearchState {
  let turn = 0;
  /** Goes on while the same search is wanted of the same rows. */
  const wanted = (trace: Trace, mine: number) => (): boolean => mine === turn && shownTrace(get()) === trace;

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
      // A filter of what was looked for before stays a filter, of what is found now.
      const filtered = get().search?.filtered === true;
      if (filtered) set({ folds: null });
      set({ search: { ...CLOSED, text, of, done: of === null || text.trim() === '' } });
      if (of === null || text.trim() === '') return;
      const { findRows } = await finder();
      const found = await findRows(of, text, wanted(of, mine), (rows) =>
        set({ search: { ...CLOSED, text, of, rows, done: false } }),
      );
      if (mine !== turn) return;
      if (found.ok) set({ search: { ...CLOSED, text, of, rows: found.value, done: true } });
      if (found.ok && filtered && found.value.length > 0) await get().filterFound(true);
      if (!found.ok) set({ search: { ...CLOSED, text, of, problem: found.error } });
    },
    goFound(direction) {
      const { search, cursor } = get();
      const rows = search?.of === shownTrace(get()) ? (search?.rows ?? []) : [];
      const next = direction > 0 ? rows.find((r) => r > cursor) : rows.findLast((r) => r < cursor);
      const to = next ?? (direction > 0 ? rows[0] : rows.at(-1));
      if (to !== undefined) get().seek(to);
    },
    async filterFound(on) {
      const { search } = get();
      if (search === null || shownTrace(get()) === null) return;
      // At once, so that the box is ticked while what folds is still being loaded.
      set({ search: { ...search, filtered: on } });
      (await late()).showFoundOnly(on, set, get);
    },
    toggleBreak(query) {
      const { breaks } = get();
      if (breaks.includes(query)) set({ breaks: breaks.filter((b) => b !== query) });
      else if (breaks.length < MAX_BREAKS) set({ breaks: [...breaks, query] });
      else set({ notFound: `No more than ${MAX_BREAKS} breakpoints are kept: remove one first.` });
    },
    async runTo(direction, query) {
      const trace = shownTrace(get());
      if (trace === null) return false;
      const mine = ++turn;
      return (await late()).runToRow(trace, direction, query, wanted(trace, mine), set, get);
    },
  };
}
