import type { Cause, Symptom } from './cause.ts';
import { probe } from './scenarios.ts';

// Reports of the kernel and of OP-TEE: splats, hung tasks, panics.

const FFA_ABI = 'Linux 6.12.117 drivers/tee/optee/ffa_abi.c';

export const sleeping: Symptom = {
  id: 'sleeping',
  matches: /sleeping function called from invalid context/,
  meaning: () => 'Something that may sleep ran where sleeping is not allowed.',
  causes: () => [
    {
      id: 'bottom-half-in-callback',
      title: 'The bottom half runs inside the notification callback',
      because:
        'The driver as posted in 2023 makes its yielding call from notif_callback. Where that runs in an inter-processor interrupt (per-vCPU notification, NPI), the mutex and the allocation of the call may not sleep.',
      next: 'Look for optee_do_bottom_half below notif_callback in the trace. Take a kernel with 312d02adb959, which moved it to a work queue.',
      source: 'drivers/tee/optee/ffa_abi.c, notif_callback(), before and after 312d02adb959 (2025-06); protocol 6.4',
      seen: 'on a machine',
      // A list of VM 0 with one vCPU id: Linux delivers it by an inter-processor interrupt.
      scenario: probe('The bottom half of v1 in an IPI', {
        driver: 'v1',
        actions: [{ do: 'probe' }, { do: 'notify' }],
        faults: [{ at: { call: 'FFA_NOTIFICATION_INFO_GET' }, do: { reply: { w2: '0x1080' } } }],
      }),
      row: { violation: 'I23' },
      evidence: /optee_do_bottom_half|notif_callback/,
    },
  ],
};

const probeHang: Cause = {
  id: 'probe-hang',
  title: 'The probe failed after a yielding call and waits for its own argument page',
  because:
    'Enumerating the devices failed. The error path does not give the cached argument page back, and each page counts as a user of the TEE device: tee_device_unregister() waits for that number to become zero, for ever. UNBIND is the last SMC.',
  next: 'Look for UNBIND right after a yielding call, and for the result of the device PTA. The task cannot be killed.',
  source: `${FFA_ABI}, optee_ffa_probe(), error path; recording i8-fault-6`,
  seen: 'on a machine',
  scenario: probe('The enumeration fails', {
    faults: [{ at: { fn: 'optee_invoke_func', nth: 1 }, do: { errno: 'EINVAL' } }],
  }),
  row: { step: 'optee_enumerate_devices', rc: -22 },
  evidence: /tee_device_unregister|optee_ffa_probe/,
};

const threadWait: Cause = {
  id: 'thread-limit',
  title: 'A call waits for a free OP-TEE thread',
  because:
    'OP-TEE answered BUSY (w3 = 0xffff000d): all threads are taken. Linux waits without a timeout until another call finishes; when a thread was lost in the secure world, nobody wakes it.',
  next: 'Look for a yielding call that was left (w4 = 1 or 2) and never resumed.',
  source: `${FFA_ABI}, optee_ffa_yielding_call(); docs/recordings.md#18`,
  seen: 'on a machine',
  scenario: probe('Every thread is taken', {
    faults: [{ at: { service: 'YIELDING_CALL_WITH_ARG', nth: 'all' }, do: { reply: { w3: '0xffff000d' } } }],
  }),
  row: { reply: 'YIELDING_CALL_WITH_ARG', nth: 1 },
  evidence: /optee_cq_wait_for_completion|optee_ffa_yielding_call/,
};

export const hungTask: Symptom = {
  id: 'hung-task',
  matches: /INFO: task (\S{1,40}) blocked for more than \d+ seconds|never returns from|state.{0,10}\bD \(disk sleep\)/,
  meaning: (m) => `${m[1] ?? 'A task'} waits for something that does not come.`,
  causes: () => [probeHang, threadWait],
};

/** A line of a call trace without its report. */
export const stackTrace: Symptom = {
  id: 'stack-unregister',
  matches: /\btee_device_unregister(\+0x|\b)/,
  meaning: () => 'A task is inside tee_device_unregister(), which waits until nobody uses the TEE device.',
  causes: () => [probeHang],
};

export const stackWait: Symptom = {
  id: 'stack-thread-wait',
  matches: /\boptee_cq_wait_for_completion(\+0x|\b)/,
  meaning: () => 'A task waits for a free OP-TEE thread.',
  causes: () => [threadWait],
};

export const stackBottomHalf: Symptom = {
  id: 'stack-bottom-half',
  matches: /\boptee_do_bottom_half(\+0x|\b)/,
  meaning: () => 'The OP-TEE driver runs the bottom half: a yielding call with message command 6.',
  causes: (m) => sleeping.causes(m),
};

export const opteePanic: Symptom = {
  id: 'optee-panic',
  matches: /do_bottom_half_value >= 0|notif_send_async.{0,80}(assert|panic)/i,
  meaning: () => 'OP-TEE panicked when it raised a notification that nobody had asked for.',
  causes: () => [
    {
      id: 'send-after-create',
      title: 'The bitmap was made anew while OP-TEE still had notifications started',
      because:
        'BITMAP_CREATE sets do_bottom_half_value to −1, and notif_started is not reset: the next event before ENABLE meets the assertion (CFG_TEE_CORE_DEBUG). Linux never sends STOP_ASYNC_NOTIF over FF-A.',
      next: 'Remove the source of notifications before arm_ffa is unloaded and loaded.',
      source: 'OP-TEE 4.10 (d5001fe0) thread_spmc.c, notif_send_async(); docs/recordings.md#27',
      seen: 'on a machine',
      scenario: {
        v: 1,
        title: 'The core is loaded again, then an event',
        actions: [{ do: 'probe' }, { do: 'remove' }, { do: 'unload' }, { do: 'boot' }, { do: 'notify' }],
      },
      row: { violation: 'PANIC' },
    },
  ],
};

export const enableSecure: Symptom = {
  id: 'enable-secure-log',
  matches: /(Asynchronous notifications are not ready|Invalid bottom half value \d{1,10}|Already started)/,
  meaning: (m) =>
    m[1] === 'Already started'
      ? 'ENABLE_ASYNC_NOTIF came a second time. OP-TEE takes the new id and does not start its drivers again; usually this does no harm.'
      : 'OP-TEE refuses ENABLE_ASYNC_NOTIF; Linux logs a large negative number.',
  causes: (m) => [
    m[1] === 'Already started'
      ? {
          id: 'already-started',
          title: 'The driver was probed again and OP-TEE was never told to stop',
          because:
            'A removed driver sends no STOP_ASYNC_NOTIF, so OP-TEE stays started. A driver in the secure world that masked its source when nobody listened is not armed again.',
          next: 'If the secure console stays silent after a second probe, this is why.',
          source:
            'OP-TEE 4.10 (d5001fe0) core/kernel/notif.c, notif_deliver_atomic_event(); docs/recordings.md#8 and docs/recordings.md#11',
          seen: 'on a machine',
          scenario: {
            v: 1,
            title: 'Probe, remove, probe again',
            actions: [{ do: 'probe' }, { do: 'remove' }, { do: 'probe' }],
          },
          row: { reply: 'ENABLE_ASYNC_NOTIF', nth: 2 },
        }
      : {
          id: 'enable-refused',
          title: 'OP-TEE refuses the id or has no interrupt',
          because: 'The id (w4) must be below 64, and the platform must have given an interrupt away.',
          next: 'Read w4 of ENABLE_ASYNC_NOTIF, and what EXCHANGE_CAPABILITIES announced.',
          source: 'OP-TEE 4.10 (d5001fe0) thread_spmc.c, spmc_enable_async_notif()',
          seen: 'on a machine',
          scenario: probe('ENABLE is refused', {
            faults: [{ at: { service: 'ENABLE_ASYNC_NOTIF' }, do: { reply: { w3: '0xffff0006' } } }],
          }),
          row: { reply: 'ENABLE_ASYNC_NOTIF', nth: 1 },
        },
  ],
};
