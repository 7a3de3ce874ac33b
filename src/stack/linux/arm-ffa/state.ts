import type { Op } from '../../../sim/effects.ts';

/** A device on the arm_ffa bus (struct ffa_device). */
export interface FfaDevice {
  /** `arm-ffa-1` */
  readonly name: string;
  /** The partition's endpoint id. */
  readonly vmId: number;
  /** Direct messages use the 32-bit function ids. */
  mode32bit: boolean;
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

/**
 * Which FF-A core: that of the 6.7 cycle, on which the patch was written; Debian's 6.12.117; or one that gives a driver
 * what it needs (`fixed`, which exists nowhere: each place says what it does otherwise).
 */
export type Era = '6.7' | '6.12' | 'fixed';

/** `struct ffa_drv_info`, as far as it is pointers. Numbers and flags are in the world (CORE). */
export interface ArmFfa {
  readonly era: Era;
  vmId: number;
  version: number;
  devices: FfaDevice[];
  /** 64 buckets, newest entry first (hlist_add_head). */
  readonly hash: CallbackInfo[][];
  /** Partition ids in the xarray, with the schedule callback where one is registered. */
  readonly partitions: Map<number, ScheduleCallback | null>;
  /** What the last FFA_PARTITION_INFO_GET wrote into the RX buffer. */
  rxBuffer: PartitionInfo[];
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
  readonly uuid: string;
}

export function newArmFfa(era: Era): ArmFfa {
  return {
    era,
    vmId: 0,
    version: 0,
    devices: [],
    hash: Array.from({ length: 64 }, () => []),
    partitions: new Map(),
    rxBuffer: [],
    memOpsNative: false,
    directReq2: false,
    enabled: new Set(),
  };
}

/** What a new kernel does not know. */
export function forgetArmFfa(arm: ArmFfa): void {
  arm.devices = [];
  for (const bucket of arm.hash) bucket.length = 0;
  arm.partitions.clear();
  arm.rxBuffer = [];
  arm.memOpsNative = false;
  arm.directReq2 = false;
  arm.enabled.clear();
}
