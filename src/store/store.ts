import { create, type StoreApi, type UseBoundStore } from 'zustand';
import { ENGINE, type Engine } from './engine.ts';
import { playbackActions } from './playback-actions.ts';
import { recordingActions } from './recording-actions.ts';
import { RECORDER, type Recorder } from './recording-reader.ts';
import { searchActions } from './search-actions.ts';
import { sessionActions } from './session-actions.ts';
import type { ScopeState } from './state.ts';
import { keepTheme, storedTheme } from './theme.ts';
import { trailActions } from './trail.ts';
import { viewActions } from './view-actions.ts';

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
    theme: storedTheme(),
    injectAt: null,
    dialog: null,
    setTheme(theme) {
      keepTheme(theme);
      set({ theme });
    },
    // A fault is injected into a run: a recording is what it is.
    openInject: (injectAt) => set({ injectAt: get().tab === 'simulate' ? injectAt : null, playing: false }),
    openDialog: (dialog) => set({ dialog, playing: false }),
  }));
}

/** The store of the page. */
export const useScope: ScopeStore = createScope(ENGINE);
