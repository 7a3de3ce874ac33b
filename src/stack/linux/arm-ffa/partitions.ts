import type { PartitionInfo } from '../../../abi/partition.ts';
import { create, forget, getFlag, machine, type Op, read, update, within, write } from '../../../sim/effects.ts';
import { narrate } from '../../../sim/narrate.ts';
import { CORE } from '../../../trace/keys.ts';
import type { Machine } from '../../machine.ts';
import { EINVAL, ENOMEM } from '../errno.ts';
import { deviceAdded, deviceRemoved } from './bus.ts';
import { handleOwnNotifications } from './delivery.ts';
import { probePartitions } from './partition-list.ts';
import { DRV_INFO, type FfaDevice, VERSION_1_0 } from './state.ts';

// A device on the bus for each partition, and one for Linux itself (driver.c, ffa_setup_partitions; bus.c,
// ffa_device_register; Linux 6.12.117).

const SRC = 'linux/arm-ffa/partitions';
const { step, allocate, act, log } = narrate(SRC, 'arm_ffa');

const AARCH64 = 1 << 8;
const kernel = { faultName: 'arm_ffa:kzalloc' };

/** 0, or the errno with which the whole driver goes. */
export function* setUpPartitions(): Op<number> {
  // Version 1.0 has no UUIDs in the list: the bus asks when a driver comes (bus.ts).
  yield* write(DRV_INFO.asksForUuids, (yield* read(DRV_INFO.version)) === VERSION_1_0);
  const found = yield* within('ffa_partition_probe', probePartitions(null));
  if (typeof found === 'number') {
    yield* log('Nobody is there', 'info', `ARM FF-A: ffa_setup_partitions: No partitions found, error ${found}`);
    yield* write(DRV_INFO.asksForUuids, false);
    return -EINVAL;
  }
  for (const info of found) {
    const device = yield* registerPartition(info);
    if (device === null)
      yield* log(
        'It stays without a device',
        'error',
        `ARM FF-A: ffa_setup_partitions: failed to register partition ID 0x${info.id.toString(16)}`,
      );
    else if ((yield* addRecord(device)) < 0) yield* drop(device);
  }
  if ((yield* read(DRV_INFO.partition(yield* read(DRV_INFO.vmId)))) !== null) return 0;
  const rc = yield* within('ffa_setup_host_partition', setUpHost());
  if (rc !== 0) yield* within('ffa_partitions_cleanup', cleanUpPartitions());
  return rc;
}

function* registerPartition({ id, properties, uuid }: PartitionInfo): Op<FfaDevice | null> {
  const mode32bit = (yield* read(DRV_INFO.version)) > VERSION_1_0 && (properties & AARCH64) === 0;
  const device = yield* newDevice(id, mode32bit, uuid);
  const made = yield* allocate('A device for the partition', 'ffa_device_register', args(device), () => onBus(device));
  return made === 'ok' ? device : null;
}

function* newDevice(vmId: number, mode32bit: boolean, uuid: string | null): Op<FfaDevice> {
  return {
    name: nextName(yield* read(DRV_INFO.devices)),
    vmId,
    mode32bit: yield* create('ffa_device.mode_32bit', mode32bit),
    uuid: yield* create('ffa_device.uuid', uuid),
  };
}

/** `arm-ffa-1`: the lowest number that no device has (ida_alloc_min). */
function nextName(devices: readonly FfaDevice[]): string {
  for (let n = 1; ; n++) if (!devices.some((d) => d.name === `arm-ffa-${n}`)) return `arm-ffa-${n}`;
}

const args = (device: FfaDevice) => ({ dev: device.name, id: `0x${device.vmId.toString(16)}` });

function* onBus(device: FfaDevice): Op<'ok' | null> {
  const memory = yield* allocate('Room for it', 'kzalloc', { what: 'struct ffa_device' }, undefined, kernel);
  if (memory === null) return null;
  yield* update(DRV_INFO.devices, (devices) => [...devices, device]);
  yield* deviceAdded(device);
  return 'ok';
}

/**
 * ffa_xa_add_partition_info: a record of the device under its partition's id, so that it can be told to run. Since 6.15
 * (and in 6.12.117) an id has a list of records.
 */
function* addRecord(device: FfaDevice): Op<number> {
  const record = { what: 'struct ffa_dev_part_info' };
  const room = yield* allocate('Room for who is to be told', 'kzalloc', record, undefined, kernel);
  if (room === null) return -ENOMEM;
  const { core } = yield* machine<Machine>();
  if (core.listsRecords && (yield* read(DRV_INFO.partition(device.vmId))) === null) {
    const head = yield* allocate(
      'And for the list of them',
      'kzalloc',
      { what: 'struct list_head' },
      undefined,
      kernel,
    );
    if (head === null) return -ENOMEM;
  }
  yield* write(DRV_INFO.partition(device.vmId), { callback: null });
  return 0;
}

/** Linux itself is a partition too: its schedule callback fetches its own notifications. */
function* setUpHost(): Op<number> {
  const vmId = yield* read(DRV_INFO.vmId);
  const device = yield* newDevice(vmId, false, null);
  const made = yield* allocate('A device for Linux itself', 'ffa_device_register', args(device), () => onBus(device));
  if (made !== 'ok') {
    const id = `0x${vmId.toString(16)}`;
    yield* log(
      'Linux cannot be told',
      'error',
      `ARM FF-A: ffa_setup_host_partition: failed to register host partition ID ${id}`,
    );
    return -EINVAL;
  }
  const rc = yield* addRecord(device);
  if (rc < 0) return rc;
  const enabled = yield* getFlag(CORE.notifEnabled);
  if (!enabled) return 0;
  yield* write(DRV_INFO.partition(vmId), { callback: handleOwnNotifications });
  const told = yield* step('From here on a global notification for Linux is fetched', 'ffa_sched_recv_cb_update');
  if (told !== 0)
    yield* log('Nobody fetches for Linux', 'info', `ARM FF-A: Failed to register driver sched callback ${told}`);
  return told;
}

export function* cleanUpPartitions(): Op<void> {
  yield* write(DRV_INFO.asksForUuids, false);
  for (const device of yield* read(DRV_INFO.devices)) yield* drop(device);
  yield* forget(DRV_INFO.partition);
}

function* drop(device: FfaDevice): Op<void> {
  yield* act('The device goes', 'ffa_device_unregister', { dev: device.name }, () => deviceRemoved(device));
  yield* update(DRV_INFO.devices, (devices) => devices.filter((d) => d !== device));
}
