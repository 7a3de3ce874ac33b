import { OPTEE_ID } from '../../abi/endpoint.ts';
import { forget, get, machine, type Op, read, set, under, within, write } from '../../sim/effects.ts';
import { narrate } from '../../sim/narrate.ts';
import { CORE, DRIVER, HELD_PREFIX, LOCK_PREFIX, QUEUE_PREFIX, SYNC_PREFIX } from '../../trace/keys.ts';
import type { Machine } from '../machine.ts';
import { NOTIFICATION_TA, SEND_FUNC, SESSION_TA, WAIT_FUNC } from '../secure/optee-os/tee/pseudo-ta.ts';
import { USER_TA } from '../secure/optee-os/tee/user-ta.ts';
import { matches, REGISTERED } from './arm-ffa/bus.ts';
import { conduit } from './arm-ffa/conduit.ts';
import { exit, init } from './arm-ffa/init.ts';
import { DRV_INFO, type FfaDevice, forgetArmFfa } from './arm-ffa/state.ts';
import { attach, attachDevice, detach } from './driver-core.ts';
import { DRIVERS } from './drivers.ts';
import { MODULE_PREFIX, moduleOf, whileModule, whileOpen } from './kernel/module.ts';
import { QUEUES } from './kernel/workqueue.ts';
import { beforeProbe, nothingLeft, SAID } from './optee/left-over.ts';
import { closeSession, invoke, openSession, succeeded } from './optee/session.ts';
import { OPTEE_DRIVER, type Optee, SHARED } from './optee/state.ts';

// What a person at the keyboard does: load and unload modules, use a trusted application.

const SRC = 'linux/user';
const { step, act, log } = narrate(SRC, 'user');
const smc = conduit(SRC);

/** The modules, as Debian names them. */
const FFA = 'ffa-module';
const OPTEE_MODULE = 'optee';

export function* boot(): Op<void> {
  if ((yield* get(CORE.state)) === 'ready') {
    yield* log('The FF-A core runs already', 'info', 'boot: the FF-A core is loaded; unload it first');
    return;
  }
  if ((yield* moduleOf(FFA)).state !== null) {
    yield* log(
      'The FF-A core is not there yet, or not gone',
      'error',
      'boot: the FF-A core is being loaded or unloaded',
    );
    return;
  }
  yield* whileModule(FFA, 'coming', step('The FF-A core is loaded', 'ffa_init', {}, moduleInit, { to: 'arm_ffa' }));
}

/** Since 7.2 the module only registers a platform device and its driver: it stays loaded when the firmware says no. */
function* moduleInit(): Op<number> {
  const { core } = yield* machine<Machine>();
  if (!core.isPlatformDriver) return yield* init();
  yield* within('platform_probe', platformProbe());
  return 0;
}

function* platformProbe(): Op<void> {
  yield* step('The platform device has its driver', 'ffa_probe', {}, init, { to: 'arm_ffa' });
}

/** What ffa_exit does, and since 7.2 the platform driver, whose device goes. */
function* moduleExit(): Op<void> {
  const { core } = yield* machine<Machine>();
  if (!core.isPlatformDriver) return yield* exit();
  yield* within('platform_remove', platformRemove());
}

function* platformRemove(): Op<void> {
  yield* act('The platform device goes', 'ffa_remove', {}, exit, { to: 'arm_ffa' });
}

/**
 * rmmod ffa-module. The device goes with it, so the bus takes it from its driver, whoever has /dev/tee0 open. `unbind`: it is
 * taken before the core goes, as by a careful person; else the core itself does it, after it has destroyed the bitmap, and the
 * driver stays registered (recorded: 7.3 j3).
 */
export function* unload(unbind: boolean): Op<void> {
  if ((yield* get(CORE.state)) !== 'ready') {
    yield* log('There is no FF-A core to unload', 'info', 'unload: the FF-A core is not loaded');
    return;
  }
  if ((yield* moduleOf(FFA)).state !== null) {
    yield* log('Somebody unloads it already', 'error', 'unload: the FF-A core is being unloaded (-EBUSY)');
    return;
  }
  yield* whileModule(FFA, 'going', unloadCore(unbind));
}

function* unloadCore(unbind: boolean): Op<void> {
  const device = yield* opteeDevice();
  if (unbind) {
    if (device !== null) yield* takeFromWhoHasIt(device);
    yield* write(REGISTERED, null);
  }
  yield* act('The FF-A core is unloaded', 'ffa_exit', {}, moduleExit, { to: 'arm_ffa' });
}

/** A probe that runs is waited for. */
function* takeFromWhoHasIt(device: FfaDevice): Op<void> {
  const isProbing = (yield* get(DRIVER.state)) !== undefined;
  if (isProbing || (yield* read(OPTEE_DRIVER)) !== null) yield* takeFromDriver(device);
}

function* takeOptee(device: FfaDevice): Op<void> {
  if (device.vmId === OPTEE_ID) yield* takeFromWhoHasIt(device);
}

/**
 * kexec: a new kernel starts. Without a shutdown hook nobody says a word to the firmware before; with it the FF-A core does
 * what it does when it is unloaded, the bitmap before the drivers. What Linux knew is gone; what the secure world knows is
 * not: a bitmap with bound ids, "started", and without the hook the mapped buffers too.
 */
export function* kexec(): Op<void> {
  const { core } = yield* machine<Machine>();
  if (core.hasShutdown && (yield* get(CORE.state)) === 'ready')
    yield* act('Every device is shut down first', 'device_shutdown', {}, shutDown);
  yield* act('Everything that Linux knew is gone', 'machine_kexec', {}, function* () {
    yield* write(OPTEE_DRIVER, null);
    yield* forget(SHARED);
    yield* forget(QUEUES);
    yield* forget({ prefix: MODULE_PREFIX });
    yield* write(SAID, []);
    yield* write(REGISTERED, null);
    yield* forgetArmFfa();
    for (const prefix of LINUX_CELLS) for (const [key] of yield* under(prefix)) yield* set(key, undefined);
  });
  yield* step('The new kernel loads its FF-A core', 'ffa_init', {}, moduleInit, { to: 'arm_ffa' });
}

/** platform_shutdown: `.shutdown` is the same function as `.remove`. */
function* shutDown(): Op<void> {
  yield* within('platform_shutdown', platformShutdown());
}

function* platformShutdown(): Op<void> {
  yield* act('The FF-A core has a shutdown hook', 'ffa_remove', {}, exit, { to: 'arm_ffa' });
}

const LINUX_CELLS = [CORE.prefix, DRIVER.prefix, HELD_PREFIX, LOCK_PREFIX, QUEUE_PREFIX, SYNC_PREFIX];

/** modprobe optee: the driver core offers it the devices of the bus. */
export function* probe(): Op<void> {
  const { config } = yield* machine<Machine>();
  if ((yield* moduleOf(FFA)).state === 'going') {
    yield* log('The bus is on its way out', 'error', 'probe: the FF-A core is being unloaded');
    return;
  }
  if (!(yield* hasDevice())) {
    yield* log('The bus has no device for the driver', 'info', 'probe: there is no FF-A device of OP-TEE');
    return;
  }
  const { state } = yield* moduleOf(OPTEE_MODULE);
  if (state === 'going') {
    yield* log('The module is on its way out', 'error', 'probe: the module is being removed (-EBUSY)');
    return;
  }
  if (state === 'coming' || (yield* read(OPTEE_DRIVER)) !== null) {
    yield* log('The device has its driver', 'info', 'probe: the device is bound already, or a probe has not come back');
    return;
  }
  const driver = { ...DRIVERS[config.driver], probe: bind };
  yield* write(REGISTERED, {
    added: (device) => whileModule(OPTEE_MODULE, 'coming', attachDevice(driver, device)),
    removed: takeOptee,
  });
  yield* whileModule(OPTEE_MODULE, 'coming', attach(driver));
}

function* bind(device: FfaDevice): Op<number> {
  const m = yield* machine<Machine>();
  const driver = DRIVERS[m.config.driver];
  yield* set(DRIVER.state, 'probing');
  yield* beforeProbe();
  const rc = yield* driver.probe(device);
  if (rc === 0) {
    yield* set(DRIVER.state, 'bound');
    return 0;
  }
  yield* clearDriver();
  yield* nothingLeft('the failed probe');
  return rc;
}

/** rmmod optee: refused while its init or exit runs, and while somebody has a device of it open. */
export function* remove(): Op<void> {
  const { state, users } = yield* moduleOf(OPTEE_MODULE);
  if (state === 'coming') {
    yield* log(
      'The module cannot go while its probe runs',
      'error',
      'remove: the probe has not come back, so the module cannot be removed',
    );
    return;
  }
  if (state === 'going') {
    yield* log('Somebody removes it already', 'error', 'remove: the module is being removed (-EBUSY)');
    return;
  }
  const device = yield* opteeDevice();
  if (device === null || (yield* read(OPTEE_DRIVER)) === null) {
    yield* write(REGISTERED, null);
    yield* log('No device is bound, so there is nothing to undo', 'info', 'remove: the driver has no device');
    return;
  }
  if (users > 0) {
    yield* log('Somebody has /dev/tee0 open', 'error', 'remove: the module optee is in use, so it cannot be removed');
    return;
  }
  yield* write(REGISTERED, null);
  yield* whileModule(OPTEE_MODULE, 'going', takeFromDriver(device));
}

function* takeFromDriver(device: FfaDevice): Op<void> {
  const { config } = yield* machine<Machine>();
  yield* detach({ ...DRIVERS[config.driver], remove: unbind }, device);
}

function* unbind(device: FfaDevice): Op<void> {
  const { config } = yield* machine<Machine>();
  const driver = DRIVERS[config.driver];
  yield* set(DRIVER.state, 'removing');
  yield* driver.remove(device);
  yield* clearDriver();
  yield* nothingLeft('the remove');
}

/** The driver's memory is gone, and its cells with it. */
function* clearDriver(): Op<void> {
  for (const key of [DRIVER.state, DRIVER.bottomHalfValue, DRIVER.rpcParamCount, DRIVER.secCaps, DRIVER.maxKey])
    yield* set(key, undefined);
}

/** A client opens a pseudo TA, invokes it once and closes the session. */
export function* session(): Op<void> {
  const optee = yield* read(OPTEE_DRIVER);
  if (optee === null) {
    yield* log('There is no /dev/tee0', 'info', 'session: no driver, so no TEE device to open');
    return;
  }
  yield* whileOpen(OPTEE_MODULE, openInvokeClose(optee));
}

function* openInvokeClose(optee: Optee): Op<void> {
  const none = { type: 'none' } as const;
  const four = [none, none, none, none];
  const answer = yield* within('tee_ioctl', openSession(optee, SESSION_TA, four));
  if (typeof answer === 'number' || !succeeded(answer)) return;
  yield* within('tee_ioctl', invoke(optee, answer.session, 0, four));
  yield* within('tee_ioctl', closeSession(optee, answer.session));
}

/** Linux sends registers as they are, and looks at nothing that comes back. */
export function* sendRegisters(w: readonly bigint[]): Op<void> {
  yield* smc('These registers, as they are', w);
}

/** A client's call in which OP-TEE waits for a key: the task waits in Linux, on behalf of an OP-TEE thread. */
export function* syncWait(key: number, timeout: number): Op<void> {
  yield* notificationCall(WAIT_FUNC, key, timeout);
}

/** A client's call in which OP-TEE sends a key. */
export function* syncSend(key: number): Op<void> {
  yield* notificationCall(SEND_FUNC, key, 0);
}

function* notificationCall(func: number, key: number, timeout: number): Op<void> {
  const optee = yield* read(OPTEE_DRIVER);
  if (optee === null) {
    yield* log('There is no driver to call', 'info', 'sync: no driver, so no TEE device to open');
    return;
  }
  yield* whileOpen(OPTEE_MODULE, waitOrSend(optee, func, key, timeout));
}

function* waitOrSend(optee: Optee, func: number, key: number, timeout: number): Op<void> {
  const value = { type: 'value', a: BigInt(key), b: BigInt(timeout), c: 0n } as const;
  const answer = yield* within('tee_ioctl', openSession(optee, NOTIFICATION_TA));
  if (typeof answer === 'number' || !succeeded(answer)) return;
  yield* within('tee_ioctl', invoke(optee, answer.session, func, [value]));
  yield* within('tee_ioctl', closeSession(optee, answer.session));
}

/** A client opens a trusted application that has to be loaded, and closes the session. */
export function* loadTa(): Op<void> {
  const optee = yield* read(OPTEE_DRIVER);
  if (optee === null) {
    yield* log('There is no TEE to load it', 'info', 'load-ta: no driver, so no TEE device to open');
    return;
  }
  const none = { type: 'none' } as const;
  const answer = yield* within('tee_ioctl', openSession(optee, USER_TA, [none, none, none, none]));
  if (typeof answer === 'number' || !succeeded(answer)) return;
  yield* within('tee_ioctl', closeSession(optee, answer.session));
}

export function* opteeDevice(): Op<FfaDevice | null> {
  const devices = yield* read(DRV_INFO.devices);
  return devices.find((d) => d.vmId === OPTEE_ID) ?? null;
}

/** Is there a device that the bus would offer to the driver? */
function* hasDevice(): Op<boolean> {
  const own = yield* read(DRV_INFO.vmId);
  for (const device of yield* read(DRV_INFO.devices)) if (device.vmId !== own && (yield* matches(device))) return true;
  return false;
}
