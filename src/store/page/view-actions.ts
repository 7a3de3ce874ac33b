import type { FoldLine } from '../../layout/lines.ts';
import { MARK, marksOf } from '../../study/marks.ts';
import { HEAD_OF, isActor } from '../../trace/actors.ts';
import type { Actor } from '../../trace/event.ts';
import { latePart } from '../parts.ts';
import { shown, shownTrace } from '../shown.ts';
import type { GetState, SetState } from '../state.ts';
import { loadTimeScale } from './lines.ts';
import { keep, kept } from './remember.ts';
import type { Pin, RowSize, ViewState } from './view.ts';

const SIZES: readonly RowSize[] = ['small', 'normal', 'large'];
/** More watched cells than this leave no room for the diagram. */
const MAX_PINS = 6;
const STAYS: readonly Actor[] = Object.values(HEAD_OF);

// What folds are made of is loaded with the first fold.
const plan = latePart(() => import('../../layout/fold-plan.ts'));

/** The part of the store that says how the diagram is drawn. */
export function viewActions(set: SetState, get: GetState): ViewState {
  const fold = (lines: readonly FoldLine[]): void => {
    const trace = shownTrace(get());
    set({ folds: trace === null || lines.length === 0 ? null : { of: trace, lines }, timeScale: false });
  };
  const now = (): readonly FoldLine[] => {
    const { folds } = get();
    return folds !== null && folds.of === shownTrace(get()) ? folds.lines : [];
  };
  return {
    rowSize: SIZES.find((s) => s === kept('rows')) ?? 'normal',
    timeScale: false,
    hidden: keptWords('lanes')
      .filter((w) => isActor(w))
      .filter((a) => !STAYS.includes(a)),
    pins: keptPins(),
    foldedWorlds: keptWords('worlds').filter((w) => w === 'normal' || w === 'secure'),
    folds: null,
    setRowSize(rowSize) {
      keep('rows', rowSize);
      set({ rowSize });
    },
    async setTimeScale(timeScale) {
      if (timeScale) await loadTimeScale();
      set(timeScale ? { timeScale, folds: null } : { timeScale });
    },
    toggleLane(actor) {
      const { hidden } = get();
      if (STAYS.includes(actor)) return;
      const next = hidden.includes(actor) ? hidden.filter((a) => a !== actor) : [...hidden, actor];
      keep('lanes', next.join(' '));
      set({ hidden: next });
    },
    toggleWorld(side) {
      const { foldedWorlds } = get();
      const next = foldedWorlds.includes(side) ? foldedWorlds.filter((w) => w !== side) : [...foldedWorlds, side];
      keep('worlds', next.join(' '));
      set({ foldedWorlds: next });
    },
    togglePin(pin) {
      const { pins } = get();
      const left = pins.filter((p) => p.key !== pin.key);
      if (left.length === MAX_PINS) {
        set({ notFound: `No more than ${MAX_PINS} cells are watched: let one go first.` });
        return;
      }
      const next = left.length < pins.length ? left : [...pins, pin];
      keep('pins', JSON.stringify(next));
      set({ pins: next });
    },
    async foldAt(row) {
      const trace = shownTrace(get());
      if (trace === null || row < 0) return;
      const open = now().find((f) => f.first <= row && row < f.end);
      if (open !== undefined) {
        fold(now().filter((f) => f !== open));
        return;
      }
      const { foldsOf, functionAround, phasesOf, withFolds } = await plan();
      const marks = marksOf(trace);
      const group =
        functionAround(trace, row) ?? phasesOf(trace, wordOf(get)).find((g) => g.first <= row && row < g.end);
      if (group !== undefined && group !== null)
        fold(
          withFolds(
            now(),
            foldsOf([group], (r) => ((marks[r] ?? 0) & (MARK.error | MARK.violation)) !== 0),
          ),
        );
    },
    async foldAll(what) {
      const trace = shownTrace(get());
      if (trace === null) return;
      const { foldsOf, outerFunctions, phasesOf } = await plan();
      const marks = marksOf(trace);
      const groups = what === 'functions' ? outerFunctions(trace) : phasesOf(trace, wordOf(get));
      fold(foldsOf(groups, (r) => ((marks[r] ?? 0) & (MARK.error | MARK.violation)) !== 0));
    },
    unfoldAll: () => set({ folds: null }),
  };
}

const wordOf =
  (get: GetState) =>
  (action: number): string =>
    shown(get())?.run?.scenario.actions[action]?.do ?? 'rows';

/** A list that was kept on an earlier visit, each word once. */
const keptWords = (name: string): readonly string[] => [...new Set((kept(name) ?? '').split(' '))];

/** The cells that were watched on an earlier visit; none where what was kept is not understood. */
function keptPins(): readonly Pin[] {
  try {
    const read: unknown = JSON.parse(kept('pins') ?? '[]');
    if (!Array.isArray(read)) return [];
    return read
      .filter((p): p is Pin => typeof p?.key === 'string' && typeof p.name === 'string')
      .slice(0, MAX_PINS)
      .map(({ key, name }) => ({ key, name }));
  } catch {
    return [];
  }
}
