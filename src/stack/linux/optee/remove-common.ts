import type { Op } from '../../../sim/effects.ts';
import { narrate } from '../../../sim/narrate.ts';
import { release } from '../../../sim/resource.ts';
import { freeArgCache } from './arg-cache.ts';
import { unregisterDevices } from './enumerate.ts';
import { notifUninit } from './notif.ts';
import type { Optee } from './state.ts';
import { teeDeviceUnregister, teedevCloseContext } from './tee-device.ts';

const { act } = narrate('linux/optee/remove-common', 'optee-driver');

/** optee_remove_common (drivers/tee/optee/core.c; Linux 6.12.117): what both ABIs undo, the argument pages among it. */
export function* removeCommon(optee: Optee): Op<void> {
  yield* act('No client devices on the TEE bus', 'optee_unregister_devices', {}, () => unregisterDevices(optee));
  yield* notifUninit(optee);
  yield* freeArgCache(optee);
  yield* teedevCloseContext('tee0');
  yield* teeDeviceUnregister('teepriv0');
  yield* teeDeviceUnregister('tee0');
  yield* act('The pool goes', 'tee_shm_pool_free', {}, () => release('struct tee_shm_pool'));
}
