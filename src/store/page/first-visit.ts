import type { ScopeStore } from '../store.ts';
import { keep, keptAnything } from './remember.ts';

/**
 * Offers the tour to who is here for the first time, as soon as the first lesson is there. Called only where the address
 * carries no link and the page came with no file; who has begun to work by then, or opened something, is left alone. Answers
 * a function that ends it.
 */
export function startFirstVisit(store: ScopeStore): () => void {
  if (keptAnything()) return () => undefined;
  const { tab } = store.getState();
  const begun = (): boolean => {
    const { current, refused, problem } = store.getState();
    return current !== null || refused !== null || problem !== null;
  };
  const offer = (): void => {
    const s = store.getState();
    if (s.current === null) return;
    // Once is enough, even if the page is closed in the middle of it.
    keep('tour', 'shown');
    const idle = s.dialog === null && s.injectAt === null && s.tab === tab && s.cursor <= 0 && !s.playing;
    if (idle && s.reading === null && s.search === null) s.setTour(0);
  };
  if (begun()) {
    offer();
    return () => undefined;
  }
  const end = store.subscribe(() => {
    if (!begun()) return;
    // What the tour changes comes here, too.
    end();
    offer();
  });
  return end;
}
