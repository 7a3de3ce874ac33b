import type { Op } from '../../../sim/effects.ts';
import type { FfaCore } from '../revisions.ts';

/** A device on the arm_ffa bus (struct ffa_device). */
export interface FfaDevice {
  /** `arm-ffa-1` */
  readonly name: string;
  /** The partition's endpoint id. */
  readonly vmId: number;
  /** Direct messages use the 32-bit function ids. */
  mode32bit: boolean;
  /** null where the list of partitions had none, as in version 1.0, until the bus has asked. */
  uuid: string | null;
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
  freed: boolean;
  /** How many callbacks of it run: only the fixed core counts them. */
  running: number;
}

/** `struct ffa_drv_info`, as far as it is pointers. Numbers and flags are in the world (CORE). */
export interface ArmFfa {
  /** What this FF-A core does otherwise than another. */
  readonly core: FfaCore;
  vmId: number;
  version: number;
  devices: FfaDevice[];
  /** Is the bus notifier registered that asks for the UUID of a device when a driver comes? */
  asksForUuids: boolean;
  /** 64 buckets, newest entry first (hlist_add_head). */
  readonly hash: CallbackInfo[][];
  /** Partition ids in the xarray, with the schedule callback where one is registered. */
  readonly partitions: Map<number, ScheduleCallback | null>;
  /** What the last FFA_PARTITION_INFO_GET wrote into the RX buffer. */
  rxBuffer: PartitionInfo[];
  /** Bytes of each of the two buffers. */
  bufferSize: number;
  memOpsNative: boolean;
  directReq2: boolean;
  /** Interrupts that every CPU takes: their names. */
  readonly enabled: Set<string>;
}

export type ScheduleCallback = (vcpu: number, perVcpu: boolean) => Op<void>;

export interface PartitionInfo {
  readonly id: number;
  readonly executionContexts: number;
  readonly properties: number;
  /** null: none, all zeros. */
  readonly uuid: string | null;
}

/** FFA_VERSION of FF-A 1.0. */
export const VERSION_1_0 = 0x10000;

export function newArmFfa(core: FfaCore): ArmFfa {
  return {
    core,
    vmId: 0,
    version: 0,
    devices: [],
    asksForUuids: false,
    hash: Array.from({ length: 64 }, () => []),
    partitions: new Map(),
    rxBuffer: [],
    bufferSize: 4096,
    memOpsNative: false,
    directReq2: false,
    enabled: new Set(),
  };
}

/** What a new kernel does not know. */
export function forgetArmFfa(arm: ArmFfa): void {
  arm.devices = [];
  arm.asksForUuids = false;
  for (const bucket of arm.hash) bucket.length = 0;
  arm.partitions.clear();
  arm.rxBuffer = [];
  arm.memOpsNative = false;
  arm.directReq2 = false;
  arm.enabled.clear();
}
