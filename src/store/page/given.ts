import { busy } from '../busy.ts';
import type { ScopeStore } from '../store.ts';

/**
 * Opens what whoever handed out this page put into it: `ffa-scope serve` a file that it serves beside the page, a page that
 * was saved as one file what it holds. Both say so in an element with the id `given`; a page without one does nothing here.
 */
export function startGiven(store: ScopeStore, window: Pick<Window, 'document' | 'location' | 'history'>): void {
  const element = window.document.getElementById('given');
  if (element === null) return;
  const { link } = element.dataset;
  // A run is a link: it opens as if it stood in the address, unless the address has another one.
  if (link !== undefined && link !== '' && window.location.hash === '') window.history.replaceState(null, '', link);
  if (link !== undefined) return;
  const over = busy();
  void import('./open-given.ts').then(({ openGiven }) => openGiven(store, element)).finally(over);
}
