import {
  FFA_FEATURES,
  FFA_PARTITION_INFO_GET,
  FFA_PARTITION_INFO_GET_REGS,
  FFA_RX_RELEASE,
} from '../../../abi/ffa-call.ts';
import { s32 } from '../../../base/bits.ts';
import { getFlag, machine, type Op, within } from '../../../sim/effects.ts';
import { narrate } from '../../../sim/narrate.ts';
import { CORE } from '../../../trace/keys.ts';
import type { Machine } from '../../machine.ts';
import { EINVAL, EOPNOTSUPP } from '../errno.ts';
import { mutexLock, mutexUnlock } from '../kernel/lock.ts';
import { conduit } from './conduit.ts';
import { handleOwnNotifications } from './delivery.ts';
import { errnoOf } from './reply.ts';
import type { PartitionInfo } from './state.ts';

// Which partitions are there (driver.c, ffa_setup_partitions; Linux 6.12.117).

const SRC = 'linux/arm-ffa/partitions';
const { step, act, log } = narrate(SRC, 'arm_ffa');
const smc = conduit(SRC);

const COUNT_ONLY = 1;
const AARCH64 = 1 << 8;
const VERSION_1_0 = 0x10000;

/** 0, or the errno with which the whole driver goes. */
export function* setUpPartitions(): Op<number> {
  const { arm } = yield* machine<Machine>();
  const found = yield* within('ffa_partition_probe', probe());
  if (typeof found === 'number' || found.length === 0) {
    const error = typeof found === 'number' ? found : 0;
    yield* log('Nobody is there', 'info', `ARM FF-A: ffa_setup_partitions: No partitions found, error ${error}`);
    return -EINVAL;
  }
  for (const info of found) {
    const name = `arm-ffa-${arm.devices.length + 1}`;
    const rc = yield* step('A device for the partition', 'ffa_device_register', {
      dev: name,
      id: `0x${info.id.toString(16)}`,
    });
    if (rc < 0) continue;
    const mode32bit = arm.version > VERSION_1_0 && (info.properties & AARCH64) === 0;
    arm.devices.push({ name, vmId: info.id, mode32bit });
    arm.partitions.set(info.id, null);
  }
  if (arm.partitions.has(arm.vmId)) return 0;
  return yield* within('ffa_setup_host_partition', setUpHost());
}

/** Linux itself is a partition too: its schedule callback fetches its own notifications. */
function* setUpHost(): Op<number> {
  const { arm } = yield* machine<Machine>();
  const name = `arm-ffa-${arm.devices.length + 1}`;
  const rc = yield* step('A device for Linux itself', 'ffa_device_register', {
    dev: name,
    id: `0x${arm.vmId.toString(16)}`,
  });
  if (rc < 0) return -EINVAL;
  arm.devices.push({ name, vmId: arm.vmId, mode32bit: false });
  const enabled = yield* getFlag(CORE.notifEnabled);
  arm.partitions.set(arm.vmId, enabled ? handleOwnNotifications : null);
  if (!enabled) return 0;
  return yield* step('From here on a global notification for Linux is fetched', 'ffa_sched_recv_cb_update');
}

export function* cleanUpPartitions(): Op<void> {
  const { arm } = yield* machine<Machine>();
  for (const device of arm.devices) yield* act('The device goes', 'ffa_device_unregister', { dev: device.name });
  arm.devices = [];
  arm.partitions.clear();
}

/** ffa_partition_probe: the list, or a negative errno. Registers are asked for first, the RX buffer is the fallback. */
function* probe(): Op<readonly PartitionInfo[] | number> {
  const { arm } = yield* machine<Machine>();
  if (!arm.core.asksForRegisters) return yield* within('__ffa_partition_info_get', inBuffer());
  const regs = yield* within(
    'ffa_features',
    smc(
      'Can the list come in registers?',
      FFA_FEATURES.encode({ feature: FFA_PARTITION_INFO_GET_REGS.id64, properties: 0 }),
    ),
  );
  if ((errnoOf(regs) ?? 0) === 0) {
    // Nothing modelled here offers it; a scenario that makes the firmware say so gets what it then answers.
    return yield* within('__ffa_partition_info_get_regs', inRegisters());
  }
  return yield* within('__ffa_partition_info_get', inBuffer());
}

function* inRegisters(): Op<number> {
  const reply = yield* smc('Count the partitions, in registers', FFA_PARTITION_INFO_GET_REGS.encode({}));
  return errnoOf(reply) ?? -EOPNOTSUPP;
}

function* inBuffer(): Op<readonly PartitionInfo[] | number> {
  const { arm } = yield* machine<Machine>();
  const nil = { uuid0: 0, uuid1: 0, uuid2: 0, uuid3: 0 };
  yield* mutexLock('arm_ffa', 'rx_lock');
  const flags = arm.version > VERSION_1_0 ? COUNT_ONLY : 0;
  const count = yield* smc('How many partitions are there?', FFA_PARTITION_INFO_GET.encode({ ...nil, flags }));
  if (flags === 0 && errnoOf(count) === null) {
    yield* smc('The RX buffer is free again, after counting', FFA_RX_RELEASE.encode({}));
  }
  yield* mutexUnlock('rx_lock');
  const n = errnoOf(count) ?? s32(count[2] ?? 0n);
  if (n <= 0) return n;

  yield* mutexLock('arm_ffa', 'rx_lock');
  const list = yield* smc('Which partitions are they?', FFA_PARTITION_INFO_GET.encode({ ...nil, flags: 0 }));
  const failed = errnoOf(list);
  const found = failed === null ? s32(list[2] ?? 0n) : failed;
  if (failed === null) yield* smc('The RX buffer is free again', FFA_RX_RELEASE.encode({}));
  yield* mutexUnlock('rx_lock');
  // The count is read from the reply, the entries from the buffer: what was not written there is zero.
  if (found <= 0) return found;
  return found <= n ? arm.rxBuffer.slice(0, found) : [];
}
