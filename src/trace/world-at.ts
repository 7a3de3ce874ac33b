import type { History } from './history.ts';
import type { World } from './world.ts';

const worlds = new WeakMap<History, { readonly cursor: number; readonly world: World }>();

/** The world after row `cursor` of a run or a recording; the last answer for each is kept. */
export function worldAt({ history }: { readonly history: History }, cursor: number): World {
  const kept = worlds.get(history);
  if (kept?.cursor === cursor) return kept.world;
  const world = history.at(cursor);
  worlds.set(history, { cursor, world });
  return world;
}
