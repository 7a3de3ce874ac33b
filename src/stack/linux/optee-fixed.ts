import { getFlag, getInt, type Op, read, self, set, within, write } from '../../sim/effects.ts';
import { ref } from '../../sim/memory.ts';
import { narrate } from '../../sim/narrate.ts';
import { CORE, DRIVER, U32_MAX } from '../../trace/keys.ts';
import { getAndHandle } from './arm-ffa/delivery.ts';
import { forgetCallback } from './arm-ffa/notifier.ts';
import type { FfaDevice } from './arm-ffa/state.ts';
import { EACCES, EINVAL, ENOMEM } from './errno.ts';
import { createWorkqueue, destroyWorkqueue, flush, newWork, queueWork } from './kernel/workqueue.ts';
import { freeArgCache, freeMsgArg, type Slot } from './optee/arg-cache.ts';
import { relinquishId, requestId } from './optee/binding.ts';
import { doBottomHalf, reserveStop, stopAsyncNotif } from './optee/bottom-half.ts';
import { enumerateDevices, unregisterDevices } from './optee/enumerate.ts';
import { apiIsCompatible, enableAsyncNotif, exchangeCaps } from './optee/handshake.ts';
import { notifInit, notifSend, notifUninit, wakeWaiters } from './optee/notif.ts';
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

// The OP-TEE driver as it should be. No kernel has it: it says what a correct driver would do, and where it needs more
// than today's FF-A core gives (an id that is compared, a relinquish that keeps the callback while UNBIND is refused and
// that waits for callbacks that run, a way to fetch what is pending, a callback that can be forgotten while its id stays bound).

const SRC = 'linux/optee-fixed';
const { step, allocate, act, change, log } = narrate(SRC, 'optee-driver');

const ARG_OFFSET = 1 << 0;
const ASYNC_NOTIF = 1 << 1;
const MAX_ASYNC_NOTIF_VALUE = 64;
const DEFAULT_MAX_NOTIF_VALUE = 255;
const WORKQUEUE = 'optee_notification';
/** What can fail is tried so often, and no more. */
const TRIES = 3;

export function* probe(device: FfaDevice): Op<number> {
  if (!(yield* within('optee_ffa_api_is_compatible', apiIsCompatible(device)))) return -EINVAL;
  const caps = yield* within('optee_ffa_exchange_caps', exchangeCaps(device));
  if (caps === null) return -EINVAL;

  if ((yield* makeOptee()) === null) return -ENOMEM;
  const optee = yield* newOptee(device, caps.rpcParamCount, (caps.secCaps & ARG_OFFSET) !== 0, TRIES);
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
    if (rc !== 0)
      yield* log('It goes on without them', 'error', `optee: Failed to initialize async notifications: ${rc}`);
  }
  rc = yield* teeDeviceRegister('tee0');
  if (rc !== 0) return yield* unwind(device, optee, rc);
  rc = yield* teeDeviceRegister('teepriv0');
  if (rc !== 0) return yield* unwind(device, optee, rc);
  rc = yield* step('Ask OP-TEE which devices it has', 'optee_enumerate_devices', {}, () => enumerateDevices(optee));
  if (rc !== 0) return yield* unwind(device, optee, rc);
  yield* log('The driver is ready', 'info', 'optee: initialized driver');
  return 0;
}

export function* remove(device: FfaDevice): Op<void> {
  const optee = (yield* read(OPTEE_DRIVER)) as Optee;
  yield* stopNotifications(device, optee);
  yield* act('Whoever waits in OP-TEE comes back', 'optee_notif_wake_all', {}, () => wakeWaiters(optee));
  yield* act('Undo what both ABIs share', 'optee_remove_common', {}, () => removeCommon(optee));
  yield* dropTable();
  yield* dropOptee();
}

/**
 * The id is known as the bottom half's before it can be signalled: the value is written first, and taken back where the
 * request fails. A positive answer of ENABLE is an error, as any answer but 0.
 */
function* asyncNotifInit(device: FfaDevice, optee: Optee): Op<number> {
  // Before an id is bound, so that OP-TEE can be told to stop however little memory there is then.
  const stop = yield* reserveStop(optee);
  if (typeof stop === 'number') return stop;
  yield* write(stopSlot(optee), stop);
  const work = yield* newWork('notif_work', () => within('notif_work_fn', bottomHalfWork(optee)));
  yield* write(optee.notifWork, work);
  const queue = yield* allocate('A queue for bottom halves', 'create_workqueue', { name: WORKQUEUE }, () =>
    createWorkqueue(WORKQUEUE, 'optee-driver'),
  );
  if (queue === null) return yield* withoutStop(optee, -ENOMEM);

  const callback = (notified: number) => notifCallback(optee, notified);
  let rc = -EACCES;
  let id = 0;
  for (; id < MAX_ASYNC_NOTIF_VALUE && rc === -EACCES; id++) {
    const asked = id;
    yield* change('Before anything can come, the id is written down', DRIVER.bottomHalfValue, asked);
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
  }
  if (rc !== 0) return yield* withoutQueue(optee, rc);

  rc = yield* within('enable_async_notif', enableAsyncNotif(device, id - 1));
  if (rc === 0) return 0;
  // The answer may be lost and OP-TEE may have started all the same.
  yield* stopAndGiveBack(device, optee, stop, id - 1);
  return yield* withoutQueue(optee, rc > 0 ? -EINVAL : rc);
}

function* withoutQueue(optee: Optee, rc: number): Op<number> {
  yield* act('No notifications, no queue', 'destroy_workqueue', { name: WORKQUEUE }, () => destroyWorkqueue(WORKQUEUE));
  yield* set(DRIVER.bottomHalfValue, U32_MAX);
  return yield* withoutStop(optee, rc);
}

function* withoutStop(optee: Optee, rc: number): Op<number> {
  const stop = yield* read(stopSlot(optee));
  if (stop !== null) yield* freeMsgArg(stop);
  yield* write(stopSlot(optee), null);
  return rc;
}

/** The message slot in which OP-TEE is told to stop. */
const stopSlot = (optee: Optee) => ref<Slot | null>(`optee ${optee.id} stop`, null);

/** OP-TEE stops, what is pending is fetched, the id is given back, work that is queued runs. In this order. */
function* stopNotifications(device: FfaDevice, optee: Optee): Op<void> {
  const id = yield* getInt(DRIVER.bottomHalfValue);
  const stop = yield* read(stopSlot(optee));
  if (id === U32_MAX || stop === null) return;
  yield* stopAndGiveBack(device, optee, stop, id);
  yield* act('Work that is queued runs first', 'destroy_workqueue', { name: WORKQUEUE }, () =>
    destroyWorkqueue(WORKQUEUE),
  );
  yield* set(DRIVER.bottomHalfValue, U32_MAX);
  yield* withoutStop(optee, 0);
}

/**
 * An id that OP-TEE may still signal stays bound: that harms nobody, an unbound one that is signalled does. Nothing is
 * tried without end.
 */
function* stopAndGiveBack(device: FfaDevice, optee: Optee, stop: Slot, id: number): Op<void> {
  let rc = -1;
  for (let n = 0; n < TRIES && rc !== 0; n++) rc = yield* stopAsyncNotif(optee, stop);
  if (rc === 0) rc = yield* giveBack(device, id);
  if (rc === 0) return;
  yield* log('It is left as it is, and said', 'error', `optee: notification id ${id} stays bound: ${rc}`);
  // Whatever comes for it later must not find a driver that is gone.
  yield* forgetCallback(device, id);
}

/**
 * While the id is pending UNBIND is refused: the notification is let through first, then the id is given back. OP-TEE
 * has stopped, so no new one comes.
 */
function* giveBack(device: FfaDevice, id: number): Op<number> {
  let rc = -1;
  for (let n = 0; n < TRIES; n++) {
    rc = yield* step('Give the id back', 'notify_relinquish', { notify_id: id }, () => relinquishId(device, id), {
      to: 'arm_ffa',
    });
    if (rc === 0) return 0;
    yield* act('Let what is queued through', 'flush_workqueue', { name: 'ffa_pcpu_irq_notification' }, letThrough);
    // The interrupt may not have been taken yet, or be lost: then nothing is queued, and the id is pending all the same.
    if (yield* getFlag(CORE.notifEnabled))
      yield* act('Fetch what is still pending', 'notif_get_and_handle', {}, getAndHandle, { to: 'arm_ffa' });
  }
  return rc;
}

/** Not to be had from today's FF-A core: a driver cannot wait for the worker that fetches notifications. */
function* letThrough(): Op<void> {
  if (yield* getFlag(CORE.notifEnabled))
    yield* flush('ffa_pcpu_irq_notification', 'the worker that fetches notifications');
}

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

/** Everything that the probe has made is undone, the workqueue and the argument pages among it. */
function* unwind(device: FfaDevice, optee: Optee, rc: number): Op<number> {
  yield* act('Undo the enumeration', 'optee_unregister_devices', {}, () => unregisterDevices(optee));
  yield* stopNotifications(device, optee);
  yield* wakeWaiters(optee);
  yield* notifUninit(optee);
  yield* freeArgCache(optee);
  return yield* closeContext(rc);
}
