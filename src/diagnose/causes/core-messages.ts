import { hex } from '../../base/bits.ts';
import type { Symptom } from './cause.ts';
import { bootAndProbe, probe } from './scenarios.ts';

const CORE = 'Linux 6.12.117 drivers/firmware/arm_ffa/driver.c';

export const irqMapping: Symptom = {
  id: 'irq-mapping',
  matches: /Failed to create IRQ mapping!/,
  meaning: () =>
    'The FF-A core knows the interrupt for notifications and Linux cannot map it. Notifications stay off for the whole system.',
  causes: () => [
    {
      id: 'irq-not-mapped',
      title: 'The interrupt that the secure world named does not exist for Linux',
      because:
        'FEATURES(2) answered an INTID (w2, 8 on QEMU), and irq_create_of_mapping() gave no interrupt for it. The SGI must be one that the GIC driver gives away, and the device tree must have an interrupt controller "arm,gic-v3".',
      next: 'Read w2 of the reply to FFA_FEATURES with w1 = 2, and compare it with the SGIs that Linux keeps for itself (0..7).',
      source: `${CORE}, ffa_irq_map(): −ENODATA`,
      seen: 'in the source',
      scenario: bootAndProbe('The SRI cannot be mapped', {
        faults: [{ at: { fn: 'irq_create_of_mapping', nth: 'all' }, do: { rc: 0 } }],
      }),
      row: { log: 'Failed to create IRQ mapping!' },
    },
  ],
};

export const setupFailed: Symptom = {
  id: 'notification-setup',
  matches: /Notification setup failed (-?\d{1,12}), not enabled/,
  meaning: (m) =>
    `The FF-A core turned notifications off (${m[1]}) and destroyed the bitmap. Every later request answers −EOPNOTSUPP.`,
  causes: () => [
    {
      id: 'no-sri-no-npi',
      title: 'Neither the SRI nor the NPI can be had',
      because:
        'FEATURES(2) and FEATURES(1) answered NOT_SUPPORTED, or the interrupt could not be mapped (no GICv3 node). OP-TEE as SPMC names the SRI only when the platform gave an SGI away.',
      next: 'Read the replies to FFA_FEATURES with w1 = 2 and w1 = 1.',
      source: `${CORE}, ffa_notifications_setup(); docs/recordings.md#25 and docs/recordings.md#26`,
      seen: 'on a machine',
      scenario: bootAndProbe('A machine without GICv3', { gic: 2 }),
      row: { log: 'Notification setup failed' },
    },
  ],
};

export const bitmapCreate: Symptom = {
  id: 'bitmap-create',
  matches: /Notification bitmap create error (-?\d{1,12})/,
  meaning: (m) => `BITMAP_CREATE failed with ${m[1]}. Notifications stay off for the whole system.`,
  causes: () => [
    {
      id: 'bitmap-of-old-kernel',
      title: 'The bitmap of an earlier kernel is still there',
      because:
        'BITMAP_CREATE answered DENIED (−13): the kernel before (kexec) did not destroy its bitmap; 6.12 has no shutdown hook.',
      next: 'Start cold, or unload arm_ffa before kexec.',
      source: `${CORE}, ffa_notifications_setup(); OP-TEE 4.10 (d5001fe0) handle_notification_bitmap_create()`,
      seen: 'in the source',
      scenario: bootAndProbe('BITMAP_CREATE is denied', {
        faults: [{ at: { call: 'FFA_NOTIFICATION_BITMAP_CREATE' }, do: { error: 'DENIED' } }],
      }),
      row: { reply: 'FFA_NOTIFICATION_BITMAP_CREATE', nth: 1 },
    },
  ],
};

export const registerCallback: Symptom = {
  id: 'register-callback',
  matches: /Failed to register callback for (\d{1,3}) - (-?\d{1,12})/,
  meaning: (m) => `BIND of id ${m[1]} succeeded and Linux refused its own callback (${m[2]}); the id is unbound again.`,
  causes: () => [
    {
      id: 'hash-bucket',
      title: "Two ids share a bucket of Linux's notifier hash",
      because:
        'The lookup compares the type and never the id, so an id of the same bucket counts as "already there". Then relinquishing the one removes the callback of the other.',
      next: 'Hold other ids: the pairs are 0/55 1/56 2/36 3/58 5/60 7/62 11/45 20/54 29/63.',
      source: `${CORE}, notifier_hash_node_get(); recording i9-hash-collision`,
      seen: 'on a machine',
      scenario: probe('Ids 2 and 36 share a bucket', {
        actions: [
          { do: 'request', id: 2 },
          { do: 'request', id: 36 },
        ],
      }),
      row: { log: 'Failed to register callback for 36 - -22' },
    },
  ],
};

export const unregisterCallback: Symptom = {
  id: 'unregister-callback',
  matches: /Could not unregister notification callback/,
  meaning: () => 'Linux has no callback for an id that is given back. No UNBIND is sent.',
  causes: () => [
    {
      id: 'callback-gone',
      title: 'The callback was removed before, for another id of the same bucket',
      because:
        'Relinquishing an id that shares the bucket removes whichever callback is there. The id stays bound at the SPMC.',
      next: 'Look for a relinquish of an id that was never granted, or twice the same.',
      source: `${CORE}, update_notifier_cb(); recording i9-hash-collision`,
      seen: 'on a machine',
      scenario: probe('Relinquish 36 removes 2', {
        actions: [
          { do: 'request', id: 2 },
          { do: 'relinquish', id: 36 },
          { do: 'relinquish', id: 2 },
        ],
      }),
      row: { log: 'Could not unregister notification callback' },
    },
  ],
};

export const infoFetch: Symptom = {
  id: 'info-fetch',
  matches: /Notification Info fetch failed: (0x[0-9a-f]{1,16}) \((0x[0-9a-f]{1,16})\)/i,
  meaning: (m) =>
    m[2]?.toLowerCase() === '0xfffffff7'
      ? 'NOTIFICATION_INFO_GET answered NO_DATA (−9): nothing was pending. It does no harm.'
      : `NOTIFICATION_INFO_GET was answered with w0 = ${m[1]} and w2 = ${m[2]}.`,
  causes: () => [
    {
      id: 'spurious-sri',
      title: 'An interrupt came after its notification was fetched',
      because:
        'A second SRI is raised while the first is being handled; NOTIFICATION_GET takes everything, and the next INFO_GET finds nothing. 6.12 compares x2 with −9 in 64 bits and w2 is zero-extended, so it prints this line where it means to be silent.',
      next: 'Nothing, if the number in brackets is 0xfffffff7. Newer kernels cast it.',
      source: `${CORE}, ffa_notification_info_get(); protocol 1.3 and R2`,
      seen: 'in the source',
      scenario: probe('INFO_GET finds nothing', {
        actions: [{ do: 'probe' }, { do: 'notify' }],
        faults: [{ at: { call: 'FFA_NOTIFICATION_INFO_GET' }, do: { error: 'NO_DATA' } }],
      }),
      row: { reply: 'FFA_NOTIFICATION_INFO_GET', nth: 1 },
    },
  ],
};

export const retrieve: Symptom = {
  id: 'retrieve',
  matches: /Failed to retrieve notifications with (-?\d{1,12})!/,
  meaning: (m) => `NOTIFICATION_GET failed with ${m[1]}. The ids stay pending until the next interrupt.`,
  causes: () => [
    {
      id: 'get-vcpu',
      title: 'The SPMC refuses the vCPU number',
      because:
        'Hafnium refuses a vCPU (w1 bits 31:16) that is not below the number given with BITMAP_CREATE; OP-TEE does not look at it.',
      next: 'Compare w1 of NOTIFICATION_GET with w2 of NOTIFICATION_BITMAP_CREATE.',
      source: `${CORE}, notif_get_and_handle(); Hafnium src/ffa/spmc/notifications.c (21bfbdc1d3df)`,
      seen: 'in the source',
      scenario: probe('GET is refused', {
        actions: [{ do: 'probe' }, { do: 'notify' }],
        faults: [{ at: { call: 'FFA_NOTIFICATION_GET' }, do: { error: 'INVALID_PARAMETERS' } }],
      }),
      row: { reply: 'FFA_NOTIFICATION_GET', nth: 1 },
    },
  ],
};

export const version: Symptom = {
  id: 'ffa-version',
  matches: /Incompatible v(\d{1,5})\.(\d{1,5})! (?:Latest|Earliest) supported/,
  meaning: (m) =>
    m[1] === '32767'
      ? 'Firmware answered NOT_SUPPORTED (0xffffffff) to FFA_VERSION, and Linux read it as a version.'
      : `Firmware has FF-A ${m[1]}.${m[2]}, which this kernel does not take.`,
  causes: (m) => [
    {
      id: 'version-not-supported',
      title: 'The SPMD is not there, or refuses the version',
      because:
        '6.12 compares w0 with −1 in 64 bits. Firmware that answers a zero-extended 0xffffffff is read as v32767.65535 and the core fails with −EINVAL.',
      next: 'Read w0 of the reply to FFA_VERSION, all 64 bits of it.',
      source: `${CORE}, ffa_version_check(); protocol 1.3`,
      seen: 'in the source',
      scenario: bootAndProbe('FFA_VERSION is refused', {
        faults: [
          { at: { call: 'FFA_VERSION' }, do: { reply: { w0: hex(m[1] === '32767' ? 0xffff_ffffn : 0x2_0000n) } } },
        ],
      }),
      row: { reply: 'FFA_VERSION', nth: 1 },
    },
  ],
};

export const downgrading: Symptom = {
  id: 'downgrading',
  matches: /Firmware version higher than driver version, downgrading/,
  meaning: () => 'Nothing is wrong: firmware has a newer minor version, and Linux goes on with its own.',
  causes: () => [
    {
      id: 'newer-minor',
      title: 'The SPMD answers its own version whatever is asked',
      because: 'Linux asks for 1.1, TF-A 2.15 answers 1.2. Both use 1.1 from here on.',
      next: 'Nothing.',
      source: `${CORE}, ffa_compatible_version_find(); docs/recordings.md#22`,
      seen: 'on a machine',
      scenario: bootAndProbe('Firmware is newer'),
      row: { reply: 'FFA_VERSION', nth: 1 },
    },
  ],
};

export const partitionId: Symptom = {
  id: 'partition-id',
  matches: /(__do_sched_recv_cb|ffa_\w+): Invalid partition ID (0x[0-9a-f]{1,8})/i,
  meaning: (m) =>
    `INFO_GET named the partition ${m[2]}, which Linux does not know (yet). Its notifications are not fetched.`,
  causes: () => [
    {
      id: 'host-not-registered',
      title: 'An interrupt waited while the FF-A core was loaded again',
      because:
        'OP-TEE kept raising notifications after the driver had gone. The interrupt is handled inside ffa_init, before Linux has registered itself as a partition. The next event then panics an OP-TEE with assertions (do_bottom_half_value >= 0).',
      next: 'Stop what raises notifications in the secure world before arm_ffa is unloaded.',
      source: `${CORE}, __do_sched_recv_cb(); docs/recordings.md#27`,
      seen: 'on a machine',
      scenario: null,
      row: null,
    },
  ],
};
