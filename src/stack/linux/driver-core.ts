import { type Op, read, self, wait, within, write } from '../../sim/effects.ts';
import { refs } from '../../sim/memory.ts';
import { narrate } from '../../sim/narrate.ts';
import { busNotifier, type Driver, deviceProbe, deviceRemove, matches } from './arm-ffa/bus.ts';
import { DRV_INFO, type FfaDevice } from './arm-ffa/state.ts';
import { mightSleep } from './kernel/lock.ts';
import { OPTEE_DRIVER } from './optee/state.ts';

// Linux's driver core (drivers/base/dd.c): it offers a driver the devices of its bus, and takes them from it.

const { step, act } = narrate('linux/driver-core', 'user');

/** Who holds the lock of a device, by its name; null while it is free. */
const DEVICE_LOCK = refs<string | null>('device_lock', null);

/** device_lock: held while probe or remove runs. */
function* locked(device: FfaDevice, body: Op<void>): Op<void> {
  const lock = DEVICE_LOCK(device.name);
  yield* mightSleep('user', 'device_lock');
  yield* wait(`the lock of the device ${device.name}`, (now) => now.read(lock) === null);
  yield* write(lock, (yield* self()).name);
  yield* body;
  yield* write(lock, null);
}

/** driver_attach: every device that might be for the driver, in the order in which they were registered. */
export function* attach(driver: Driver): Op<void> {
  for (const device of yield* read(DRV_INFO.devices)) yield* attachDevice(driver, device);
}

/** device_attach: one device, when it is registered and the driver is there already. */
export function* attachDevice(driver: Driver, device: FfaDevice): Op<void> {
  if (yield* matches(device)) yield* locked(device, offer(driver, device));
}

/** __driver_attach: the device is locked while its driver is looked for and while probe runs. */
function* offer(driver: Driver, device: FfaDevice): Op<void> {
  // A device without a UUID has no driver, whatever OP-TEE's has.
  if ((yield* read(OPTEE_DRIVER)) !== null && (yield* read(device.uuid)) !== null) return;
  yield* within('ffa_bus_notifier', busNotifier(device));
  // Linux's own device never has a UUID: ffa_device_probe answers -ENODEV without a word, at every probe.
  if ((yield* read(device.uuid)) !== null || device.vmId !== (yield* read(DRV_INFO.vmId)))
    yield* step(
      'The bus found OP-TEE and calls the driver',
      'ffa_device_probe',
      { dev: device.name },
      () => deviceProbe(driver, device),
      { to: 'arm_ffa' },
    );
}

/** driver_detach: waits for a probe or a remove that runs. */
export function* detach(driver: Driver, device: FfaDevice): Op<void> {
  yield* locked(device, takeBack(driver, device));
}

/** Who comes second finds no driver. */
function* takeBack(driver: Driver, device: FfaDevice): Op<void> {
  if ((yield* read(OPTEE_DRIVER)) !== null)
    yield* act(
      'The module goes and the bus calls remove',
      'ffa_device_remove',
      { dev: device.name },
      () => deviceRemove(driver, device),
      { to: 'arm_ffa' },
    );
}
