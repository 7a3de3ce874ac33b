import {
  FFA_NOTIFICATION_BIND,
  FFA_NOTIFICATION_SET,
  FFA_NOTIFICATION_UNBIND,
  FFA_SUCCESS,
} from '../../../abi/ffa-call.ts';
import type { Frame } from '../../../abi/frame.ts';
import { MAX_NOTIFICATIONS } from '../../../abi/notification.ts';
import { create, getFlag, machine, type Op, read, wait, within } from '../../../sim/effects.ts';
import { narrate } from '../../../sim/narrate.ts';
import { CORE } from '../../../trace/keys.ts';
import type { Machine } from '../../machine.ts';
import { EACCES, EINVAL, ENOMEM, EOPNOTSUPP } from '../errno.ts';
import { conduit } from './conduit.ts';
import { add, find, notifyTypeOf, remove } from './hash.ts';
import { lockNotifiers, unlockNotifiers } from './notify-lock.ts';
import { errnoOf } from './reply.ts';
import { type CallbackInfo, DRV_INFO, type FfaDevice, type NotifierCallback } from './state.ts';

// The notifier operations that the FF-A core offers to drivers (driver.c, ffa_drv_notifier_ops; Linux 6.12.117).

const SRC = 'linux/arm-ffa/notifier';
const { allocate, act, log, violation } = narrate(SRC, 'arm_ffa');
const smc = conduit(SRC);

const PER_VCPU = 1;

/**
 * ffa_notify_request: binds one notification id to a device's partition and remembers whom to call. 0, or -EACCES
 * when the partition manager answers DENIED, whatever its reason; -EINVAL for an id of 64 or more.
 */
export function* notifyRequest(
  device: FfaDevice,
  perVcpu: boolean,
  callback: NotifierCallback,
  id: number,
  owner: string,
): Op<number> {
  const { core } = yield* machine<Machine>();
  if (!(yield* getFlag(CORE.notifEnabled))) return -EOPNOTSUPP;
  if (id >= MAX_NOTIFICATIONS) return -EINVAL;

  // 6.7 allocates the entry after the BIND, under a mutex; 6.12 before it, because its lock forbids sleeping.
  const early = core.entryBeforeBind;
  if (early && (yield* makeEntry()) === null) return -ENOMEM;
  yield* lockNotifiers(core);
  let rc = yield* bind(device, id, perVcpu);
  // The answer may be lost, and the id bound all the same. DENIED says that it is somebody's already.
  if (rc < 0 && rc !== -EACCES && core.unbindsOnError) yield* unbind(device, id);
  if (rc === 0) {
    rc = yield* register(device, id, callback, owner, early);
    if (rc !== 0) {
      yield* log(
        'The binding is no use without an entry',
        'error',
        `ARM FF-A: Failed to register callback for ${id} - ${rc}`,
      );
      yield* unbind(device, id);
    }
  }
  yield* unlockNotifiers(core);
  return rc;
}

/** update_notifier_cb: only now does Linux look whether it knows the id. The bit is bound already, perhaps by others. */
function* register(
  device: FfaDevice,
  id: number,
  callback: NotifierCallback,
  owner: string,
  allocated: boolean,
): Op<number> {
  const type = notifyTypeOf(device.vmId);
  const other = yield* find(id, type);
  if (other !== undefined) {
    if (other.addedAs !== id)
      yield* violation(
        'Another id is taken for this one',
        'I2',
        `id ${id} is free, and refused because of the entry of id ${other.addedAs}`,
      );
    return -EINVAL;
  }
  if (!allocated && (yield* makeEntry()) === null) return -ENOMEM;
  const freed = yield* create('notifier_cb_info.freed', false);
  const running = yield* create('notifier_cb_info.running', 0);
  yield* add(id, { type, callback, addedAs: id, owner, freed, running });
  return 0;
}

function* makeEntry(): Op<'ok' | null> {
  return yield* allocate('Make an entry for the callback', 'kzalloc', { what: 'struct notifier_cb_info' }, undefined, {
    faultName: 'arm_ffa:kzalloc',
  });
}

/**
 * ffa_notify_relinquish: the callback goes first, then the binding. When UNBIND is refused, as it is while the id is
 * pending, the callback is gone and the id stays bound. Nobody waits for a callback that is running.
 */
export function* notifyRelinquish(device: FfaDevice, id: number): Op<number> {
  const { core } = yield* machine<Machine>();
  if (!(yield* getFlag(CORE.notifEnabled))) return -EOPNOTSUPP;
  if (id >= MAX_NOTIFICATIONS) return -EINVAL;

  yield* lockNotifiers(core);
  const entry = yield* find(id, notifyTypeOf(device.vmId));
  if (entry === undefined) {
    yield* log('There is no entry to remove', 'error', 'ARM FF-A: Could not unregister notification callback');
    yield* unlockNotifiers(core);
    return -EINVAL;
  }
  const rc = core.unbindsFirst ? yield* unbindFirst(device, id, entry) : yield* forgetFirst(device, id, entry);
  yield* unlockNotifiers(core);
  if (core.waitsForCallbacks && rc === 0) yield* callbacksEnded(id, entry);
  return rc;
}

function* forgetFirst(device: FfaDevice, id: number, entry: CallbackInfo): Op<number> {
  yield* remove(id, entry);
  return yield* unbind(device, id);
}

/** The fixed core: an id that cannot be unbound keeps its callback, so that the caller can fetch and try again. */
function* unbindFirst(device: FfaDevice, id: number, entry: CallbackInfo): Op<number> {
  const rc = yield* unbind(device, id);
  if (rc === 0) yield* remove(id, entry);
  return rc;
}

/**
 * In no kernel: forgets a callback and leaves the id bound, for a driver that has to go while UNBIND is refused. Waits for
 * a callback that runs, so that what comes later finds nobody.
 */
export function* forgetCallback(device: FfaDevice, id: number): Op<void> {
  const { core } = yield* machine<Machine>();
  yield* lockNotifiers(core);
  const entry = yield* find(id, notifyTypeOf(device.vmId));
  if (entry !== undefined) yield* remove(id, entry);
  yield* unlockNotifiers(core);
  if (entry !== undefined) yield* callbacksEnded(id, entry);
}

/** The fixed core is a barrier: when it returns, no callback of this entry runs and none will begin. */
function* callbacksEnded(id: number, entry: CallbackInfo): Op<void> {
  yield* act('Wait for a callback that runs', 'synchronize_srcu', {}, () =>
    wait(`the callback of id ${id}, which runs`, (now) => now.read(entry.running) === 0),
  );
}

/** ffa_notify_send: the id is not checked. OP-TEE as SPMC answers NOT_SUPPORTED (recorded: i3). */
export function* notifySend(device: FfaDevice, id: number, perVcpu: boolean, vcpu: number): Op<number> {
  if (!(yield* getFlag(CORE.notifEnabled))) return -EOPNOTSUPP;
  const sender = yield* read(DRV_INFO.vmId);
  const reply = yield* within(
    'ffa_notification_set',
    smc(
      'Signal this id to the partition',
      FFA_NOTIFICATION_SET.encode({
        sender,
        receiver: device.vmId,
        flags: perVcpu ? PER_VCPU : 0,
        vcpu: perVcpu ? vcpu : 0,
        ...idWords(id),
      }),
    ),
  );
  return yield* outcome(reply);
}

function* bind(device: FfaDevice, id: number, perVcpu: boolean): Op<number> {
  const receiver = yield* read(DRV_INFO.vmId);
  const call = { sender: device.vmId, receiver, flags: perVcpu ? PER_VCPU : 0, ...idWords(id) };
  return yield* outcome(
    yield* within(
      'ffa_notification_bind',
      smc('May this partition signal the id?', FFA_NOTIFICATION_BIND.encode(call)),
    ),
  );
}

function* unbind(device: FfaDevice, id: number): Op<number> {
  const receiver = yield* read(DRV_INFO.vmId);
  const call = { sender: device.vmId, receiver, flags: 0, ...idWords(id) };
  return yield* outcome(
    yield* within('ffa_notification_unbind', smc('The id is given back', FFA_NOTIFICATION_UNBIND.encode(call))),
  );
}

/** BIT(id) on a 64-bit kernel, in two words: id 32 is bit 0 of w4. A negative id shifts by its low six bits. */
function idWords(id: number): { idsLow: bigint; idsHigh: bigint } {
  const bit = 1n << BigInt(id & 63);
  return { idsLow: bit & 0xffff_ffffn, idsHigh: bit >> 32n };
}

/** FFA_SUCCESS in its 32-bit form is the only good reply (ffa_notification_bind_common). */
function* outcome(reply: Frame): Op<number> {
  return (yield* errnoOf(reply)) ?? (reply[0] === FFA_SUCCESS.id32 ? 0 : -EINVAL);
}
