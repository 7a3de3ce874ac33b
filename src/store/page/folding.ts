import { foldsOf, functionAround, outerFunctions, phasesOf, withFolds } from '../../layout/fold-plan.ts';
import { textOf } from '../../layout/lesson-folds.ts';
import type { FoldLine } from '../../layout/lines.ts';
import { MARK, marksOf } from '../../study/marks.ts';
import type { Trace } from '../../trace/trace.ts';
import { shown, shownTrace } from '../shown.ts';
import type { GetState, SetState } from '../state.ts';

// Folding by hand: the first paint needs none of it.

function fold(set: SetState, get: GetState, lines: readonly FoldLine[]): void {
  const trace = shownTrace(get());
  set({ folds: trace === null || lines.length === 0 ? null : { of: trace, lines }, timeScale: false });
}

function now(get: GetState): readonly FoldLine[] {
  const { folds } = get();
  return folds !== null && folds.of === shownTrace(get()) ? folds.lines : [];
}

/** Errors and broken rules stay in sight. */
function staysIn(trace: Trace): (row: number) => boolean {
  const marks = marksOf(trace);
  return (row) => ((marks[row] ?? 0) & (MARK.error | MARK.violation)) !== 0;
}

const wordOf =
  (get: GetState) =>
  (action: number): string =>
    shown(get())?.run?.scenario.actions[action]?.do ?? 'rows';

/** Folds the function around this row, or its phase where none encloses it; opens the fold that it is in. */
export function foldAround(set: SetState, get: GetState, row: number): void {
  const trace = shownTrace(get());
  if (trace === null || row < 0) return;
  const open = now(get).find((f) => f.first <= row && row < f.end);
  if (open !== undefined) {
    fold(
      set,
      get,
      now(get).filter((f) => f !== open),
    );
    return;
  }
  const group =
    functionAround(trace, row) ?? phasesOf(trace, wordOf(get)).find((g) => g.first <= row && row < g.end) ?? null;
  if (group !== null)
    fold(
      set,
      get,
      withFolds(
        now(get),
        foldsOf([group], staysIn(trace), (first, end) => textOf(trace, first, end, '')),
      ),
    );
}

/** Folds every outermost function, or every phase. */
export function foldEvery(set: SetState, get: GetState, what: 'functions' | 'phases'): void {
  const trace = shownTrace(get());
  if (trace === null) return;
  const groups = what === 'functions' ? outerFunctions(trace) : phasesOf(trace, wordOf(get));
  fold(
    set,
    get,
    foldsOf(groups, staysIn(trace), (first, end) => textOf(trace, first, end, '')),
  );
}
