import { create, type StoreApi, type UseBoundStore } from 'zustand';
import { lessonWay } from './page/lesson-way-actions.ts';
import { playbackActions } from './page/playback-actions.ts';
import { dialogOf } from './page/routes.ts';
import { searchActions } from './page/search-actions.ts';
import { keepTheme, storedTheme } from './page/theme.ts';
import { trailActions } from './page/trail-actions.ts';
import { viewActions } from './page/view-actions.ts';
import { recordingActions } from './recording/recording-actions.ts';
import { RECORDER, type Recorder } from './recording/recording-reader.ts';
import { ENGINE, type Engine } from './session/engine.ts';
import { sessionActions } from './session/session-actions.ts';
import type { ScopeState } from './state.ts';

export type { ScopeState } from './state.ts';

export type ScopeStore = UseBoundStore<StoreApi<ScopeState>>;

/** A store over a model. The page has one, `useScope`; tests make their own. */
export function createScope(engine: Engine, recorder: Recorder = RECORDER): ScopeStore {
  return create<ScopeState>()((set, get) => ({
    ...sessionActions(engine, set, get),
    ...recordingActions(recorder, set, get),
    ...playbackActions(set, get),
    ...searchActions(set, get),
    ...trailActions(set, get),
    ...viewActions(set, get),
    ...lessonWay(set, get),
    theme: storedTheme(),
    injectAt: null,
    dialog: null,
    tour: null,
    route: null,
    setTheme(theme) {
      keepTheme(theme);
      set({ theme });
    },
    // A fault is injected into a run: a recording is what it is.
    openInject: (injectAt) => set({ injectAt: get().tab === 'simulate' ? injectAt : null, playing: false }),
    openDialog: (dialog) => set({ dialog, route: null, playing: false }),
    setTour: (tour) => set({ tour }),
    goTo: (route) => set({ route, dialog: route === null ? null : dialogOf(route), playing: false }),
  }));
}

/** The store of the page. */
export const useScope: ScopeStore = createScope(ENGINE);
