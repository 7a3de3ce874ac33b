import { perObject } from '../base/per-object.ts';
import type { History } from './history.ts';
import type { World } from './world.ts';

interface Last {
  cursor: number;
  world: World;
}
const lastOf = perObject((history: History): Last => ({ cursor: -1, world: history.at(-1) }));

/** The world after row `cursor` of a run or a recording; the last answer for each is kept. */
export function worldAt({ history }: { readonly history: History }, cursor: number): World {
  const last = lastOf(history);
  if (last.cursor !== cursor) Object.assign(last, { cursor, world: history.at(cursor) });
  return last.world;
}
