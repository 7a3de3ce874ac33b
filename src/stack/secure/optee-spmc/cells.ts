import { SPMC } from '../../../trace/keys.ts';
import { bitmap, cell } from '../rules/cell-types.ts';
import type { Cells, Knowledge } from '../rules/cells.ts';
import { ALL_BITS } from '../rules/cells.ts';

// What OP-TEE as SPMC remembers (core/arch/arm/kernel/thread_spmc.c: struct notif_vm_bitmap, struct ffa_rxtx).

export const initialized = cell<boolean>(SPMC.initialized, false);
export const doBottomHalfValue = cell<number>(SPMC.doBottomHalfValue, 0);
export const bound = bitmap(SPMC.bound);
export const pending = bitmap(SPMC.pending);
/** spmc_notif_is_ready: has the platform donated an SGI? */
export const notifReady = cell<boolean>(SPMC.notifReady, false);

/** Is a pair of buffers mapped (rxtx->size), how large, and whose is the one that Linux reads (tx_is_mine)? */
export const rxtxMapped = cell<boolean>(SPMC.rxtx, false);
export const rxtxSize = cell<number>(SPMC.rxtxSize, 0);
export const txIsMine = cell<boolean>(SPMC.txIsMine, false);
/** rxtx->ffa_vers: 0 before the first FFA_VERSION. */
export const ffaVersion = cell<number>(SPMC.ffaVersion, 0);

/**
 * What OP-TEE may change between two calls: notif_send_async() sets the bit of the bottom-half value, whatever Linux does
 * meanwhile.
 */
export function meanwhile(knowledge: Knowledge): void {
  knowledge.mayBeSet(SPMC.pending, maySignal(knowledge));
}

function maySignal(cells: Cells): bigint {
  const value = cells.read(SPMC.doBottomHalfValue)?.value;
  if (typeof value !== 'number') return ALL_BITS;
  return value < 0 ? 0n : 1n << BigInt(value);
}
