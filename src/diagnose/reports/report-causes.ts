import { ffaDriver, ffaDriver73, opteeCall, opteeFfa, recorded, spmc } from '../symptoms/places.ts';
import { cannot, fnFails, probeRun, run } from '../symptoms/show.ts';
import type { Cause } from '../symptoms/symptom.ts';
import { CORE_FN, OPTEE_FN } from './functions.ts';
import type { ReportKind } from './report.ts';

// What a report of the kernel means when functions of the FF-A core or of the OP-TEE driver are in its chain. A report
// without any of them is nobody's here.

/** A cause of a report, and what the report must show for it. */
export interface ReportCause extends Omit<Cause, 'pro' | 'needs'> {
  readonly kinds: readonly ReportKind[];
  /** Functions that must be in one of its chains, each of them; a cause without them is dropped. */
  readonly has: readonly RegExp[];
  /** Functions that rule it out. */
  readonly hasNot?: readonly RegExp[];
  /** Which chain to look in: the main one, or any (who freed an object). */
  readonly anywhere?: boolean;
}

const ATOMIC: readonly ReportKind[] = ['sleeping in atomic', 'scheduling while atomic', 'lockdep', 'WARNING'];
const STUCK: readonly ReportKind[] = ['rcu stall', 'soft lockup', 'hard lockup', 'workqueue lockup', 'panic'];
const BROKEN: readonly ReportKind[] = ['KASAN', 'KFENCE', 'Oops', 'kernel BUG', 'WARNING', 'panic'];
const IN_SMC = /^(?:__?arm_smccc_(?:smc|1_2_smc|hvc|1_2_hvc)|__arm_ffa_fn_(?:smc|hvc))$/;

/** The interleaving of the lesson "Relinquish is not a barrier": the remove comes when the worker has found its entry. */
const NO_BARRIER = { actions: [{ do: 'probe' }, { do: 'notify' }, { do: 'remove', after: 125 }] };

export const REPORT_CAUSES: readonly ReportCause[] = [
  {
    id: 'bottom-half-in-callback',
    kinds: ATOMIC,
    has: [
      /^optee_do_bottom_half$|^optee_ffa_(?:do_call_with_arg|yielding_call)$|^simple_call_with_arg$/,
      /^notif_callback$|^handle_notif_callbacks$|^notif_get_and_handle$/,
    ],
    title: 'The bottom half runs inside the notification callback',
    because:
      'The driver as merged for 6.8 makes its yielding call from notif_callback. Where that runs in an inter-processor interrupt (a per-vCPU notification, or the NPI before 9985d5357ed9), the mutex and the allocation of the call may not sleep.',
    next: 'Take a kernel with 312d02adb959 (6.16, 6.12.37), which moved it to a work queue.',
    source: [opteeFfa('notif_callback')],
    seen: 'on a machine',
    // A list of VM 0 with one vCPU id: Linux delivers it by an inter-processor interrupt.
    show: probeRun(
      'The bottom half of v1 in an IPI',
      { step: 'optee_do_bottom_half', rc: 0 },
      {
        driver: 'v1',
        actions: [{ do: 'probe' }, { do: 'notify' }],
        faults: [{ at: { call: 'FFA_NOTIFICATION_INFO_GET' }, do: { reply: { w2: '0x1080' } } }],
      },
    ),
  },
  {
    id: 'core-mutex',
    kinds: ATOMIC,
    has: [
      /^(?:_{0,2}mutex_lock\w*|rt_mutex_\w+|__might_sleep|__might_resched|schedule)$/,
      /^(?:handle_notif_callbacks|notif_get_and_handle|ffa_self_notif_handle)$/,
    ],
    hasNot: [/^optee_|^notif_callback$/],
    title: "The FF-A core's own mutex: notify_lock is taken in an inter-processor interrupt",
    because:
      'From 6.7 to 6.15 notify_lock is a mutex. handle_notif_callbacks() takes it where the notification is handled by an inter-processor interrupt with interrupts off, so it may not sleep there. No frame of the OP-TEE driver is in this trace: its bottom half has nothing to do with it.',
    next: 'Take a kernel with "Replace mutex with rwlock to avoid sleep in atomic context" (6.16, 6.12 stable of July 2025).',
    source: [
      ffaDriver('handle_notif_callbacks'),
      { file: 'drivers/firmware/arm_ffa/driver.c', fn: 'handle_notif_callbacks', version: 'Linux 6.7 to 6.15' },
    ],
    seen: 'on a machine',
    show: run(
      'The mutex of the core in an IPI',
      { violation: 'I23' },
      {
        driver: 'v1',
        actions: [{ do: 'probe' }, { do: 'notify' }],
        faults: [{ at: { call: 'FFA_NOTIFICATION_INFO_GET' }, do: { reply: { w2: '0x1080' } } }],
      },
    ),
  },
  {
    id: 'callback-sleeps',
    kinds: ['sleeping in atomic', 'scheduling while atomic'],
    has: [/^(?:handle_(?:fwk_)?notif_callbacks|notif_get_and_handle)$/],
    title: "A driver's notification callback sleeps where it may not",
    because:
      'Callbacks of per-vCPU notifications run in an inter-processor interrupt. The function above handle_notif_callbacks in the chain is the callback that sleeps.',
    next: 'Move the work of that callback to a work queue.',
    source: [ffaDriver('handle_notif_callbacks')],
    seen: 'in the source',
    hasNot: [/^_{0,2}mutex_lock\w*$/, /^optee_/],
    show: cannot('The other driver of the model has a callback that does not sleep.'),
  },
  {
    id: 'npi-cross-call',
    kinds: ['WARNING'],
    has: [
      /^smp_call_function_(?:many_cond|single|many)$|^generic_exec_single$/,
      /^notif_pcpu_irq_work_fn$|^ffa_self_notif_handle$|^notif_pend_irq_handler$/,
    ],
    title: 'The NPI is handled by a call to the own CPU with interrupts off',
    because:
      'Before 9985d5357ed9 the work of the NPI called its own CPU by smp_call_function_single() to fetch, which warns where interrupts are off (and could wait for itself for ever). It says nothing about the driver above it.',
    next: 'Take a kernel with 9985d5357ed9 "Fix per-vcpu self notifications handling in workqueue" (7.1, 6.12 stable of May 2026).',
    source: [ffaDriver('notif_pcpu_irq_work_fn')],
    seen: 'in the source',
    show: cannot('The model fetches an NPI as 6.12.117 does, after that repair.'),
  },
  {
    id: 'probe-hang',
    kinds: ['hung task'],
    has: [/^tee_device_unregister$/, /^optee_ffa_probe$|^ffa_device_probe$|^optee_probe$/],
    title: 'The probe failed after a yielding call and waits for its own argument page',
    because:
      'Enumerating the devices failed. The error path does not give the cached argument page back, and each page counts as a user of the TEE device: tee_device_unregister() waits for that number to become zero, for ever. UNBIND is the last SMC.',
    next: 'Look for UNBIND right after a yielding call, and for the result of the device PTA. The task cannot be killed.',
    source: [opteeFfa('optee_ffa_probe'), recorded('22b')],
    seen: 'on a machine',
    show: probeRun(
      'The enumeration fails',
      { step: 'optee_enumerate_devices', rc: -22 },
      fnFails('optee_invoke_func', 'EINVAL'),
    ),
  },
  {
    id: 'remove-open-client',
    kinds: ['hung task'],
    has: [/^tee_device_unregister$/],
    hasNot: [/^optee_ffa_probe$/],
    title: 'The driver is removed while somebody has a TEE device open',
    because:
      'tee_device_unregister() waits, without an end, until every open /dev/tee0, every piece of shared memory and every session is gone. A client that does not end, or tee-supplicant, holds it.',
    next: 'Stop tee-supplicant and every client before the module is removed (lsof /dev/tee*).',
    source: [opteeFfa('optee_ffa_remove')],
    seen: 'in the source',
    show: cannot('In the model clients end before a remove begins.'),
  },
  {
    id: 'thread-limit',
    kinds: ['hung task'],
    has: [/^optee_cq_wait_for_completion$/],
    title: 'A call waits for a free OP-TEE thread',
    because:
      'OP-TEE answered BUSY (w3 = 0xffff000d): all threads are taken. Linux waits without a timeout until another call finishes; when a thread was lost in the secure world, nobody wakes it.',
    next: 'Look for a yielding call that was left (w4 = 1 or 2) and never resumed; count the calls that are under way.',
    source: [opteeFfa('optee_ffa_yielding_call'), opteeCall('optee_cq_wait_for_completion')],
    seen: 'on a machine',
    show: probeRun(
      'Every thread is taken',
      { reply: 'YIELDING_CALL_WITH_ARG', nth: 1 },
      {
        faults: [{ at: { service: 'YIELDING_CALL_WITH_ARG', nth: 'all' }, do: { reply: { w3: '0xffff000d' } } }],
      },
    ),
  },
  {
    id: 'supplicant-waits',
    kinds: ['hung task'],
    has: [/^optee_supp_thrd_req$/],
    title: 'A call waits for tee-supplicant, which does not answer',
    because:
      'OP-TEE asked for something that a program of user space does (loading a trusted application, storage). tee-supplicant is not running, is stuck, or ended without closing its device.',
    next: 'Is tee-supplicant running, and what does it wait for? A call of it to OP-TEE while it serves one waits for itself.',
    source: [{ ...opteeCall('optee_supp_thrd_req'), file: 'drivers/tee/optee/supp.c' }],
    seen: 'in the source',
    show: cannot('In the model tee-supplicant answers.'),
  },
  {
    id: 'secure-lock-waits',
    kinds: ['hung task'],
    has: [/^optee_notif_wait$/],
    title: 'A thread of OP-TEE waits for a lock or a condition inside OP-TEE',
    because:
      'OP-TEE left its call by the RPC "wait" (OPTEE_RPC_CMD_NOTIFICATION) on a key. Another call that holds the lock must send on that key: it is stuck, or its task is gone.',
    next: 'Look for the other call in OP-TEE, and for the RPC "send" on the same key that never came.',
    source: [{ ...opteeCall('optee_notif_wait'), file: 'drivers/tee/optee/notif.c' }],
    seen: 'in the source',
    show: run(
      'A thread waits for a key that nobody sends',
      { violation: 'HANG' },
      { actions: [{ do: 'probe' }, { do: 'sync-wait', key: 70 }] },
    ),
  },
  {
    id: 'core-lock-waits',
    kinds: ['hung task'],
    has: [/^(?:_{0,2}mutex_lock\w*|rwsem_\w+|queued_write_lock\w*)$/, CORE_FN],
    title: 'A task waits for a lock of the FF-A core',
    because:
      'The core holds its locks over SMCs (tx_lock and rx_lock over a share or a list, notify_lock over BIND). The task that has it is in the secure world and does not come back.',
    next: 'Find the task that holds the lock: its last frame is an SMC.',
    source: [ffaDriver('ffa_memory_ops')],
    seen: 'in the source',
    show: cannot('In the model a call of the secure world always comes back.'),
  },
  {
    id: 'in-secure-world',
    kinds: STUCK,
    has: [IN_SMC],
    title: 'The CPU is in the secure world and does not come back',
    because:
      'The innermost function is the SMC itself: "in the secure world now", not "Linux hangs". A normal interrupt makes OP-TEE return (w4 = 2, foreign interrupt), unless the secure side runs with interrupts masked (a blocking call, a spinlock, a loop in EL3 or in the SPMC) or is dead: it panicked.',
    next: 'Look for the last frame on that CPU without a return, whether it is a blocking or a yielding call (bit 31 of w3), and at the secure console of that moment.',
    source: [ffaDriver('ffa_msg_send_direct_req'), spmc('thread_spmc_msg_recv')],
    seen: 'on a machine',
    show: run(
      'OP-TEE panics in the middle',
      { violation: 'PANIC' },
      {
        actions: [{ do: 'probe' }, { do: 'remove' }, { do: 'unload' }, { do: 'boot' }, { do: 'notify' }],
      },
    ),
  },
  {
    id: 'yield-loop',
    kinds: [...STUCK, 'hung task'],
    has: [
      /^ffa_msg_send_wait_for_completion$|^ffa_run$|^fsleep$|^msleep$|^usleep_range\w*$/,
      /^ffa_msg_send_\w+$|^ffa_run$/,
    ],
    hasNot: [IN_SMC],
    title: 'The partition gives up its turn again and again (FFA_YIELD), and never answers',
    because: 'Linux waits a millisecond and calls FFA_RUN, as long as the answer is FFA_YIELD; there is no limit.',
    next: 'Record the replies on that CPU: FFA_YIELD (0x8400006c) every millisecond. The fault is in the partition.',
    source: [ffaDriver('ffa_msg_send_wait_for_completion')],
    seen: 'in the source',
    show: cannot('OP-TEE does not yield by FFA_YIELD.'),
  },
  {
    id: 'callback-freed',
    kinds: BROKEN,
    has: [/^handle_(?:fwk_)?notif_callbacks$/],
    hasNot: [/^notif_callback$/],
    title: 'A callback was given back while it was being called (CVE-2026-64080)',
    because:
      'handle_notif_callbacks() looks the entry up under notify_lock, gives the lock back, and uses the entry afterwards; ffa_notify_relinquish() on another CPU frees it in between. 6.12.117 has this still; from 7.1 the entry is copied under the lock.',
    next: 'Take 38290b180a4d "Snapshot notifier callbacks under lock" (7.1, 7.0.11, 6.18.34). Look who freed it: __ffa_notify_relinquish or ffa_notify_relinquish.',
    source: [ffaDriver('handle_notif_callbacks'), ffaDriver73('handle_notif_callbacks')],
    seen: 'in the source',
    anywhere: true,
    show: run('Remove between lookup and call', { violation: 'I7' }, NO_BARRIER),
  },
  {
    id: 'driver-data-freed',
    kinds: BROKEN,
    has: [/^notif_callback$|^notif_work_fn$|^optee_do_bottom_half$|^optee_notif_send$/],
    title: 'A notification arrives for a driver that is gone: struct optee was freed',
    because:
      'Giving an id back is no barrier: a callback that was looked up before may still run, and its data is the struct that optee_ffa_remove() or a failing probe frees. In 6.12 a failing probe also leaves its work queue behind. The copy of the entry (7.1) does not cure this.',
    next: 'Look who freed the object (optee_ffa_remove, optee_ffa_probe), and for a notification at that moment. Stop the source of events before the driver is removed.',
    source: [opteeFfa('notif_callback'), opteeFfa('optee_ffa_remove')],
    seen: 'in the source',
    anywhere: true,
    show: run('Remove between lookup and call', { violation: 'I7' }, NO_BARRIER),
  },
  {
    id: 'unknown-partition-null',
    kinds: ['Oops', 'KASAN', 'panic'],
    has: [/^(?:__do_sched_recv_cb|ffa_notification_info_get)$/],
    title: 'INFO_GET named a partition that this kernel does not know, and it did not check',
    because:
      'Kernels of the 6.7 cycle use the entry of the partition without looking whether there is one. Later ones print "Invalid partition ID" instead.',
    next: 'Take a kernel of 6.8 or later. Which partition does INFO_GET name (x3 of the reply)?',
    source: [{ file: 'drivers/firmware/arm_ffa/driver.c', fn: '__do_sched_recv_cb', version: 'Linux 6.7' }],
    seen: 'in the source',
    show: cannot('The core of the 6.7 cycle in the model stops at the unknown partition.'),
  },
  {
    id: 'partition-info-null',
    kinds: ['Oops', 'KASAN', 'panic'],
    has: [/^ffa_partition_info_get$/],
    title: 'No partition was found, and the list was used all the same',
    because:
      'ffa_partition_info_get() copied from a list that was never allocated, when no partition fits the UUID. Cured by 8ae5f8e48366 (7.2; 6.12.117 has it).',
    next: 'Take a kernel with 8ae5f8e48366.',
    source: [ffaDriver73('ffa_partition_info_get')],
    seen: 'in the source',
    show: cannot('6.12.117 has the repair.'),
  },
  {
    id: 'notify-lock-order',
    kinds: ['lockdep'],
    has: [CORE_FN],
    title: 'Locks of the FF-A core and of a driver are taken in two orders',
    because:
      'notify_lock is held over the SMC of BIND and UNBIND and taken again for each callback; a driver that asks for or gives back a notification while it holds a lock that its callback also takes closes the circle. With a mutex (6.7 to 6.15) also against the inter-processor interrupt.',
    next: 'Read both chains: where is notify_lock taken with the other lock held, and where the other way round? Ask for notifications without the lock.',
    source: [ffaDriver('ffa_notify_request'), ffaDriver('handle_notif_callbacks')],
    seen: 'in the source',
    anywhere: true,
    show: cannot('The locks of the model are taken in one order.'),
  },
  {
    id: 'optee-lock-order',
    kinds: ['lockdep'],
    has: [OPTEE_FN],
    title: 'Locks of the OP-TEE driver are taken in two orders',
    because:
      'The chain names functions of the OP-TEE driver. Its mutexes are held over yielding calls, in which RPCs run any code of Linux: file systems, block devices, I2C.',
    next: 'Read both chains, and which RPC is between them.',
    source: [opteeFfa('optee_handle_ffa_rpc')],
    seen: 'in the source',
    anywhere: true,
    show: cannot('The locks of the model are taken in one order.'),
  },
];
