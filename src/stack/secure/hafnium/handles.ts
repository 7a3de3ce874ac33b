/** MAX_MEM_SHARES: handles are indices, the first that is free (src/ffa_memory.c, share_state_allocate; Hafnium 21bfbdc1). */
export const HANDLES: readonly bigint[] = Array.from({ length: 100 }, (_, i) => BigInt(i));
