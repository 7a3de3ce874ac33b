import type { Driver } from './arm-ffa/bus.ts';
import * as fixed from './optee-fixed.ts';
import * as v1 from './optee-v1.ts';
import * as v612 from './optee-v6.12.ts';
import * as v73 from './optee-v7.3.ts';
import type { DriverRevision } from './revisions.ts';

/** The program of every revision of the driver. */
export const DRIVERS: Readonly<Record<DriverRevision, Driver>> = { v1, 'v6.12': v612, 'v7.3': v73, fixed };
