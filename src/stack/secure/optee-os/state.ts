import type { Op } from '../../../sim/effects.ts';
import type { MessageRef } from '../../linux/optee/state.ts';

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
