import { HEAD_OF, isActor } from '../../trace/actors.ts';
import type { Actor } from '../../trace/event.ts';
import { latePart } from '../parts.ts';
import type { GetState, SetState } from '../state.ts';
import { loadTimeScale } from './lines.ts';
import { keep, kept } from './remember.ts';
import type { Pin, RowSize, ViewState } from './view.ts';

const SIZES: readonly RowSize[] = ['small', 'normal', 'large'];
/** More watched cells than this leave no room for the diagram. */
const MAX_PINS = 6;
const STAYS: readonly Actor[] = Object.values(HEAD_OF);

// What folds are made of is loaded with the first fold.
const folding = latePart(() => import('./folding.ts'));
const looks = latePart(() => import('./link-look.ts'));
const levels = latePart(() => import('./level.ts'));

/** The part of the store that says how the diagram is drawn. */
export function viewActions(set: SetState, get: GetState): ViewState {
  return {
    rowSize: SIZES.find((s) => s === kept('rows')) ?? 'normal',
    timeScale: false,
    hidden: keptWords('lanes')
      .filter((w) => isActor(w))
      .filter((a) => !STAYS.includes(a)),
    pins: keptPins(),
    foldedWorlds: keptWords('worlds').filter((w) => w === 'normal' || w === 'secure'),
    folds: null,
    level: 'everything',
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
      const { foldAround } = await folding();
      foldAround(set, get, row);
    },
    async foldAll(what) {
      const { foldEvery } = await folding();
      foldEvery(set, get, what);
    },
    unfoldAll: () => set({ folds: null, level: 'everything' }),
    look: async () => (await looks()).lookOf(get()),
    showLook: async (look) => (await looks()).showLook(set, get, look),
    async setLevel(level) {
      const { showLevel } = await levels();
      showLevel(set, get, level);
      if (level !== 'steps') set({ level });
    },
    async stepLevel(by) {
      const { levelBy, levelText } = await levels();
      const level = levelBy(get(), by);
      await get().setLevel(level);
      set({ notFound: levelText(get(), level) });
    },
  };
}

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
