import { OPTEE_ID } from '../../../abi/endpoint.ts';
import { get, machine, type Op, read, set, write } from '../../../sim/effects.ts';
import { narrate } from '../../../sim/narrate.ts';
import { DRIVER } from '../../../trace/keys.ts';
import type { Machine } from '../../machine.ts';
import { matches, REGISTERED } from '../arm-ffa/bus.ts';
import { DRV_INFO, type FfaDevice } from '../arm-ffa/state.ts';
import { attach, attachDevice, detach } from '../driver-core.ts';
import { DRIVERS } from '../drivers.ts';
import { moduleOf, whileModule } from '../kernel/module.ts';
import { beforeProbe, nothingLeft, soundAfterProbe } from '../optee/left-over.ts';
import { OPTEE_DRIVER } from '../optee/state.ts';
import { FFA_MODULE, OPTEE_MODULE } from './modules.ts';

// The driver comes and goes: modprobe and rmmod of optee.

const { log } = narrate('linux/user/optee-module', 'user');

/** modprobe optee: the driver core offers it the devices of the bus. */
export function* probe(): Op<void> {
  const { config } = yield* machine<Machine>();
  if ((yield* moduleOf(FFA_MODULE)).state === 'going') {
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
    yield* soundAfterProbe();
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

function* takeOptee(device: FfaDevice): Op<void> {
  if (device.vmId === OPTEE_ID) yield* takeFromWhoHasIt(device);
}

/** A probe that runs is waited for. */
export function* takeFromWhoHasIt(device: FfaDevice): Op<void> {
  const isProbing = (yield* get(DRIVER.state)) !== undefined;
  if (isProbing || (yield* read(OPTEE_DRIVER)) !== null) yield* takeFromDriver(device);
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
