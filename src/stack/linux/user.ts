import { machine, type Op, set, within } from '../../sim/effects.ts';
import { narrate } from '../../sim/narrate.ts';
import { CORE, DRIVER } from '../../trace/keys.ts';
import type { Machine } from '../machine.ts';
import { OPTEE_ID } from '../names.ts';
import { SESSION_TA } from '../optee/tee/pseudo-ta.ts';
import { conduit } from './arm-ffa/conduit.ts';
import { exit, init } from './arm-ffa/init.ts';
import type { FfaDevice } from './arm-ffa/state.ts';
import { DRIVERS } from './drivers.ts';
import { ENODEV } from './errno.ts';
import { notifSend, notifWait } from './optee/notif.ts';
import { closeSession, invoke, openSession, succeeded } from './optee/session.ts';

// What a person at the keyboard does: load and unload modules, use a trusted application.

const SRC = 'linux/user';
const { step, act, log } = narrate(SRC, 'user');
const smc = conduit(SRC);

export function* boot(): Op<void> {
  const { world } = yield* machine<Machine>();
  if (world.get(CORE.state) === 'ready') {
    yield* log('The FF-A core runs already', 'info', 'boot: the FF-A core is loaded; unload it first');
    return;
  }
  yield* step('The FF-A core is loaded', 'ffa_init', {}, init, { to: 'arm_ffa' });
}

export function* unload(): Op<void> {
  const { world, optee } = yield* machine<Machine>();
  if (world.get(CORE.state) !== 'ready') {
    yield* log('There is no FF-A core to unload', 'info', 'unload: the FF-A core is not loaded');
    return;
  }
  if (optee !== null) yield* remove();
  yield* act('The FF-A core is unloaded', 'ffa_exit', {}, exit, { to: 'arm_ffa' });
}

/** modprobe optee: the bus finds the device whose UUID is OP-TEE's, and calls the driver's probe. */
export function* probe(): Op<void> {
  const { arm, config, optee, world } = yield* machine<Machine>();
  const device = opteeDevice(arm.devices);
  const driver = DRIVERS[config.driver];
  if (device === null || driver === null) {
    yield* log('The bus has no device for the driver', 'info', 'probe: there is no FF-A device of OP-TEE');
    return;
  }
  if (optee !== null || world.get(DRIVER.state) === 'probing') {
    yield* log('The device has its driver', 'info', 'probe: the device is bound already, or a probe has not come back');
    return;
  }
  yield* step(
    'The bus found OP-TEE and calls the driver',
    'ffa_device_probe',
    { dev: device.name },
    () => bind(device),
    {
      to: 'optee-driver',
    },
  );
}

function* bind(device: FfaDevice): Op<number> {
  const m = yield* machine<Machine>();
  const driver = DRIVERS[m.config.driver];
  if (driver === null) return -ENODEV;
  yield* set(DRIVER.state, 'probing');
  const rc = yield* driver.probe(device);
  if (rc === 0) {
    yield* set(DRIVER.state, 'bound');
    return 0;
  }
  yield* clearDriver();
  return rc;
}

/** rmmod optee */
export function* remove(): Op<void> {
  const { arm, config, optee, world } = yield* machine<Machine>();
  const driver = DRIVERS[config.driver];
  const device = opteeDevice(arm.devices);
  if (world.get(DRIVER.state) === 'probing') {
    yield* log(
      'The module cannot go while its probe runs',
      'error',
      'remove: the probe has not come back, so the module cannot be removed',
    );
    return;
  }
  if (optee === null || driver === null || device === null) {
    yield* log('No device is bound, so there is nothing to undo', 'info', 'remove: the driver has no device');
    return;
  }
  yield* act(
    'The module goes and the bus calls remove',
    'ffa_device_remove',
    { dev: device.name },
    () => unbindDriver(device),
    {
      to: 'optee-driver',
    },
  );
}

function* unbindDriver(device: FfaDevice): Op<void> {
  const { config } = yield* machine<Machine>();
  const driver = DRIVERS[config.driver];
  if (driver === null) return;
  yield* set(DRIVER.state, 'removing');
  yield* driver.remove(device);
  yield* clearDriver();
}

/** The driver's memory is gone, and its cells with it. */
function* clearDriver(): Op<void> {
  for (const key of [DRIVER.state, DRIVER.bottomHalfValue, DRIVER.rpcParamCount, DRIVER.secCaps, DRIVER.maxKey])
    yield* set(key, undefined);
}

/** A client opens a pseudo TA, invokes it once and closes the session. */
export function* session(): Op<void> {
  const { optee } = yield* machine<Machine>();
  if (optee === null) {
    yield* log('There is no /dev/tee0', 'info', 'session: no driver, so no TEE device to open');
    return;
  }
  const none = { type: 'none' } as const;
  const four = () => [{ ...none }, { ...none }, { ...none }, { ...none }];
  const answer = yield* within('tee_ioctl', openSession(optee, SESSION_TA, four()));
  if (typeof answer === 'number' || !succeeded(answer)) return;
  yield* within('tee_ioctl', invoke(optee, answer.session, 0, four()));
  yield* within('tee_ioctl', closeSession(optee, answer.session));
}

/** Linux sends registers as they are, and looks at nothing that comes back. */
export function* sendRegisters(w: readonly bigint[]): Op<void> {
  yield* smc('These registers, as they are', w);
}

export function* syncWait(key: number, timeout: number): Op<void> {
  const { optee } = yield* machine<Machine>();
  if (optee === null) yield* log('Nobody keeps keys', 'info', 'sync-wait: no driver');
  else yield* notifWait(optee, key, timeout);
}

export function* syncSend(key: number): Op<void> {
  const { optee } = yield* machine<Machine>();
  if (optee === null) yield* log('Nobody keeps the keys', 'info', 'sync-send: no driver');
  else yield* notifSend(optee, key);
}

export function opteeDevice(devices: readonly FfaDevice[]): FfaDevice | null {
  return devices.find((d) => d.vmId === OPTEE_ID) ?? null;
}
