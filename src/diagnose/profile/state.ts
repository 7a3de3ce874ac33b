/** A 64-bit bitmap of which only some bits are known. */
export class PartlyKnown {
  /** Bits that are known to be set, and bits that are known to be clear. */
  ones = 0n;
  zeros = 0n;

  set(bits: bigint): void {
    this.ones |= bits;
    this.zeros &= ~bits;
  }

  clear(bits: bigint): void {
    this.zeros |= bits;
    this.ones &= ~bits;
  }

  /** Is any of these bits known to be set? */
  hits(bits: bigint): boolean {
    return (this.ones & bits) !== 0n;
  }

  /** Are all of these bits known to be clear? */
  misses(bits: bigint): boolean {
    return (bits & ~this.zeros) === 0n;
  }
}

export const ALL_IDS = 0xffff_ffff_ffff_ffffn;

/** What is known of a memory handle. */
export type HandleState = 'shared' | 'used' | 'unregistered' | 'reclaimed';

/**
 * What a recording has told about the SPMC so far. null is "not known yet": a recording may begin at any time. Fields
 * are those of OP-TEE core/arch/arm/kernel/thread_spmc.c (struct notif_vm_bitmap, struct ffa_rxtx) at d5001fe0.
 */
export class ProfileState {
  /** FF-A version that the caller negotiated; null before FFA_VERSION. */
  version: bigint | null = null;
  rxtx: boolean | null = null;
  /** Does the SPMC own the buffer in which it answers PARTITION_INFO_GET (tx_is_mine)? */
  txIsMine: boolean | null = null;
  /** spmc_notif_is_ready: has the platform given an interrupt away? */
  ready: boolean | null = null;
  initialized: boolean | null = null;
  readonly bound = new PartlyKnown();
  readonly pending = new PartlyKnown();
  /** Ids that OP-TEE may set pending: those that were enabled, or all while an enable before the recording is possible. */
  mayPend = ALL_IDS;
  readonly handles = new Map<bigint, HandleState>();
  /** OP-TEE threads that wait for RESUME (true) or are known to be free (false). */
  readonly threads = new Map<bigint, boolean>();
}
