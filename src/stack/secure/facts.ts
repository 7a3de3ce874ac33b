/**
 * The secure worlds that a scenario can name, each once. Every list of them in the program is derived from here; their rules,
 * which are too large for this table, are keyed by it (worlds.ts).
 */
export interface SecureWorldFacts {
  /** The name in a scenario's `secure`. */
  readonly id: string;
  /** The name on a button: `OP-TEE SPMC`. */
  readonly label: string;
  /** The SPMC's name in a sentence: `OP-TEE`. */
  readonly name: string;
  /** Where the SPMC runs; TF-A is in EL3 and OP-TEE in S-EL1 in both. */
  readonly spmcLevel: string;
}

export const SECURE_WORLD_FACTS = [
  { id: 'optee', label: 'OP-TEE SPMC', name: 'OP-TEE', spmcLevel: 'S-EL1' },
  { id: 'hafnium', label: 'Hafnium SPMC', name: 'Hafnium', spmcLevel: 'S-EL2' },
] as const satisfies readonly SecureWorldFacts[];

/** Which secure world: OP-TEE as SPMC in S-EL1, or Hafnium as SPMC with OP-TEE as a partition. */
export type SecureWorldId = (typeof SECURE_WORLD_FACTS)[number]['id'];

export const SECURE_WORLD_IDS: readonly SecureWorldId[] = SECURE_WORLD_FACTS.map((w) => w.id);
