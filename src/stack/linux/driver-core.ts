import { type Op, read, within } from '../../sim/effects.ts';
import { narrate } from '../../sim/narrate.ts';
import { busNotifier, type Driver, deviceProbe, deviceRemove, matches } from './arm-ffa/bus.ts';
import { DRV_INFO, type FfaDevice } from './arm-ffa/state.ts';

// Linux's driver core (drivers/base/dd.c): it offers a driver the devices of its bus, and takes them from it.

const { step, act } = narrate('linux/driver-core', 'user');

/** driver_attach: every device that might be for the driver, in the order in which they were registered. */
export function* attach(driver: Driver): Op<void> {
  const self = yield* read(DRV_INFO.vmId);
  for (const device of yield* read(DRV_INFO.devices)) {
    if (!(yield* matches(device))) continue;
    yield* within('ffa_bus_notifier', busNotifier(device));
    // Linux's own device never has a UUID: ffa_device_probe answers -ENODEV without a word, at every probe.
    if ((yield* read(device.uuid)) === null && device.vmId === self) continue;
    yield* step(
      'The bus found OP-TEE and calls the driver',
      'ffa_device_probe',
      { dev: device.name },
      () => deviceProbe(driver, device),
      { to: 'arm_ffa' },
    );
  }
}

/** driver_detach */
export function* detach(driver: Driver, device: FfaDevice): Op<void> {
  yield* act(
    'The module goes and the bus calls remove',
    'ffa_device_remove',
    { dev: device.name },
    () => deviceRemove(driver, device),
    { to: 'arm_ffa' },
  );
}
