import { useSyncExternalStore } from 'react';

/** Does this media query hold? Follows it. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = matchMedia(query);
      list.addEventListener('change', changed);
      return () => list.removeEventListener('change', changed);
    },
    () => matchMedia(query).matches,
  );
}

/** The breakpoints of docs/screen.md#2. */
export const PHONE = '(max-width: 899px)';
/** As wide as the diagram wants at least: a phone that lies, and a laptop at 200 %. */
export const LYING = '(min-width: 640px) and (max-width: 899px)';
export const RAIL = '(min-width: 900px) and (max-width: 1279px)';
/** Wide enough for the scenario beside the diagram. */
export const BESIDE = '(min-width: 1280px)';
export const WIDE = '(min-width: 1800px)';
export const REDUCED_MOTION = '(prefers-reduced-motion: reduce)';
