import type { DriverRevision } from '../stack/linux/revisions.ts';
import { SECURE_WORLD_FACTS, type SecureWorldId } from '../stack/secure/facts.ts';

/** How large a scenario may be. A run is bounded by its rows; these bound what is read. */
export const LIMITS = { actions: 200, faults: 500, choices: 10_000, title: 200, text: 1_000_000 } as const;

/** Names that the format has and the model does not yet run. Lifting one is to take it out of here. */
export const NOT_YET: { readonly driver: readonly DriverRevision[]; readonly secure: readonly SecureWorldId[] } = {
  driver: [],
  secure: SECURE_WORLD_FACTS.flatMap((w) => (w.runs ? [] : [w.id])),
};
