import type { Frame } from '../abi/frame.ts';
import type { Op } from '../sim/effects.ts';
import type { MachineConfig } from './config.ts';
import type { FfaCore } from './linux/revisions.ts';
import type { SecureState } from './secure/optee-os/state.ts';

/**
 * What the actors of one run share: the scenario, who answers a register call, and the pointers that a real machine
 * keeps in memory (callbacks, lists, suspended threads). What a person may inspect is in the world, not here.
 */
export interface Machine {
  readonly config: MachineConfig;
  /** EL3: where an SMC of Linux arrives. */
  readonly firmware: (call: Frame) => Op<Frame>;
  /** What this Linux's FF-A core does otherwise than another. */
  readonly core: FfaCore;
  readonly secure: SecureState;
  /** What tee-supplicant has to give. */
  readonly supplicant: {
    /** The size of the trusted application that it finds, in bytes. */
    readonly taBytes: number;
    /** How many contiguous pieces so many pages of user memory have. */
    readonly ranges: (pages: number) => number;
  };
}
