import type { SecureWorldId } from './facts.ts';
import { SECURE_WORLD_FACTS } from './facts.ts';
import { hafniumWorld } from './hafnium/world.ts';
import { opteeWorld } from './optee-spmc/world.ts';
import type { SecureWorld } from './secure-world.ts';

/** The rules of the secure worlds that run. */
export const SECURE_WORLDS: readonly SecureWorld[] = [opteeWorld, hafniumWorld];

/** The secure world of a scenario. Throws RangeError for one that has no rules: every name of facts.ts has. */
export function secureWorldOf(id: SecureWorldId): SecureWorld {
  const world = SECURE_WORLDS.find((w) => w.id === id);
  if (world === undefined) throw new RangeError(`there is no secure world "${id}"`);
  return world;
}

/** The SPMC of this world in a sentence: `OP-TEE`. */
export const nameOf = (world: SecureWorld): string =>
  SECURE_WORLD_FACTS.find((f) => f.id === world.id)?.name ?? world.id;
