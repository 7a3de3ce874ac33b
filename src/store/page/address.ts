import { when } from '../../base/eventually.ts';
import { isLink } from '../../scenario/is-link.ts';
import { firstPart } from '../parts.ts';
import type { ScopeState, ScopeStore } from '../store.ts';
import { hashOf, routeIn } from './routes.ts';

/** Safari refuses more than 100 changes of the address in 30 seconds. */
const PAUSE = 300;

/** What the browser keeps with an entry of its history: which of the futures was shown, and where. */
export interface Place {
  /** Marks entries of this visit: the futures of another one are gone. */
  readonly visit: number;
  readonly future: number;
  readonly beside: number | null;
  readonly row: number;
}

/** What of `window` the address needs; tests give a small one. */
export interface Page {
  readonly location: { readonly hash: string; readonly href: string };
  readonly history: {
    replaceState(data: Place | null, unused: string, url: string): void;
    pushState(data: Place | null, unused: string, url: string): void;
  };
  addEventListener(type: 'hashchange' | 'popstate', listener: (e: { readonly state?: unknown }) => void): void;
  removeEventListener(type: 'hashchange' | 'popstate', listener: (e: { readonly state?: unknown }) => void): void;
}

/**
 * Opens what the address carries, or else the first lesson; then keeps the address in step with the store, at most
 * every 300 ms, and opens a link that is pasted over it. A fork is an entry of the browser's history of its own, so
 * that the back button takes it back, and so is a page that has an address of its own. Answers a function that ends it.
 */
export function startAddress(store: ScopeStore, page: Page): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let written = page.location.hash;
  const visit = performance.timeOrigin;
  const placeOf = (s: ScopeState): Place | null =>
    s.current === null ? null : { visit, future: s.current.id, beside: s.beside, row: s.cursor };

  const write = async (): Promise<void> => {
    timer = null;
    const before = store.getState();
    const link = await before.link();
    const hash = link.slice(link.indexOf('#'));
    // Another run is shown by now: its own writing is on the way. A page has the address as long as it is open.
    if (link === '' || store.getState().route !== null || store.getState().current !== before.current) return;
    written = hash;
    page.history.replaceState(placeOf(store.getState()), '', hash);
  };
  const read = (): void => {
    const { hash } = page.location;
    if (hash === written) return;
    written = hash;
    if (carriesLink(hash) || routeIn(hash) !== null) store.getState().goTo(routeIn(hash));
    openFrom(store, hash);
  };
  const walk = (e: { readonly state?: unknown }): void => {
    const place = e.state as Place | null | undefined;
    const { futures, show, current, route, goTo } = store.getState();
    const asked = routeIn(page.location.hash);
    if (asked !== null) {
      written = page.location.hash;
      goTo(asked);
      return;
    }
    if (route !== null) goTo(null);
    if (place?.visit !== visit || current === null || !futures.some((f) => f.id === place.future)) return;
    // The address of the entry is that of the run that is shown now: it is not read as a link.
    written = page.location.hash;
    void when(show(place.future, place.row), () =>
      store.setState({ beside: futures.some((f) => f.id === place.beside) ? place.beside : null }),
    );
  };

  const unsubscribe = store.subscribe((now, before) => {
    if (now.route !== before.route) {
      if (now.route !== null && routeIn(written) !== now.route) {
        written = hashOf(now.route);
        page.history.pushState(placeOf(now), '', written);
      } else if (now.route === null) timer ??= setTimeout(() => void write(), PAUSE);
    }
    const same = now.current === before.current && now.beside === before.beside && now.cursor === before.cursor;
    if (same && sameLook(now, before) && now.problem === before.problem) return;
    if (forked(now, before)) {
      page.history.replaceState(placeOf(before), '', page.location.href);
      page.history.pushState(placeOf(now), '', page.location.href);
    }
    timer ??= setTimeout(() => void write(), PAUSE);
  });
  page.addEventListener('hashchange', read);
  page.addEventListener('popstate', walk);
  const route = routeIn(written);
  if (route !== null) store.getState().goTo(route);
  if (!openFrom(store, written)) void store.getState().openLesson(0);

  return () => {
    unsubscribe();
    page.removeEventListener('hashchange', read);
    page.removeEventListener('popstate', walk);
    if (timer !== null) clearTimeout(timer);
  };
}

/** Is what a link says of the view the same? */
const LOOK = ['breaks', 'folds', 'timeScale', 'rowSize', 'hidden', 'foldedWorlds', 'register'] as const;
const sameLook = (now: ScopeState, before: ScopeState): boolean => LOOK.every((part) => now[part] === before[part]);

/** Has a future been added to those of the same scenario? */
function forked(now: ScopeState, before: ScopeState): boolean {
  if (now.current === null || before.current === null || now.current.parent === null) return false;
  return now.futures.includes(before.current) && before.futures.every((f) => f.id !== now.current?.id);
}

const lessonLink = firstPart(() => import('./lesson-link.ts'));

/** Opens what a fragment carries: a scenario, or `#lesson=` and the name of a lesson. Answers whether it carries anything. */
function openFrom(store: ScopeStore, hash: string): boolean {
  if (carriesLink(hash)) void store.getState().openLink(hash);
  else if (!hash.startsWith('#lesson=')) return false;
  else void lessonLink().then(({ openLessonLink }) => openLessonLink(store, hash));
  return true;
}

/** Even a damaged link is one: `#s=` and nothing after it is refused with a reason, and never a silent demo. */
const carriesLink = (hash: string): boolean => isLink(hash) || /^#s=/.test(hash);
