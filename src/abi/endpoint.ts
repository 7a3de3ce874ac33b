/** The SPMC's own id, and OP-TEE's: the first free one after it (recorded). */
export const SPMC_ID = 0x8000;
export const OPTEE_ID = 0x8001;

/** Endpoint ids that have a name unless a recording or a scenario says otherwise. */
export const DEFAULT_ENDPOINTS: ReadonlyMap<number, string> = new Map([
  [0x0000, 'Linux'],
  [SPMC_ID, 'SPMC'],
  [OPTEE_ID, 'OP-TEE'],
  [0xffff, 'SPMD'],
]);

const hex4 = (id: number): string => `0x${id.toString(16).padStart(4, '0')}`;

/** Bit 15 set is the secure world. TF-A ffa_is_secure_world_id(). */
export const isSecure = (id: number): boolean => (id & 0x8000) !== 0;

/** What an id in a register means: `0x8001, OP-TEE`, `0x0005, VM 5`, `0x9001, secure endpoint`. */
export function endpointMeaning(id: number, endpoints: ReadonlyMap<number, string>): string {
  return `${hex4(id)}, ${endpoints.get(id) ?? (isSecure(id) ? 'secure endpoint' : `VM ${id}`)}`;
}

/** An id in a sentence: `OP-TEE (0x8001)`, `Linux (VM 0)`, `VM 5`, `endpoint 0x9001`. */
export function endpointName(id: number, endpoints: ReadonlyMap<number, string>): string {
  const name = endpoints.get(id);
  if (isSecure(id)) return name === undefined ? `endpoint ${hex4(id)}` : `${name} (${hex4(id)})`;
  return name === undefined ? `VM ${id}` : `${name} (VM ${id})`;
}
