import { HELD_PREFIX, heldKey } from '../trace/keys.ts';
import { apart, get, type Op, set } from './effects.ts';

// What is acquired is in the world until it is released. A name can be held more than once: what was never released stays,
// and the next one of that name is another thing, `name (2)`.

/** Something is acquired. `note` says who holds it or in what state it is. */
export const hold = (resource: string, note = 'held'): Op<void> => apart(holdNext(resource, note));

function* holdNext(resource: string, note: string): Op<void> {
  for (let n = 1; ; n++) {
    const key = heldKey(instance(resource, n));
    if ((yield* get(key)) !== undefined) continue;
    yield* set(key, note);
    return;
  }
}

/** What is held is in another state. */
export const holdAs = (resource: string, note: string): Op<void> => apart(holdNewest(resource, note));

function* holdNewest(resource: string, note: string | undefined): Op<void> {
  const key = yield* newest(resource);
  if (key !== null) yield* set(key, note);
}

/** The one of this name that was acquired last goes: an older one has been forgotten by whoever had it. */
export const release = (resource: string): Op<void> => apart(holdNewest(resource, undefined));

function* newest(resource: string): Op<string | null> {
  // Those of one name are numbered without a gap: the newest goes first, and the next takes its number.
  let found: string | null = null;
  for (let n = 1; ; n++) {
    const key = heldKey(instance(resource, n));
    if ((yield* get(key)) === undefined) return found;
    found = key;
  }
}

const instance = (resource: string, n: number): string => (n === 1 ? resource : `${resource} (${n})`);

/** `workqueue:optee_notification` for its second one, too. */
export const resourceOf = (key: string): string => key.slice(HELD_PREFIX.length).replace(/ \(\d+\)$/, '');
