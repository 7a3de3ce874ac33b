import { heldKey } from '../trace/keys.ts';
import { type Op, set } from './effects.ts';

/** Something is acquired: it is in the world until it is released. `note` says who holds it or in what state it is. */
export function* hold(resource: string, note = 'held'): Op<void> {
  yield* set(heldKey(resource), note);
}

export function* release(resource: string): Op<void> {
  yield* set(heldKey(resource), undefined);
}
