// The revisions of Linux that a scenario can name, each once. Every list of drivers in the program is derived from here; what
// belongs to a revision and is too large for this table is keyed by it, so that the compiler asks for it: its program in
// drivers.ts, its places in the source in view/source/upstream-lines.ts.

/** What one FF-A core does otherwise than another, each a fact of its source (drivers/firmware/arm_ffa/driver.c). */
export interface FfaCore {
  /** FFA_DRIVER_VERSION: what FFA_VERSION asks for, and the highest version that Linux speaks. */
  readonly version: number;
  /**
   * A status is compared as an int, so that one whose upper half is zero is known; else as a long. It is about NOT_SUPPORTED
   * of FFA_VERSION and NO_DATA of INFO_GET.
   */
  readonly comparesInt: boolean;
  /** It is a platform driver: ffa_probe and ffa_remove do the work, and a firmware without FF-A is -ENODEV. */
  readonly isPlatformDriver: boolean;
  /** ffa_remove is the shutdown hook too: it runs before a reboot and before a kexec. */
  readonly hasShutdown: boolean;
  /**
   * Framework notifications have callbacks of their own: their bits come first and have the RX buffer read. A VM (an own id
   * that is not 0) then asks for all four bitmaps, and what was not asked for is zero.
   */
  readonly knowsFramework: boolean;
  /** Every CPU has a work item for its NPI; else one work item is all CPUs'. */
  readonly npiWorkPerCpu: boolean;
  /** The callback and its data are copied while the lock is held (38290b180a4d); else the entry is used after the lock. */
  readonly copiesCallback: boolean;
  /**
   * The list of partitions is taken apart field by field, in the size that the reply gives, and what PARTITION_INFO_GET_REGS
   * answers is checked first; else bytes are copied.
   */
  readonly checksRegisters: boolean;
  /** What notify_lock is. A mutex sleeps, so it may not be taken in an interrupt. */
  readonly notifyLock: 'mutex' | 'rwlock';
  /** ffa_notify_request allocates the entry of the hash before BIND, because its lock forbids sleeping. */
  readonly entryBeforeBind: boolean;
  /** The look-up in the notifier hash compares the id, not the type alone. */
  readonly comparesId: boolean;
  /** ffa_notify_relinquish sends UNBIND first and forgets the callback only when that succeeds. */
  readonly unbindsFirst: boolean;
  /** ffa_notify_request sends UNBIND after a BIND that failed, but for DENIED. */
  readonly unbindsOnError: boolean;
  /** ffa_notify_relinquish waits for callbacks that run. */
  readonly waitsForCallbacks: boolean;
  /** An FFA_ERROR with w2 = 0 is an error. */
  readonly zeroIsError: boolean;
  /** ffa_exit takes the devices from their drivers before it destroys the bitmap. */
  readonly driversGoFirst: boolean;
  /**
   * How the lists of NOTIFICATION_INFO_GET are read: the index moves before it is used, so that the first id is skipped; a
   * list of vCPUs is read one id too far; or as the specification says.
   */
  readonly infoLists: 'first-skipped' | 'one-too-far' | 'exact';
  /** Does ffa_init look for partitions before it sets up notifications, or after? */
  readonly setsUpFirst: 'partitions' | 'notifications';
  /** It asks FEATURES(RXTX_MAP) how large the buffers must be. */
  readonly asksBufferSize: boolean;
  /** It asks FEATURES(PARTITION_INFO_GET_REGS), and lists partitions in registers where that is there. */
  readonly asksForRegisters: boolean;
  /** A partition's id has a list of records, because a partition may have several UUIDs. */
  readonly listsRecords: boolean;
  /** It asks FEATURES(DIRECT_REQ2) and FEATURES(DIRECT_RESP2). */
  readonly asksForDirectReq2: boolean;
  /** It maps the NPI beside the SRI. */
  readonly knowsNpi: boolean;
}

/** A release whose source the model follows. */
export interface LinuxSource {
  /** `Linux 6.12.117` */
  readonly version: string;
  /** The definition at this line, in the project's own repository. */
  readonly href: (path: string, line: number) => string;
}

export interface Revision {
  /** The name in a scenario's `driver`. */
  readonly id: string;
  /** The name on a button. */
  readonly label: string;
  /** What it is, as it stands behind "driver". */
  readonly what: string;
  /** The kernel as a sentence names it. */
  readonly kernel: string;
  readonly core: FfaCore;
  /** Where the functions are that it shares with others. */
  readonly source: LinuxSource;
  /**
   * Where its own file (`linux/optee-` and the id) was told from: from `source`, from something else that has no lines, or
   * from nothing, because no kernel has it.
   */
  readonly driver: 'source' | { readonly name: string; readonly version: string; readonly href: string } | null;
}

const STABLE = 'https://git.kernel.org/pub/scm/linux/kernel/git/stable/linux.git/tree';

const LINUX_612 = {
  version: 'Linux 6.12.117',
  href: (path: string, line: number): string => `${STABLE}/${path}?h=v6.12.117#n${line}`,
} as const;

const LINUX_73 = {
  version: 'Linux 7.3.4',
  href: (path: string, line: number): string => `${STABLE}/${path}?h=v7.3.4#n${line}`,
} as const;

const CORE_612: FfaCore = {
  version: 0x10001,
  comparesInt: false,
  isPlatformDriver: false,
  hasShutdown: false,
  knowsFramework: false,
  npiWorkPerCpu: false,
  copiesCallback: false,
  checksRegisters: false,
  notifyLock: 'rwlock',
  entryBeforeBind: true,
  comparesId: false,
  unbindsFirst: false,
  unbindsOnError: false,
  waitsForCallbacks: false,
  zeroIsError: false,
  driversGoFirst: false,
  infoLists: 'one-too-far',
  setsUpFirst: 'notifications',
  asksBufferSize: true,
  asksForRegisters: true,
  listsRecords: true,
  asksForDirectReq2: true,
  knowsNpi: true,
};

/** The FF-A core of the 6.7 cycle, on which the patch was written (deduced from its source; no recording). */
const CORE_67: FfaCore = {
  ...CORE_612,
  notifyLock: 'mutex',
  entryBeforeBind: false,
  infoLists: 'first-skipped',
  setsUpFirst: 'partitions',
  asksBufferSize: false,
  asksForRegisters: false,
  listsRecords: false,
  asksForDirectReq2: false,
  knowsNpi: false,
};

/** Every difference is a commit that linux-7.3.md names; nothing of 6.12.117 is undone. */
const CORE_73: FfaCore = {
  ...CORE_612,
  version: 0x10002,
  comparesInt: true,
  isPlatformDriver: true,
  hasShutdown: true,
  knowsFramework: true,
  npiWorkPerCpu: true,
  copiesCallback: true,
  checksRegisters: true,
  infoLists: 'exact',
};

/** In the order in which they are offered: by age, and last the one that no kernel has. */
export const REVISIONS = [
  {
    id: 'v1',
    label: 'v1',
    what: 'the patch as posted on 2023-10-26',
    kernel: 'Linux 6.7 with the patch of 2023-10-26',
    core: CORE_67,
    source: LINUX_612,
    // The patch is in no tree: its thread is found by its subject.
    driver: {
      name: 'ffa_abi.c',
      version: 'the patch of 2023-10-26',
      href: 'https://lore.kernel.org/all/?q=s%3A%22optee%3A+ffa_abi%3A+add+asynchronous+notifications%22',
    },
  },
  {
    id: 'v6.12',
    label: 'v6.12',
    what: 'Linux 6.12.117',
    kernel: 'Linux 6.12',
    core: CORE_612,
    source: LINUX_612,
    driver: 'source',
  },
  {
    id: 'v7.3',
    label: 'v7.3',
    what: 'Linux 7.3.4',
    kernel: 'Linux 7.3',
    core: CORE_73,
    source: LINUX_73,
    driver: 'source',
  },
  {
    id: 'fixed',
    label: 'fixed',
    what: 'Linux 7.3.4 as it should be',
    kernel: 'Linux 7.3 as it should be',
    // Its fixes make another of it (fix-ids.ts).
    core: CORE_73,
    source: LINUX_73,
    driver: null,
  },
] as const satisfies readonly Revision[];

/** The name of a revision: what `driver` in a scenario may be. */
export type DriverRevision = (typeof REVISIONS)[number]['id'];

/** The releases whose source some revision follows. */
export type LinuxVersion = (typeof REVISIONS)[number]['source']['version'];

export const REVISION_IDS: readonly DriverRevision[] = REVISIONS.map((r) => r.id);

/** The newest kernel: what the page begins a scenario with. In JSON and in links a missing driver is another one for ever. */
export const NEWEST: DriverRevision = 'v7.3';

type Known = Revision & { readonly id: DriverRevision; readonly source: { readonly version: LinuxVersion } };

const BY_ID = new Map<DriverRevision, Known>(REVISIONS.map((r) => [r.id, r]));

export const revisionOf = (id: DriverRevision): Known => BY_ID.get(id) as Known;
