import type { Actor, LogEvent } from '../../trace/event.ts';

/** Which messages of Linux belong on the diagram, and how grave each is where the log does not say it. */
export interface LinuxMessage {
  readonly pattern: RegExp;
  readonly who: Actor;
  /** Absent where the words tell. */
  readonly level?: LogEvent['level'];
}

/**
 * The first that fits counts. Levels are those of the calls (pr_info, pr_warn, pr_err, dev_err) in
 * drivers/firmware/arm_ffa, drivers/tee/optee and drivers/tee at Linux 6.12.117; the words alone mislead in them:
 * "Failed to register driver sched callback" is an info, "mem_reclaim: 0x1 -16" an error.
 */
export const LINUX_MESSAGES: readonly LinuxMessage[] = [
  {
    pattern:
      /^ARM FF-A: (?:FFA_VERSION returned not supported|Failed to register driver sched callback|Notification setup failed|.{0,60}No partitions found|Firmware version|Driver version)/,
    who: 'arm_ffa',
    level: 'info',
  },
  { pattern: /^arm_ffa: registered new ffa driver/, who: 'arm_ffa', level: 'debug' },
  {
    pattern: /^ARM FF-A: (?:.{0,80}(?:duplicate dev|No such partition|Fragment > Tx)|Incompatible v)/,
    who: 'arm_ffa',
    level: 'error',
  },
  {
    pattern:
      /^optee: (?:Unregister SHM id|mem_reclaim:|Unexpected (?:exchange )?error|Freeing non-free|Bit pos \d+ is already|.{0,60}invoke function err|only normal cached|static shm service not|platform_get_irq: ret)/,
    who: 'optee-driver',
    level: 'error',
  },
  {
    pattern:
      /^optee: (?:Unknown RPC func|missing "|invalid "|image loading failed|OP-TEE image loaded|Failed with CPU hotplug|.{0,40}\bmismatch)/,
    who: 'optee-driver',
    level: 'warn',
  },
  {
    pattern:
      /^optee: (?:revision |initialized driver|Scanning for RPMB|probing for |Asynchronous notifications enabled|dynamic shared memory)/,
    who: 'optee-driver',
    level: 'info',
  },
  { pattern: /^tee_ioctl_open_session: login method not allowed/, who: 'optee-driver', level: 'debug' },
  { pattern: /^(?:uuid_v5|tee_(?:init|device|shm|ioctl|core|session|bus)\w*): /, who: 'optee-driver', level: 'error' },
  { pattern: /^(?:ARM FF-A|arm_ffa|ffa_core|arm-ffa[\w-]*)\b/i, who: 'arm_ffa' },
  { pattern: /^(?:optee|tee|OP-TEE|optee-\S{1,60}|tee-\S{1,60})\b[^a-z]/i, who: 'optee-driver' },
  { pattern: /^ffa_grab\b/, who: 'other' },
  { pattern: /\bIllegal GSI\d+ translation request/, who: 'kernel', level: 'error' },
  { pattern: /\b(?:optee_\w+|tee_device_\w+|\[optee\]|notif_work_fn|notif_callback)\b/, who: 'optee-driver' },
  {
    pattern: /\bffa_\w+|FF-A|FFA\b|\bhandle_(?:fwk_)?notif_callbacks\b|\bnotif_(?:get_and_handle|pcpu_irq_work_fn)\b/,
    who: 'arm_ffa',
  },
];

/** Reports of the kernel that name no driver in their first line. */
export const REPORT =
  /^(?:BUG: |WARNING: (?:CPU: ?\d|\S{1,120} at |possible |suspicious |inconsistent |bad |kernel |lock |can't )|INFO: (?:task \S{1,40} blocked|lockdep|rcu|trying to register)|rcu: INFO|watchdog: BUG|Kernel panic|Internal error|Unable to handle kernel|Oops(?!#\d)|------------\[ cut here)/;

/** What pstore puts above each piece of a log that it kept (`Oops#1 Part1`, why, which and where in it; fs/pstore/platform.c), and ramoops above that. */
export const KEPT =
  /^(?:(?:Panic|Oops|Emergency|Shutdown|Restart|Halt|Poweroff|Unknown)#\d{1,10} Part\d{1,10}|====\d{1,12}\.\d{1,9}-[CD])\s{0,4}$/;

/** How grave a message is, by its words alone. */
export function levelOfWords(message: string): LogEvent['level'] {
  if (
    REPORT.test(message) ||
    /\b(?:fail(?:ed|ure|s)?|err(?:or)?|invalid|panic|could not|couldn't|cannot|can't|incompatible|not enabled|unable|unexpected|abort(?:ed)?|assert(?:ion)?)\b/i.test(
      message,
    )
  )
    return 'error';
  return /\b(?:warn(?:ing)?|downgrading|taints|insecure|mismatch|deprecated)\b/i.test(message) ? 'warn' : 'info';
}
