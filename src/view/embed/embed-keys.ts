import type { ScopeState, ScopeStore } from '../../store/store.ts';

/** What moves the cursor; everything else stays with the page around. */
const KEYS: Readonly<Record<string, (s: ScopeState) => void>> = {
  ArrowRight: (s) => s.step(1),
  ArrowDown: (s) => s.step(1),
  ArrowLeft: (s) => s.step(-1),
  ArrowUp: (s) => s.step(-1),
  Home: (s) => s.first(),
  End: (s) => s.last(),
  ' ': (s) => (s.playing ? s.pause() : s.play()),
  s: (s) => s.nextStep(1),
  S: (s) => s.nextStep(-1),
};
/** What uses these keys itself, and what Space presses. */
const OWN = 'input, [data-keys=own]';
const PRESSED = 'button, a';

/** Listens for the keys of the embedded page. Answers a function that ends it. */
export function startEmbedKeys(store: ScopeStore): () => void {
  const press = (e: KeyboardEvent): void => {
    const act = e.ctrlKey || e.metaKey || e.altKey || e.defaultPrevented ? undefined : KEYS[e.key];
    const target = e.target instanceof Element ? e.target : null;
    if (act === undefined || target?.closest(OWN) || (e.key === ' ' && target?.closest(PRESSED))) return;
    e.preventDefault();
    act(store.getState());
  };
  document.addEventListener('keydown', press);
  return () => document.removeEventListener('keydown', press);
}
