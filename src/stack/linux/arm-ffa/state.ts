import { forget, type Op, write } from '../../../sim/effects.ts';
import { type Ref, ref, refs } from '../../../sim/memory.ts';

/** A device on the arm_ffa bus (struct ffa_device). */
export interface FfaDevice {
  /** `arm-ffa-1` */
  readonly name: string;
  /** The partition's endpoint id. */
  readonly vmId: number;
  /** Direct messages use the 32-bit function ids. */
  readonly mode32bit: Ref<boolean>;
  /** null where the list of partitions had none, as in version 1.0, until the bus has asked. */
  readonly uuid: Ref<string | null>;
}

/** What Linux calls when a notification arrives (ffa_notifier_cb). */
export type NotifierCallback = (id: number) => Op<void>;

/** The type that an entry of the hash has: from bit 15 of the device's id. */
export type NotifyType = 'NON_SECURE_VM' | 'SECURE_PARTITION' | 'FRAMEWORK';

/** An entry of the notifier hash (struct notifier_cb_info): it holds no id. The id decides only the bucket. */
export interface CallbackInfo {
  readonly type: NotifyType;
  readonly callback: NotifierCallback;
  /** The id it was added under and who asked: for the panel, Linux keeps neither. */
  readonly addedAs: number;
  readonly owner: string;
  /** Has hash_del and kfree happened? Whoever still has a pointer to it uses freed memory. */
  readonly freed: Ref<boolean>;
  /** How many callbacks of it run: only the fixed core counts them. */
  readonly running: Ref<number>;
}

/** `struct ffa_drv_info` and the lists beside it, as far as they are not in the world (CORE). */
export const DRV_INFO = {
  vmId: ref('arm_ffa.vm_id', 0),
  version: ref('arm_ffa.version', 0),
  devices: ref<readonly FfaDevice[]>('arm_ffa.devices', []),
  /** Is the bus notifier registered that asks for the UUID of a device when a driver comes? */
  asksForUuids: ref('arm_ffa.bus_nb', false),
  /** By bucket, 64 of them, newest entry first (hlist_add_head). */
  hash: refs<readonly CallbackInfo[]>('arm_ffa.hash', []),
  /** The xarray of partitions, by their ids. */
  partition: refs<Partition | null>('arm_ffa.partition', null),
  /** Bytes of each of the two buffers. */
  bufferSize: ref('arm_ffa.rxtx_bufsz', 4096),
  memOpsNative: ref('arm_ffa.mem_ops_native', false),
  directReq2: ref('arm_ffa.msg_direct_req2_supp', false),
  /** Interrupts that every CPU takes: their names. */
  interrupts: ref<readonly string[]>('arm_ffa.interrupts', []),
} as const;

/** A partition that Linux can tell to run (struct ffa_dev_part_info): who does it, where somebody has registered. */
export interface Partition {
  readonly callback: ScheduleCallback | null;
}

export type ScheduleCallback = (vcpu: number, perVcpu: boolean) => Op<void>;

/** FFA_VERSION of FF-A 1.0. */
export const VERSION_1_0 = 0x10000;

/** What a new kernel does not know. */
export function* forgetArmFfa(): Op<void> {
  yield* write(DRV_INFO.devices, []);
  yield* write(DRV_INFO.asksForUuids, false);
  yield* forget(DRV_INFO.hash);
  yield* forget(DRV_INFO.partition);
  yield* write(DRV_INFO.memOpsNative, false);
  yield* write(DRV_INFO.directReq2, false);
  yield* write(DRV_INFO.interrupts, []);
}
