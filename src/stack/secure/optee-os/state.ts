import type { Op } from '../../../sim/effects.ts';
import type { MessageRef } from '../../linux/optee/state.ts';

/** Shared memory as OP-TEE knows it (core/arch/arm/mm/mobj_ffa.c, struct mobj_ffa). */
export interface Mobj {
  readonly pages: number;
  /** References while a call uses it. Above zero it is active and cannot be unregistered or reclaimed. */
  active: number;
  /** A call has used it by its handle and UNREGISTER_SHM has not come yet. */
  registered: boolean;
  /** While fragments of its descriptor are still to come: bytes received and the total. */
  fragments: { received: number; readonly total: number } | null;
}

/** The OP-TEE thread that a piece of code runs on. Whether a thread is free, active or suspended is in the world (OPTEE.thread). */
export interface Thread {
  readonly index: number;
  /** Where the message lies that it processes. */
  readonly arg: MessageRef | null;
}

/** A driver of OP-TEE that listens to notifications (struct notif_driver). */
export interface NotifDriver {
  readonly name: string;
  readonly atomic: (event: 'STARTED' | 'STOPPED') => Op<void>;
  readonly yielding: (event: 'DO_BOTTOM_HALF' | 'STOPPED') => Op<void>;
}

/** The secure world's pointers and lists. Numbers and flags are in the world (SPMC, OPTEE). */
export interface SecureState {
  /** The FF-A version that Linux negotiated. */
  version: number;
  /** Has the RX buffer of Linux been given back (struct ffa_rxtx, tx_is_mine)? */
  rxIsFree: boolean;
  readonly shm: Map<bigint, Mobj>;
}

export function newSecureState(): SecureState {
  return {
    version: 0,
    rxIsFree: true,
    shm: new Map(),
  };
}
