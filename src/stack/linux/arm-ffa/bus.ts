import { OPTEE_UUID } from '../../../abi/uuid.ts';
import { type Op, read, within, write } from '../../../sim/effects.ts';
import { ref } from '../../../sim/memory.ts';
import { narrate } from '../../../sim/narrate.ts';
import { ENODEV } from '../errno.ts';
import { probePartitions } from './partition-list.ts';
import { DRV_INFO, type FfaDevice } from './state.ts';

// The arm_ffa bus between Linux's driver core and the OP-TEE driver (drivers/firmware/arm_ffa/bus.c, and ffa_bus_notifier of
// driver.c; Linux 6.12.117).

const { step, act } = narrate('linux/arm-ffa/bus', 'arm_ffa');

/** What the OP-TEE driver gives the bus. */
export interface Driver {
  readonly probe: (device: FfaDevice) => Op<number>;
  readonly remove: (device: FfaDevice) => Op<void>;
}

/** A driver that is registered on the bus, as the driver core acts for it. */
interface Registered {
  readonly added: (device: FfaDevice) => Op<void>;
  readonly removed: (device: FfaDevice) => Op<void>;
}

/** ffa_driver_register: the driver of a module that is loaded, null for none. A new device is offered to it at once. */
export const REGISTERED = ref<Registered | null>('arm_ffa_bus.driver', null);

/** device_register: whoever is registered may probe it, before the FF-A core goes on. */
export function* deviceAdded(device: FfaDevice): Op<void> {
  const driver = yield* read(REGISTERED);
  if (driver !== null) yield* driver.added(device);
}

/** device_unregister: a driver that is bound removes it first. */
export function* deviceRemoved(device: FfaDevice): Op<void> {
  const driver = yield* read(REGISTERED);
  if (driver !== null) yield* driver.removed(device);
}

/** ffa_device_match: the driver is for this UUID, or the device has none yet. */
export function* matches(device: FfaDevice): Op<boolean> {
  const uuid = yield* read(device.uuid);
  return uuid === null || uuid === OPTEE_UUID;
}

/** ffa_bus_notifier, where it is registered: version 1.0 tells the UUID of no partition, so the bus asks who has the driver's. */
export function* busNotifier(device: FfaDevice): Op<void> {
  if (!(yield* read(DRV_INFO.asksForUuids)) || (yield* read(device.uuid)) !== null) return;
  yield* act('Has this partition the UUID of the driver?', 'ffa_device_match_uuid', { dev: device.name }, function* () {
    const found = yield* within('ffa_partition_probe', probePartitions(OPTEE_UUID));
    if (typeof found !== 'number' && found.some((p) => p.id === device.vmId)) yield* write(device.uuid, OPTEE_UUID);
  });
}

/** ffa_device_probe: a device without a UUID is no driver's. */
export function* deviceProbe(driver: Driver, device: FfaDevice): Op<number> {
  if ((yield* read(device.uuid)) === null) return -ENODEV;
  return yield* step(
    'The driver tries the device',
    'optee_ffa_probe',
    { dev: device.name },
    () => driver.probe(device),
    {
      to: 'optee-driver',
    },
  );
}

/** ffa_device_remove */
export function* deviceRemove(driver: Driver, device: FfaDevice): Op<void> {
  yield* act('The driver undoes its probe', 'optee_ffa_remove', { dev: device.name }, () => driver.remove(device), {
    to: 'optee-driver',
  });
}
