import { getInt, type Op, read, set, within, write } from '../../sim/effects.ts';
import { narrate } from '../../sim/narrate.ts';
import { DRIVER, U32_MAX } from '../../trace/keys.ts';
import type { FfaDevice } from './arm-ffa/state.ts';
import { EACCES, EINVAL, ENOMEM } from './errno.ts';
import { relinquishId, requestId } from './optee/binding.ts';
import { doBottomHalf } from './optee/bottom-half.ts';
import { enumerateDevices, unregisterDevices } from './optee/enumerate.ts';
import { apiIsCompatible, enableAsyncNotif, exchangeCaps } from './optee/handshake.ts';
import { notifInit, notifSend, notifUninit } from './optee/notif.ts';
import { removeCommon } from './optee/remove-common.ts';
import { newOptee, OPTEE_DRIVER, type Optee } from './optee/state.ts';
import { teeDeviceAlloc, teeDeviceRegister, teedevOpen } from './optee/tee-device.ts';
import {
  closeContext,
  dropOptee,
  dropTable,
  freeOptee,
  freePool,
  freeTable,
  makeOptee,
  makePool,
  makeTable,
  unregisterClient,
  unregisterSupplicant,
} from './optee/unwind.ts';

// The OP-TEE driver's FF-A ABI (drivers/tee/optee/ffa_abi.c) as the patch "optee: ffa_abi: add asynchronous
// notifications" of 2023-10-26 leaves it. Steps that the patch shares with 6.12.117 are told from that source.

const SRC = 'linux/optee-v1';
const { step, act, change, log } = narrate(SRC, 'optee-driver');

const ARG_OFFSET = 1 << 0;
const ASYNC_NOTIF = 1 << 1;
const MAX_ASYNC_NOTIF_VALUE = 64;
const DEFAULT_MAX_NOTIF_VALUE = 255;

/** optee_ffa_probe: 0, or what the step that failed returned. */
export function* probe(device: FfaDevice): Op<number> {
  if (!(yield* within('optee_ffa_api_is_compatbile', apiIsCompatible(device)))) return -EINVAL;
  const caps = yield* within('optee_ffa_exchange_caps', exchangeCaps(device));
  if (caps === null) return -EINVAL;

  if ((yield* makeOptee()) === null) return -ENOMEM;
  const optee = yield* newOptee(device, caps.rpcParamCount, (caps.secCaps & ARG_OFFSET) !== 0);

  if ((yield* makePool()) === null) return yield* freeOptee(-ENOMEM);

  yield* set(DRIVER.bottomHalfValue, U32_MAX);
  yield* set(DRIVER.rpcParamCount, caps.rpcParamCount);
  yield* set(DRIVER.secCaps, caps.secCaps);

  const client = yield* teeDeviceAlloc('tee0');
  if (client !== 'ok') return yield* freePool(client);
  const supplicant = yield* teeDeviceAlloc('teepriv0');
  if (supplicant !== 'ok') return yield* unregisterClient(supplicant);

  // User space can open the devices from here on, long before the driver is ready.
  let rc = yield* teeDeviceRegister('tee0');
  if (rc !== 0) return yield* unregisterSupplicant(rc);
  rc = yield* teeDeviceRegister('teepriv0');
  if (rc !== 0) return yield* unregisterSupplicant(rc);

  rc = yield* makeTable();
  if (rc !== 0) return yield* unregisterSupplicant(rc);

  const context = yield* teedevOpen('tee0');
  if (context !== 'ok') return yield* freeTable(context);
  yield* write(OPTEE_DRIVER, optee);
  rc = yield* notifInit(DEFAULT_MAX_NOTIF_VALUE);
  if (rc !== 0) return yield* closeContext(rc);

  if ((caps.secCaps & ASYNC_NOTIF) !== 0) {
    rc = yield* within('optee_ffa_async_notif_init', asyncNotifInit(device, optee));
    if (rc < 0)
      yield* log('It goes on without them', 'error', `optee: Failed to initialize async notifications: ${rc}`);
  }

  rc = yield* step('Ask OP-TEE which devices it has', 'optee_enumerate_devices', {}, () => enumerateDevices(optee));
  if (rc !== 0) return yield* unwind(device, optee, rc);

  yield* log('The driver is ready', 'info', 'optee: initialized driver');
  return 0;
}

/** optee_ffa_remove: OP-TEE is never told to stop. Neither result is looked at. */
export function* remove(device: FfaDevice): Op<void> {
  const optee = (yield* read(OPTEE_DRIVER)) as Optee;
  const bottomHalfId = yield* getInt(DRIVER.bottomHalfValue);
  if (bottomHalfId !== U32_MAX) {
    yield* step(
      'Give the id back',
      'notify_relinquish',
      { notify_id: bottomHalfId },
      () => relinquishId(device, bottomHalfId),
      {
        to: 'arm_ffa',
      },
    );
  }
  yield* act('Undo what both ABIs share', 'optee_remove_common', {}, () => removeCommon(optee));
  yield* dropTable();
  yield* dropOptee();
}

/**
 * optee_ffa_async_notif_init: -EACCES means "bound already": the next id is tried, up to 63. The result of ENABLE is
 * handed on as it came, so it may be positive.
 */
function* asyncNotifInit(device: FfaDevice, optee: Optee): Op<number> {
  const callback = (notified: number) => notifCallback(optee, notified);
  let id = 0;
  let rc = 0;
  for (;;) {
    const asked = id;
    const args = { is_per_vcpu: false, notify_id: asked };
    rc = yield* step(
      'Find an id that nobody holds',
      'notify_request',
      args,
      () => requestId(device, optee, callback, asked),
      {
        to: 'arm_ffa',
      },
    );
    if (rc === 0) break;
    if (rc !== -EACCES) return rc;
    id++;
    if (id >= MAX_ASYNC_NOTIF_VALUE) return rc;
  }
  // A notification that came before this line would not be known as the bottom half's.
  yield* change('This id means "bottom half" from here on', DRIVER.bottomHalfValue, id);

  rc = yield* within('enable_async_notif', enableAsyncNotif(device, id));
  if (rc < 0) {
    yield* step(
      'Give the id back, OP-TEE does not want it',
      'notify_relinquish',
      { notify_id: id },
      () => relinquishId(device, id),
      {
        to: 'arm_ffa',
      },
    );
    yield* change('No id means anything', DRIVER.bottomHalfValue, U32_MAX);
  }
  return rc;
}

/**
 * notif_callback: runs the bottom half where it stands. In the FF-A core's worker that holds up every notification of
 * the system; in an IPI it sleeps where sleeping is not allowed (312d02adb959 moved it to a queue of its own).
 */
function* notifCallback(optee: Optee, id: number): Op<void> {
  yield* act('A notification for the driver', 'notif_callback', { notify_id: id }, function* () {
    if (id === (yield* getInt(DRIVER.bottomHalfValue))) yield* doBottomHalf(optee);
    else yield* notifSend(optee, id);
  });
}

/**
 * The error path after the context exists (err_unregister_devices and all below). The argument pages are not given
 * back: each holds a user of tee0, so the last step then waits for ever.
 */
function* unwind(device: FfaDevice, optee: Optee, rc: number): Op<number> {
  yield* act('Undo the enumeration', 'optee_unregister_devices', {}, () => unregisterDevices(optee));
  const id = yield* getInt(DRIVER.bottomHalfValue);
  if (id !== U32_MAX)
    yield* step(
      'Give the id back, the probe has failed',
      'notify_relinquish',
      { notify_id: id },
      () => relinquishId(device, id),
      {
        to: 'arm_ffa',
      },
    );
  yield* notifUninit(optee);
  return yield* closeContext(rc);
}
