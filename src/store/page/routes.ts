import type { DialogName } from './panels.ts';

// Pages that have an address of their own: `#/` and a route. The run stays open behind them.

/** The route that this fragment carries, as `review/v6.12..v7.3`; null for none. */
export const routeIn = (hash: string): string | null => (hash.startsWith('#/') ? decoded(hash.slice(2)) : null);

/** The fragment of a route. */
export const hashOf = (route: string): string => `#/${route}`;

/** What shows a route, by the word that it begins with. What is neither is a page of the reference, which says so if it has none. */
export const dialogOf = (route: string): DialogName =>
  route === 'explore' ? 'explore' : route === 'review' || route.startsWith('review/') ? 'review' : 'reference';

/** The reviews that everybody asks for, as routes: `BEFORE..AFTER`, each as the command line takes it. */
export const REVIEWS = ['v6.12..v7.3', 'v7.3..fixed', 'optee..hafnium'] as const;

/** A percent sign that begins nothing is left as it is: the page says what it does not know. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
