import { OPTEE_UUID } from '../../../abi/uuid.ts';
import { type Op, read, within, write } from '../../../sim/effects.ts';
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
