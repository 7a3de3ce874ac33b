import { getInt, type Op, read, self, set, within, write } from '../../sim/effects.ts';
import { narrate } from '../../sim/narrate.ts';
import { DRIVER, U32_MAX } from '../../trace/keys.ts';
import type { FfaDevice } from './arm-ffa/state.ts';
import { EACCES, EINVAL, ENOMEM } from './errno.ts';
import { createWorkqueue, destroyWorkqueue, newWork, queueWork } from './kernel/workqueue.ts';
import { relinquishId, requestId } from './optee/binding.ts';
import { doBottomHalf } from './optee/bottom-half.ts';
import { enumerateDevices, unregisterDevices } from './optee/enumerate.ts';
import { apiVersionFits, enableAsyncNotif, exchangeCaps, osRevision } from './optee/handshake.ts';
import { notifInit, notifSend, notifUninit } from './optee/notif.ts';
import { allocDynPool } from './optee/protected-memory.ts';
import { removeCommon } from './optee/remove-common.ts';
import { newOptee, OPTEE_DRIVER, type Optee } from './optee/state.ts';
import { destroyPool, registerHeap, teeDeviceAlloc, teeDeviceRegister, teedevOpen } from './optee/tee-device.ts';
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

// The OP-TEE driver's FF-A ABI (drivers/tee/optee/ffa_abi.c) as Linux 7.3.4 has it.

const SRC = 'linux/optee-v7.3';
const { step, allocate, act, change, log } = narrate(SRC, 'optee-driver');

const ARG_OFFSET = 1 << 0;
const ASYNC_NOTIF = 1 << 1;
const PROTMEM = 1 << 3;
const MAX_ASYNC_NOTIF_VALUE = 64;
const DEFAULT_MAX_NOTIF_VALUE = 255;
/** TEE_DMA_HEAP_SECURE_VIDEO_PLAY: the one use case of protected memory. */
const SECURE_VIDEO_PLAY = 1;
const WORKQUEUE = 'optee_notification';

/** optee_ffa_probe: 0, or what the step that failed returned. */
export function* probe(device: FfaDevice): Op<number> {
  if (!(yield* within('optee_ffa_api_is_compatible', apiVersionFits(device)))) return -EINVAL;
  const caps = yield* within('optee_ffa_exchange_caps', exchangeCaps(device));
  if (caps === null) return -EINVAL;

  if ((yield* makeOptee()) === null) return -ENOMEM;
  // Since 7.0 the revision is kept in struct optee (/sys/class/tee/tee0/revision), so it is asked for when that is there.
  if (!(yield* within('optee_ffa_get_os_revision', getOsRevision(device)))) return yield* freeOptee(-EINVAL);
  const optee = yield* newOptee(device, caps.rpcParamCount, (caps.secCaps & ARG_OFFSET) !== 0);

  if ((yield* makePool()) === null) return yield* freeOptee(-ENOMEM);

  yield* set(DRIVER.bottomHalfValue, U32_MAX);
  yield* set(DRIVER.rpcParamCount, caps.rpcParamCount);
  yield* set(DRIVER.secCaps, caps.secCaps);

  const client = yield* teeDeviceAlloc('tee0');
  if (client !== 'ok') return yield* freePool(client);
  const supplicant = yield* teeDeviceAlloc('teepriv0');
  if (supplicant !== 'ok') return yield* unregisterClient(supplicant);

  let rc = yield* makeTable();
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

  if ((yield* within('optee_ffa_protmem_pool_init', protmemPoolInit(optee, caps.secCaps))) !== 0)
    yield* log('It goes on without it', 'info', 'optee: Protected memory service not available');

  // User space comes in only when everything is there (c108feca0a09); v1 opened the door before the context existed.
  rc = yield* teeDeviceRegister('tee0');
  if (rc !== 0) return yield* unwind(device, optee, rc);
  rc = yield* teeDeviceRegister('teepriv0');
  if (rc !== 0) return yield* unwind(device, optee, rc);

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
    yield* act('Work that is queued runs first', 'destroy_workqueue', { name: WORKQUEUE }, () =>
      destroyWorkqueue(WORKQUEUE),
    );
  }
  yield* act('Undo what both ABIs share', 'optee_remove_common', {}, () => removeCommon(optee));
  yield* dropTable();
  yield* dropOptee();
}

/** optee_ffa_get_os_revision: forces 32-bit messages a second time. */
function* getOsRevision(device: FfaDevice): Op<boolean> {
  yield* write(device.mode32bit, true);
  return yield* osRevision(device);
}

/** optee_ffa_protmem_pool_init: 0 or negative. Nothing is lent yet. */
function* protmemPoolInit(optee: Optee, secCaps: number): Op<number> {
  if ((secCaps & PROTMEM) === 0) return 0;
  const pool = yield* allocDynPool(optee, SECURE_VIDEO_PLAY);
  if (pool !== 'ok') return pool;
  const rc = yield* registerHeap('tee0', SECURE_VIDEO_PLAY);
  if (rc !== 0) yield* destroyPool();
  return rc;
}

/** optee_ffa_async_notif_init: 0 or negative. -EACCES means "bound already": the next id is tried, up to 63. */
function* asyncNotifInit(device: FfaDevice, optee: Optee): Op<number> {
  const work = yield* newWork('notif_work', () => within('notif_work_fn', bottomHalfWork(optee)));
  yield* write(optee.notifWork, work);
  const queue = yield* allocate('A queue for bottom halves', 'create_workqueue', { name: WORKQUEUE }, () =>
    createWorkqueue(WORKQUEUE, 'optee-driver'),
  );
  if (queue === null) {
    yield* set(DRIVER.bottomHalfValue, U32_MAX);
    return -EINVAL;
  }

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
    if (rc !== -EACCES) return yield* withoutQueue(rc);
    id++;
    if (id >= MAX_ASYNC_NOTIF_VALUE) return yield* withoutQueue(rc);
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
    return yield* withoutQueue(rc);
  }
  return 0;
}

function* withoutQueue(rc: number): Op<number> {
  yield* act('No notifications, no queue', 'destroy_workqueue', { name: WORKQUEUE }, () => destroyWorkqueue(WORKQUEUE));
  yield* set(DRIVER.bottomHalfValue, U32_MAX);
  return rc;
}

/** notif_callback: in the FF-A core's worker or in an IPI. It only queues, so both are allowed. */
function* notifCallback(optee: Optee, id: number): Op<void> {
  yield* act('A notification for the driver', 'notif_callback', { notify_id: id }, function* () {
    if (id === (yield* getInt(DRIVER.bottomHalfValue))) {
      const { cpu } = yield* self();
      const work = yield* read(optee.notifWork);
      if (work !== null)
        yield* step('The bottom half will run in a worker', 'queue_work', { work: work.name }, function* () {
          return (yield* queueWork(WORKQUEUE, work, cpu)) ? 1 : 0;
        });
    } else {
      yield* notifSend(optee, id);
    }
  });
}

function* bottomHalfWork(optee: Optee): Op<void> {
  yield* doBottomHalf(optee);
}

/**
 * The error path after the context exists (err_unregister_devices and all below). The workqueue is not destroyed, and
 * the argument pages are not given back: each holds a user of tee0, so the last step then waits for ever.
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
