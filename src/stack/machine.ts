import type { MachineConfig } from './config.ts';
import type { FixId } from './linux/fix-ids.ts';
import type { FfaCore } from './linux/revisions.ts';
import type { SecureWorld } from './secure/secure-world.ts';

/**
 * What the actors of one run share: the scenario, who answers a register call, and the pointers that a real machine
 * keeps in memory (callbacks, lists, suspended threads). What a person may inspect is in the world, not here.
 */
export interface Machine {
  readonly config: MachineConfig;
  /** Who answers an SMC of Linux, by which rules. */
  readonly secureWorld: SecureWorld;
  /** What this Linux's FF-A core does otherwise than another. */
  readonly core: FfaCore;
  /** Which fixes are on; none where the driver is not the fixed one. */
  readonly fixes: ReadonlySet<FixId>;
  /** What tee-supplicant has to give. */
  readonly supplicant: {
    /** The size of the trusted application that it finds, in bytes. */
    readonly taBytes: number;
    /** How many contiguous pieces so many pages of user memory have. */
    readonly ranges: (pages: number) => number;
  };
}
