import type { Op } from '../../sim/effects.ts';
import type { FfaDevice } from './arm-ffa/state.ts';
import * as fixed from './optee-fixed.ts';
import * as v1 from './optee-v1.ts';
import * as v612 from './optee-v6.12.ts';
import type { DriverRevision } from './revisions.ts';

/** What a revision of the OP-TEE driver gives the bus. */
export interface Driver {
  readonly probe: (device: FfaDevice) => Op<number>;
  readonly remove: (device: FfaDevice) => Op<void>;
}

/** Every revision of the driver. */
export const DRIVERS: Readonly<Record<DriverRevision, Driver>> = { v1, 'v6.12': v612, fixed };
