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

/** One OP-TEE thread: its fiber is suspended while the normal world does something for it. */
export interface Thread {
  readonly index: number;
  state: 'free' | 'active' | 'suspended';
  /** Where the message lies that it processes. */
  arg: MessageRef | null;
  /** Why it is suspended. */
  suspended: 'rpc' | 'interrupt' | null;
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
  readonly threads: readonly Thread[];
  readonly sessions: Map<number, string>;
  readonly drivers: NotifDriver[];
  /** OP-TEE's mutexes: who holds them and which threads wait. */
  readonly mutexes: Map<string, { holder: number | null; waiters: number[] }>;
}

export function newSecureState(threads: number): SecureState {
  return {
    version: 0,
    rxIsFree: true,
    shm: new Map(),
    threads: Array.from({ length: threads }, (_, index) => ({
      index,
      state: 'free',
      arg: null,
      suspended: null,
    })),
    sessions: new Map(),
    drivers: [],
    mutexes: new Map(),
  };
}
