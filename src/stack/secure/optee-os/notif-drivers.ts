import type { NotifDriver } from './state.ts';
import { console } from './uart.ts';

/** The drivers of OP-TEE that listen to notifications, in the order in which they registered. */
export const NOTIF_DRIVERS: readonly NotifDriver[] = [console];
