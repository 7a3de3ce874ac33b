import { getFlag, getInt, machine, type Op, read, self, set, within, write } from '../../sim/effects.ts';
import { ref } from '../../sim/memory.ts';
import { narrate } from '../../sim/narrate.ts';
import { CORE, DRIVER, U32_MAX } from '../../trace/keys.ts';
import type { Machine } from '../machine.ts';
import { getAndHandle } from './arm-ffa/delivery.ts';
import { forgetCallback } from './arm-ffa/notifier.ts';
import type { FfaDevice } from './arm-ffa/state.ts';
import { EACCES, EINVAL, ENOMEM } from './errno.ts';
import type { FixId } from './fix-ids.ts';
import { createWorkqueue, destroyWorkqueue, flush, newWork, queueWork } from './kernel/workqueue.ts';
import { freeArgCache, freeMsgArg, type Slot } from './optee/arg-cache.ts';
import { relinquishId, requestId } from './optee/binding.ts';
import { doBottomHalf, reserveStop, stopAsyncNotif } from './optee/bottom-half.ts';
import { enumerateDevices, unregisterDevices } from './optee/enumerate.ts';
import { apiVersionFits, enableAsyncNotif, exchangeCaps, osRevision } from './optee/handshake.ts';
import { notifInit, notifSend, notifUninit, wakeWaiters } from './optee/notif.ts';
import { allocDynPool } from './optee/protected-memory.ts';
import { removeCommon } from './optee/remove-common.ts';
import { newOptee, ONCE, OPTEE_DRIVER, type Optee, type Patience } from './optee/state.ts';
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

// The OP-TEE driver of Linux 7.3 as it should be: optee-v7.3.ts with fixes, each of which a scenario can switch off. No kernel
// has it: it says what a correct driver would do, and where it needs more than today's FF-A core gives: an id that is compared,
// a relinquish that keeps the callback while UNBIND is refused and that waits for callbacks that run, a way to fetch what is
// pending, a callback that can be forgotten while its id stays bound.

const SRC = 'linux/optee-fixed';
const { step, allocate, act, change, log } = narrate(SRC, 'optee-driver');

const ARG_OFFSET = 1 << 0;
const ASYNC_NOTIF = 1 << 1;
const PROTMEM = 1 << 3;
const MAX_ASYNC_NOTIF_VALUE = 64;
const DEFAULT_MAX_NOTIF_VALUE = 255;
/** TEE_DMA_HEAP_SECURE_VIDEO_PLAY: the one use case of protected memory. */
const SECURE_VIDEO_PLAY = 1;
const WORKQUEUE = 'optee_notification';
/** What can fail is tried so often, and no more. */
const TRIES = 3;

/** Is this fix on? */
function* has(fix: FixId): Op<boolean> {
  return (yield* machine<Machine>()).fixes.has(fix);
}

function* patience(): Op<Patience> {
  return {
    tries: (yield* has('try-again')) ? TRIES : ONCE.tries,
    waits: (yield* has('bounded-wait')) ? TRIES : ONCE.waits,
  };
}

/** optee_ffa_probe: 0, or what the step that failed returned. */
export function* probe(device: FfaDevice): Op<number> {
  if (!(yield* within('optee_ffa_api_is_compatible', apiVersionFits(device)))) return -EINVAL;
  const caps = yield* within('optee_ffa_exchange_caps', exchangeCaps(device));
  if (caps === null) return -EINVAL;

  if ((yield* makeOptee()) === null) return -ENOMEM;
  // Since 7.0 the revision is kept in struct optee (/sys/class/tee/tee0/revision), so it is asked for when that is there.
  if (!(yield* within('optee_ffa_get_os_revision', getOsRevision(device)))) return yield* freeOptee(-EINVAL);
  const argShared = (caps.secCaps & ARG_OFFSET) !== 0;
  const optee = yield* newOptee(device, caps.rpcParamCount, argShared, yield* patience());

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
    if ((yield* has('zero-only')) ? rc !== 0 : rc < 0)
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

/** The devices of user space go last, so whoever waits in OP-TEE comes back first. */
export function* remove(device: FfaDevice): Op<void> {
  const optee = (yield* read(OPTEE_DRIVER)) as Optee;
  const bottomHalfId = yield* getInt(DRIVER.bottomHalfValue);
  if (bottomHalfId !== U32_MAX) {
    yield* stopAndGiveBack(device, optee, bottomHalfId);
    yield* act('Work that is queued runs first', 'destroy_workqueue', { name: WORKQUEUE }, () =>
      destroyWorkqueue(WORKQUEUE),
    );
    yield* freeStop(optee);
  }
  if (yield* has('wake-waiters'))
    yield* act('Whoever waits in OP-TEE comes back', 'optee_notif_wake_all', {}, () => wakeWaiters(optee));
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

/** 0, or what failed: an id that is bound is given back then, and the probe goes on without notifications. */
function* asyncNotifInit(device: FfaDevice, optee: Optee): Op<number> {
  // Before an id is bound, so that OP-TEE can be told to stop however little memory there is then.
  if (yield* has('stop-first')) {
    const stop = yield* reserveStop(optee);
    if (typeof stop === 'number') return stop;
    yield* write(stopSlot(optee), stop);
  }
  const work = yield* newWork('notif_work', () => within('notif_work_fn', bottomHalfWork(optee)));
  yield* write(optee.notifWork, work);
  const queue = yield* allocate('A queue for bottom halves', 'create_workqueue', { name: WORKQUEUE }, () =>
    createWorkqueue(WORKQUEUE, 'optee-driver'),
  );
  if (queue === null) {
    yield* set(DRIVER.bottomHalfValue, U32_MAX);
    yield* freeStop(optee);
    return -EINVAL;
  }

  const callback = (notified: number) => notifCallback(optee, notified);
  const early = yield* has('id-first');
  let id = 0;
  let rc = 0;
  for (;;) {
    const asked = id;
    const args = { is_per_vcpu: false, notify_id: asked };
    if (early) yield* change('Before anything can come, the id is written down', DRIVER.bottomHalfValue, asked);
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
    if (rc !== -EACCES) return yield* withoutQueue(optee, rc);
    id++;
    if (id >= MAX_ASYNC_NOTIF_VALUE) return yield* withoutQueue(optee, rc);
  }
  if (!early) yield* change('This id means "bottom half" from here on', DRIVER.bottomHalfValue, id);

  rc = yield* within('enable_async_notif', enableAsyncNotif(device, id));
  if (rc > 0) rc = (yield* has('zero-only')) ? -EINVAL : 0;
  if (rc < 0) {
    // The answer may be lost and OP-TEE may have started all the same.
    yield* stopAndGiveBack(device, optee, id);
    return yield* withoutQueue(optee, rc);
  }
  return 0;
}

function* withoutQueue(optee: Optee, rc: number): Op<number> {
  yield* act('No notifications, no queue', 'destroy_workqueue', { name: WORKQUEUE }, () => destroyWorkqueue(WORKQUEUE));
  yield* set(DRIVER.bottomHalfValue, U32_MAX);
  yield* freeStop(optee);
  return rc;
}

/** The message slot in which OP-TEE is told to stop; null where none is reserved. */
const stopSlot = (optee: Optee) => ref<Slot | null>(`optee ${optee.id} stop`, null);

function* freeStop(optee: Optee): Op<void> {
  const stop = yield* read(stopSlot(optee));
  if (stop === null) return;
  yield* freeMsgArg(stop);
  yield* write(stopSlot(optee), null);
}

/**
 * OP-TEE stops, what is pending is fetched, the id is given back. In this order. An id that OP-TEE may still signal stays
 * bound: that harms nobody, an unbound one that is signalled does. Nothing is tried without end.
 */
function* stopAndGiveBack(device: FfaDevice, optee: Optee, id: number): Op<void> {
  const stop = yield* read(stopSlot(optee));
  let rc = stop === null ? 0 : -1;
  for (let n = 0; stop !== null && n < optee.patience.tries && rc !== 0; n++) rc = yield* stopAsyncNotif(optee, stop);
  if (rc === 0) rc = yield* giveBack(device, id);
  if (rc === 0 || !(yield* has('unbind-first'))) return;
  yield* log('It is left as it is, and said', 'error', `optee: notification id ${id} stays bound: ${rc}`);
  // Whatever comes for it later must not find a driver that is gone.
  yield* forgetCallback(device, id);
}

/**
 * While the id is pending UNBIND is refused: the notification is let through first, then the id is given back. OP-TEE
 * has stopped, so no new one comes.
 */
function* giveBack(device: FfaDevice, id: number): Op<number> {
  const tries = (yield* has('drain')) ? TRIES : 1;
  for (let n = 1; ; n++) {
    const rc = yield* step('Give the id back', 'notify_relinquish', { notify_id: id }, () => relinquishId(device, id), {
      to: 'arm_ffa',
    });
    if (rc === 0 || n >= tries) return rc;
    yield* act('Let what is queued through', 'flush_workqueue', { name: 'ffa_pcpu_irq_notification' }, letThrough);
    // The interrupt may not have been taken yet, or be lost: then nothing is queued, and the id is pending all the same.
    if (yield* getFlag(CORE.notifEnabled))
      yield* act('Fetch what is still pending', 'notif_get_and_handle', {}, getAndHandle, { to: 'arm_ffa' });
  }
}

/** Not to be had from today's FF-A core: a driver cannot wait for the worker that fetches notifications. */
function* letThrough(): Op<void> {
  if (yield* getFlag(CORE.notifEnabled))
    yield* flush('ffa_pcpu_irq_notification', 'the worker that fetches notifications');
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

/** The error path after the context exists: what the probe has made is undone in the reverse order. */
function* unwind(device: FfaDevice, optee: Optee, rc: number): Op<number> {
  yield* act('Undo the enumeration', 'optee_unregister_devices', {}, () => unregisterDevices(optee));
  const id = yield* getInt(DRIVER.bottomHalfValue);
  if (id !== U32_MAX) {
    yield* stopAndGiveBack(device, optee, id);
    // With the queue its work goes, which would find a driver that is gone.
    if (yield* has('queue-on-error'))
      yield* act('The probe has failed, and its queue goes', 'destroy_workqueue', { name: WORKQUEUE }, () =>
        destroyWorkqueue(WORKQUEUE),
      );
    yield* freeStop(optee);
  }
  if (yield* has('wake-waiters')) yield* wakeWaiters(optee);
  yield* notifUninit(optee);
  if (yield* has('pages-on-error')) yield* freeArgCache(optee);
  return yield* closeContext(rc);
}
