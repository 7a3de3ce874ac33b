// The names of the cells of the world. Values are in the units that the name's owner uses: C ints are number,
// bitmaps and register words bigint. A key that is absent is a thing that is not there.

/** Keys that are made of a name or a number, each made once: whoever looks one up has its hash already. */
function keyed<N extends string | number | bigint>(make: (of: N) => string): (of: N) => string {
  const made = new Map<N, string>();
  return (of) => {
    const known = made.get(of);
    if (known !== undefined) return known;
    const key = make(of);
    if (made.size < 4096) made.set(of, key);
    return key;
  };
}

/** `struct optee` in the Linux driver (drivers/tee/optee/optee_private.h). */
export const DRIVER = {
  /** 'unbound', 'probing', 'bound', 'removing', 'hung' */
  state: 'driver.state',
  /** u32, the SEC_CAP bits that EXCHANGE_CAPABILITIES answered */
  secCaps: 'driver.sec_caps',
  /** u8 */
  rpcParamCount: 'driver.rpc_param_count',
  /** u32, U32_MAX (4294967295) where no id is bound */
  bottomHalfValue: 'driver.bottom_half_value',
  /** the largest synchronous key, 255 */
  maxKey: 'driver.notif.max_key',
  prefix: 'driver.',
} as const;

/** The Linux FF-A core (drivers/firmware/arm_ffa/driver.c, struct ffa_drv_info). */
export const CORE = {
  /** 'not loaded', 'initialising', 'ready', 'failed' */
  state: 'core.state',
  /** text, `1.1` */
  version: 'core.version',
  /** bool */
  notifEnabled: 'core.notif_enabled',
  /** bool */
  bitmapCreated: 'core.bitmap_created',
  /** number, Linux's number of the interrupt (not its INTID); absent where it could not be mapped */
  sriIrq: 'core.sri_irq',
  npiIrq: 'core.npi_irq',
  /** one cell an entry of the notifier hash: text `SECURE_PARTITION optee` (the type, then who asked) */
  hash: (bucket: number, id: number): string => `core.hash.${bucket}.${id}`,
  hashPrefix: 'core.hash.',
  prefix: 'core.',
} as const;

/** The dispatcher at EL3 (TF-A services/std_svc/spmd/spmd_main.c). */
export const SPMD = {
  /** number, the version that the normal world asked for last, before it made another call: 0x10001 */
  askedVersion: 'spmd.nonsecure_ffa_version',
  /** bool: the normal world has made another call than FFA_VERSION */
  negotiated: 'spmd.nonsecure_version_negotiated',
  /** number, the version that the SPMC answered */
  spmcVersion: 'spmd.spmc_nwd_ffa_version',
  prefix: 'spmd.',
} as const;

/** Memory of the normal world that both worlds know: the two buffers of FFA_RXTX_MAP. */
export const BUFFERS = {
  /** text, the bytes at the beginning of the TX buffer in hex; absent: what Linux's FF-A core itself has put there, if anything */
  tx: 'buffers.tx',
  /** text, what FFA_PARTITION_INFO_GET last left in the RX buffer, in hex */
  rx: 'buffers.rx',
  prefix: 'buffers.',
} as const;

/** The SPMC's record of VM 0 (OP-TEE core/arch/arm/kernel/thread_spmc.c, struct notif_vm_bitmap). */
export const SPMC = {
  /** bool */
  initialized: 'spmc.vm0.initialized',
  /** C int: -1 after CREATE, 0 before it and after DESTROY */
  doBottomHalfValue: 'spmc.vm0.do_bottom_half_value',
  /** 64-bit bitmap, bigint */
  pending: 'spmc.vm0.pending',
  bound: 'spmc.vm0.bound',
  /** a memory handle: text, `arg page, 1 page` and so on */
  shm: keyed((handle: bigint) => `spmc.shm.0x${handle.toString(16)}`),
  shmPrefix: 'spmc.shm.',
  /** bool: has Linux mapped its RX/TX buffers? */
  rxtx: 'spmc.rxtx_mapped',
  /** number, bytes of one buffer; 0 while none is mapped */
  rxtxSize: 'spmc.rxtx_size',
  /** bool: the buffer that Linux reads is the SPMC's to fill */
  txIsMine: 'spmc.tx_is_mine',
  /** number, the version that was agreed on: 0x10001; 0 before FFA_VERSION */
  ffaVersion: 'spmc.ffa_vers',
  /** bool: the platform has donated an SGI for the SRI */
  notifReady: 'spmc.notif_is_ready',
  /** bool: OP-TEE is built with protected memory; absent where it is not */
  protmem: 'spmc.protmem',
  /** text, the addresses of the normal world's memory: `0x40000000-0x80000000` */
  normalMemory: 'spmc.normal_memory',
  /** Hafnium, bool: the version stays as it is (struct vm, ffa_version_negotiated) */
  versionNegotiated: 'spmc.ffa_version_negotiated',
  /** Hafnium, text: whose the buffer that Linux reads is (enum mailbox_state); `empty` where absent */
  mailbox: 'spmc.mailbox',
  /** Hafnium, number: records of VMs beside VM 0 (nwd_vms) */
  vmRecords: 'spmc.vm_records',
  /** Hafnium, number: how many partitions there are; 1 where absent */
  partitions: 'spmc.partitions',
  /** Hafnium, text: whom INFO_GET has still to tell of beside VM 0, `0x8002 0x5`; absent for nobody */
  untoldOthers: 'spmc.untold_receivers',
  /** Hafnium, number: execution contexts of the partition (vcpu_count) */
  contexts: 'spmc.vcpu_count',
  /** Hafnium, number: bytes of a memory descriptor that have come, while more are to come; and of the whole */
  sent: (handle: bigint): string => `spmc.fragments.0x${handle.toString(16)}.sent`,
  total: (handle: bigint): string => `spmc.fragments.0x${handle.toString(16)}.total`,
  /** Hafnium, number: the sender that such a descriptor names, absent for VM 0 */
  fragmentsOf: (handle: bigint): string => `spmc.fragments.0x${handle.toString(16)}.sender`,
  /** Hafnium, number: the receivers of a descriptor that was in the TX buffer, absent for one */
  receivers: (handle: bigint): string => `spmc.receivers.0x${handle.toString(16)}`,
  /** Hafnium, text: pages that VM 0 does not have for itself (state of its stage 2), `buffers:0x40000000+2 0x0:0x43000000+1` */
  pages: 'spmc.pages',
  /** text: Hafnium has panicked; absent while it runs */
  panic: 'spmc.panic',
  prefix: 'spmc.',
} as const;

/** What Hafnium remembers of a VM, or of a partition that is signalled (struct vm, notifications): of VM 0 in the cells of `SPMC`. */
export const spmcVm = (id: number) => {
  const name = id >= 0x8000 ? `sp_0x${id.toString(16)}` : `vm${id}`;
  return {
    /** bool, absent where there is no record */
    initialized: `spmc.${name}.initialized`,
    /** 64-bit bitmaps, bigint; `untold`: pending, and INFO_GET has not told of it */
    bound: `spmc.${name}.bound`,
    /** of the ids that are bound, those of the second partition; absent where it has bound none; the others are OP-TEE's */
    boundBySecond: `spmc.${name}.bound_by_0x8002`,
    /** of the ids that a partition has bound, those that this VM may set */
    boundBy: (sender: number): string => `spmc.${name}.bound_by_0x${sender.toString(16)}`,
    pending: `spmc.${name}.pending`,
    untold: `spmc.${name}.untold`,
    /** number, the vCPUs that CREATE named */
    vcpus: `spmc.${name}.vcpu_count`,
  } as const;
};

/** OP-TEE proper (core/kernel/notif.c, thread.c). */
export const OPTEE = {
  /** bool, notif_started: set by the first ENABLE, cleared only by message command 7 */
  notifStarted: 'optee.notif_started',
  /** text: 'free', 'active, …', 'suspended, …' */
  thread: keyed((index: number) => `optee.thread.${index}`),
  threadPrefix: 'optee.thread.',
  /** number, how many calls use this shared memory now (struct mobj_ffa, refc); absent for none */
  mobjRefs: keyed((handle: bigint) => `optee.mobj_refs.0x${handle.toString(16)}`),
  /** text: 'masked', 'masked, a character waits': the console's interrupt; absent while it may come */
  consoleRx: 'optee.console_rx',
  /** text: 'panicked: <message>'; absent while it runs */
  panic: 'optee.panic',
  prefix: 'optee.',
} as const;

/** What is held: `held.workqueue:optee_notification`; the value is text, who holds it. */
export const heldKey = keyed((resource: string) => `held.${resource}`);
export const HELD_PREFIX = 'held.';

/** Locks: `lock.notify_lock`; the value is text, `insmod, write`. Absent while free. */
export const lockKey = keyed((name: string) => `lock.${name}`);
export const LOCK_PREFIX = 'lock.';

/** What a CPU runs: text, `insmod`, `ARM-FFA-SRI (hardirq)`; absent while idle. */
export const cpuKey = keyed((cpu: number) => `cpu.${cpu}`);
export const CPU_PREFIX = 'cpu.';

/** Work that is queued and has not begun: `queue.optee_notification`; the value is text. */
export const queueKey = keyed((name: string) => `queue.${name}`);
export const QUEUE_PREFIX = 'queue.';

/** A synchronous notification key of Linux (notif.c): text 'latched' or 'waiter: <task>'. */
export const syncKey = keyed((key: number) => `sync.${key}`);
export const SYNC_PREFIX = 'sync.';

/** An interrupt that is raised and not yet taken: `irq.SRI.0` (name, CPU); the value is true. */
export const irqKey = (name: string, cpu: number): string => `irq.${name}.${cpu}`;
export const IRQ_PREFIX = 'irq.';

/** "No notification id": what the driver's bottom_half_value holds then. */
export const U32_MAX = 0xffff_ffff;

/** How many users a TEE device has (drivers/tee/tee_core.c, num_users): number, `driver.users.tee0`. */
export const usersKey = keyed((device: string) => `driver.users.${device}`);
