import type { ScopeStore } from '../store.ts';
import { busy } from './idle.ts';

/**
 * Opens what whoever handed out this page put into it: `ffa-scope serve` a file that it serves beside the page, a page that
 * was saved as one file what it holds. Both say so in an element with the id `given`; a page without one does nothing here.
 */
export function startGiven(store: ScopeStore, window: Pick<Window, 'document'>): void {
  const element = window.document.getElementById('given');
  if (element === null) return;
  const over = busy();
  void import('./open-given.ts').then(({ openGiven }) => openGiven(store, element)).finally(over);
}
