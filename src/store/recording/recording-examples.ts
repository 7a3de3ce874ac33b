/** A recording that ships with the page. */
export interface Example {
  /** The name of its file. */
  readonly name: string;
  readonly title: string;
  /** What there is to see in it. */
  readonly why: string;
}

/**
 * Captures of Linux 6.12.117 and OP-TEE 4.10 (d5001fe0) behind TF-A 2.15 on QEMU with two CPUs, as they were taken
 * (docs/recordings.md). The first is the one to begin with.
 */
export const EXAMPLES: readonly Example[] = [
  {
    name: 'b-probe.trace.txt',
    title: 'A probe',
    why: 'insmod of the driver: versions, capabilities, BIND, ENABLE, the device list.',
  },
  {
    name: 'e-bound-3.trace.txt',
    title: 'Ids 0 to 2 are taken',
    why: 'Three BINDs are answered DENIED (−EACCES, −13), the fourth succeeds.',
  },
  {
    name: 'i8-fault-6.trace.txt',
    title: 'A probe that never returns',
    why: 'OP-TEE is patched to fail the device list: a departure, and insmod hangs.',
  },
  {
    name: 'f-async-uart.trace.txt',
    title: 'One notification',
    why: 'A character at the secure UART becomes an SRI, INFO_GET, GET and a bottom half.',
  },
  {
    name: 'f-async-wd.trace.txt',
    title: 'One notification a second',
    why: 'OP-TEE’s test watchdog signals again and again.',
  },
  {
    name: 'a-core-init.trace.txt',
    title: 'The FF-A core starts',
    why: 'FFA_VERSION, features, RX and TX buffers, the bitmap, the partitions.',
  },
  {
    name: 'c-remove.trace.txt',
    title: 'A remove',
    why: 'UNBIND first, then the argument page goes back. OP-TEE is not told to stop.',
  },
  {
    name: 'e-rawbound-63.trace.txt',
    title: 'Only id 63 is free',
    why: 'Sixty-three refusals, then the last id is bound.',
  },
  {
    name: 'i6-unbind-while-pending.trace.txt',
    title: 'UNBIND while the id is pending',
    why: 'It is refused, and the next probe has to take id 1.',
  },
  {
    name: 'i9-hash-collision.trace.txt',
    title: 'Two ids in one hash bucket',
    why: 'BIND succeeds, and Linux answers −EINVAL (−22) all the same.',
  },
  {
    name: 'i1-bind-errors.trace.txt',
    title: 'Wrong arguments',
    why: 'What BIND and UNBIND answer to flags, receivers and ids that make no sense.',
  },
  {
    name: 'i10-gicv2-probe.trace.txt',
    title: 'A machine without GICv3',
    why: 'No interrupt, so no notifications: −EOPNOTSUPP (−95) without a call.',
  },
  { name: 'g1-pta-open-invoke-close.trace.txt', title: 'A session', why: 'Open, invoke and close on a pseudo TA.' },
  {
    name: 'g3-user-ta-load.trace.txt',
    title: 'A TA is loaded',
    why: 'RPC after RPC to tee-supplicant, interrupted and resumed.',
  },
  {
    name: 'linux-console-bound.nowd.txt',
    title: 'A Linux console',
    why: 'No registers: what dmesg alone says of FF-A.',
  },
  {
    name: 'secure-console-pend.async.txt',
    title: 'A secure console',
    why: 'What OP-TEE prints while a notification is pending.',
  },
];
