import { isLink } from '../scenario/is-link.ts';
import type { ScopeStore } from './store.ts';

/** Safari refuses more than 100 changes of the address in 30 seconds. */
const PAUSE = 300;

/** What of `window` the address needs; tests give a small one. */
export interface Page {
  readonly location: { readonly hash: string; readonly href: string };
  readonly history: { replaceState(data: null, unused: string, url: string): void };
  addEventListener(type: 'hashchange', listener: () => void): void;
  removeEventListener(type: 'hashchange', listener: () => void): void;
}

/**
 * Opens what the address carries, or else the first lesson; then keeps the address in step with the store, at most
 * every 300 ms, and opens a link that is pasted over it. Answers a function that ends it.
 */
export function startAddress(store: ScopeStore, page: Page): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let written = page.location.hash;

  const write = async (): Promise<void> => {
    timer = null;
    const link = await store.getState().link();
    const hash = link.slice(link.indexOf('#'));
    if (link === '' || hash === written) return;
    written = hash;
    page.history.replaceState(null, '', hash);
  };
  const read = (): void => {
    const { hash } = page.location;
    if (hash === written) return;
    written = hash;
    if (carriesLink(hash)) void store.getState().openLink(hash);
  };

  const unsubscribe = store.subscribe((now, before) => {
    if (now.current === before.current && now.cursor === before.cursor && now.problem === before.problem) return;
    timer ??= setTimeout(() => void write(), PAUSE);
  });
  page.addEventListener('hashchange', read);
  if (carriesLink(written)) void store.getState().openLink(written);
  else store.getState().openLesson(0);

  return () => {
    unsubscribe();
    page.removeEventListener('hashchange', read);
    if (timer !== null) clearTimeout(timer);
  };
}

/** Even a damaged link is one: `#s=` and nothing after it is refused with a reason, and never a silent demo. */
const carriesLink = (hash: string): boolean => isLink(hash) || /^#s=/.test(hash);
