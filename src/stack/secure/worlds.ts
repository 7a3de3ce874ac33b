import type { SecureWorldId } from '../config.ts';
import { opteeWorld } from './optee-spmc/world.ts';
import type { SecureWorld } from './secure-world.ts';

/** The secure worlds that run. Every list of them in the program is derived from here. */
export const SECURE_WORLDS: readonly SecureWorld[] = [opteeWorld];

/** The secure world of a scenario. Throws RangeError for one that does not run yet: the scenario's checks refuse it. */
export function secureWorldOf(id: SecureWorldId): SecureWorld {
  const world = SECURE_WORLDS.find((w) => w.id === id);
  if (world === undefined) throw new RangeError(`there is no secure world "${id}"`);
  return world;
}
