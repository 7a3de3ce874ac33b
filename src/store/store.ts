import { create, type StoreApi, type UseBoundStore } from 'zustand';
import { ENGINE, type Engine } from './engine.ts';
import { playbackActions } from './playback-actions.ts';
import { sessionActions } from './session-actions.ts';
import type { ScopeState } from './state.ts';
import { keepTheme, storedTheme } from './theme.ts';

export { LESSONS as lessons } from '../scenario/gallery.ts';
export type { ScopeState } from './state.ts';

export type ScopeStore = UseBoundStore<StoreApi<ScopeState>>;

/** A store over a model. The page has one, `useScope`; tests make their own. */
export function createScope(engine: Engine): ScopeStore {
  return create<ScopeState>()((set, get) => ({
    ...sessionActions(engine, set, get),
    ...playbackActions(set, get),
    theme: storedTheme(),
    injectAt: null,
    dialog: null,
    setTheme(theme) {
      keepTheme(theme);
      set({ theme });
    },
    openInject: (injectAt) => set({ injectAt, playing: false }),
    openDialog: (dialog) => set({ dialog, playing: false }),
  }));
}

/** The store of the page. */
export const useScope: ScopeStore = createScope(ENGINE);
