import type { ScopeStore } from '../store.ts';
import { keep, kept } from './remember.ts';

/** A scenario that was worked on: its link, and when it was left. */
export interface Recent {
  readonly title: string;
  /** The fragment of its link, from `#`. */
  readonly link: string;
}

/** More than these are forgotten, the oldest first. */
const MOST = 8;
const PAUSE = 800;
const NAME = 'recent';

/** What was worked on last, the newest first; empty where nothing was kept or what was kept is not understood. */
export function recentWork(): readonly Recent[] {
  try {
    const list: unknown = JSON.parse(kept(NAME) ?? '[]');
    return Array.isArray(list) ? list.filter(isRecent).slice(0, MOST) : [];
  } catch {
    return [];
  }
}

const isRecent = (r: unknown): r is Recent =>
  typeof r === 'object' &&
  r !== null &&
  'title' in r &&
  typeof r.title === 'string' &&
  'link' in r &&
  typeof r.link === 'string' &&
  r.link.startsWith('#s=');

/** Forgets everything that was worked on. */
export const forgetWork = (): void => keep(NAME, null);

/**
 * Keeps what a person changes: each scenario that was edited or forked, under its title, shortly after it came to rest.
 * A lesson that was only looked at is no work. Answers a function that ends it.
 */
export function startAutosave(store: ScopeStore): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const save = async (): Promise<void> => {
    timer = null;
    const { current, link } = store.getState();
    if (current === null || current.parent === null) return;
    const text = await link();
    if (store.getState().current !== current) return;
    const title = `${current.run.scenario.title === '' ? 'Untitled scenario' : current.run.scenario.title}: ${current.title}`;
    const others = recentWork().filter((r) => r.title !== title);
    keep(NAME, JSON.stringify([{ title, link: text.slice(text.indexOf('#')) }, ...others].slice(0, MOST)));
  };
  const unsubscribe = store.subscribe((now, before) => {
    if (now.current === before.current) return;
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(() => void save(), PAUSE);
  });
  return () => {
    unsubscribe();
    if (timer !== null) clearTimeout(timer);
  };
}
