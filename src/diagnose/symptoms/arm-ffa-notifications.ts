import { GUEST, HAFNIUM, KEXEC, LOADED_AGAIN, PKVM, UNBIND_PENDING } from './evidence.ts';
import { ffaDriver, ffaDriver73, hfApi, hfNotifications, kvmFfa, recorded, spmc } from './places.ts';
import { bootRun, callAnswers, cannot, errnoIn, FROM_STATUS, NO_OTHER_DRIVER, probeRun, statusFor } from './show.ts';
import type { Show, Symptom } from './symptom.ts';

// Notifications of the FF-A core in use: the bitmap, callbacks, and what comes with an interrupt (driver.c).

const NOTIFY = [{ do: 'probe' }, { do: 'notify' }];

/** Ids that share a bucket of the notifier's hash. */
const BUCKETS: readonly (readonly [number, number])[] = [
  [0, 55],
  [1, 56],
  [2, 36],
  [3, 58],
  [5, 60],
  [7, 62],
  [11, 45],
  [20, 54],
  [29, 63],
];

/** The pair of an id: the other one is held first. */
function bucketRun(id: number): Show {
  const pair = BUCKETS.find((p) => p.includes(id));
  if (pair === undefined) return cannot('In the kernel of the model this id shares its bucket with no other.');
  const held = pair[0] === id ? pair[1] : pair[0];
  return probeRun(
    `Ids ${pair[0]} and ${pair[1]} share a bucket`,
    { log: `Failed to register callback for ${id} - -22` },
    {
      actions: [
        { do: 'request', id: held },
        { do: 'request', id },
      ],
    },
  );
}

export const armFfaNotifications: readonly Symptom[] = [
  {
    id: 'bitmap-create',
    who: 'arm_ffa',
    grade: 'limits',
    pattern: /Notification bitmap create error (?<rc>-?\d{1,12})|\bnotification_bitmap_create error (?<rc2>-?\d{1,12})/,
    says: 'FFA_NOTIFICATION_BITMAP_CREATE failed with {rc:errno}. The core stops there: the interrupts are not even asked for, and notifications stay off for the whole system. Everything else works.',
    examples: [
      'ARM FF-A: Notification bitmap create error -13',
      'ARM FF-A: Notification bitmap create error -12',
      'ARM FF-A: Notification bitmap create error -22',
      'ARM FF-A: Notification bitmap create error -95',
      'ARM FF-A: Notification bitmap create error -16',
    ],
    source: [ffaDriver('ffa_notifications_setup')],
    causes: [
      {
        id: 'bitmap-destroy-refused',
        title: 'The bitmap is still there: BITMAP_DESTROY was refused when arm_ffa went',
        because:
          'DENIED says that this receiver has a bitmap. When the core was unloaded (in 7.3 also by the reboot before a kexec) it asked for BITMAP_DESTROY and looked at no result; OP-TEE refuses it with DENIED while an id is bound or pending, and Hafnium while one is pending.',
        next: 'Look for BITMAP_DESTROY answered DENIED (w2 = 0xfffffffa) before, and for the id that was still bound: unbind optee before arm_ffa is unloaded.',
        source: [
          spmc('handle_notification_bitmap_destroy'),
          hfNotifications('ffa_notifications_bitmap_destroy'),
          ffaDriver('ffa_notifications_cleanup'),
        ],
        seen: 'on a machine',
        when: { rc: [-13] },
        pro: [LOADED_AGAIN, UNBIND_PENDING],
        show: bootRun(
          'BITMAP_DESTROY is refused, then the core comes again',
          { reply: 'FFA_NOTIFICATION_BITMAP_CREATE', nth: -1 },
          {
            bound: [3],
            actions: [{ do: 'boot' }, { do: 'unload' }, { do: 'boot' }],
          },
        ),
      },
      {
        id: 'bitmap-of-old-kernel',
        title: 'The kernel before unmapped its buffers and left its bitmap (kexec from 7.3 on)',
        because:
          'From 7.3 on a shutdown unmaps the buffers, and its BITMAP_DESTROY comes before the drivers give their ids back, so it is refused. With an older kernel before, kexec does not get here: RXTX_MAP is refused first, and the core says "failed to register FFA RxTx buffers".',
        next: 'Unbind optee before kexec, or boot cold.',
        source: [ffaDriver73('ffa_remove'), spmc('handle_notification_bitmap_destroy')],
        seen: 'on a machine',
        when: { rc: [-13] },
        needs: [KEXEC],
        pro: [KEXEC],
        show: cannot('It takes a kernel of 7.3 before this one; a run has one kernel revision.'),
      },
      {
        id: 'bitmap-no-slot',
        title: 'The SPMC has no room for another receiver',
        because:
          'Hafnium keeps a limited number of normal-world receivers, and answers NO_MEMORY when all are taken. OP-TEE has a place for each guest that it was told of.',
        next: 'Count the virtual machines that have a bitmap; the limit is the number that Hafnium was built for.',
        source: [hfNotifications('ffa_notifications_bitmap_create')],
        seen: 'in the source',
        when: { rc: [-12] },
        pro: [HAFNIUM],
        show: bootRun(
          'No room for a bitmap',
          { reply: 'FFA_NOTIFICATION_BITMAP_CREATE', nth: 1 },
          callAnswers('FFA_NOTIFICATION_BITMAP_CREATE', 'NO_MEMORY'),
        ),
      },
      {
        id: 'bitmap-unknown-receiver',
        title: 'The SPMC does not know this receiver',
        because:
          'w1 of the call must name a receiver of the normal world: OP-TEE without virtualization knows 0 alone, Hafnium takes no secure id; OP-TEE also refuses anything but 0 in w1[31:16] and w3 to w7.',
        next: 'Read w1 of BITMAP_CREATE, and what FFA_ID_GET answered. As a guest, the hypervisor must have told OP-TEE of it.',
        source: [spmc('handle_notification_bitmap_create'), hfApi('api_ffa_notification_bitmap_create')],
        seen: 'on a machine',
        when: { rc: [-22] },
        pro: [GUEST],
        show: bootRun(
          'The receiver is not known',
          { reply: 'FFA_NOTIFICATION_BITMAP_CREATE', nth: 1 },
          callAnswers('FFA_NOTIFICATION_BITMAP_CREATE', 'INVALID_PARAMETERS'),
        ),
      },
      {
        id: 'bitmap-not-supported',
        title: 'FFA_FEATURES announced the call, and the call is not supported for Linux',
        because:
          'FFA_FEATURES(BITMAP_CREATE) succeeded, or this would not have been asked. A hypervisor owns the bitmaps of its guests and refuses theirs; protected KVM filters the calls of notifications; the SPMC in EL3 has none of them.',
        next: 'Look who stands between Linux and the SPMC. Read w0 and w2 of the reply.',
        source: [kvmFfa('ffa_call_supported'), hfApi('api_ffa_notification_bitmap_create')],
        seen: 'in the source',
        when: { rc: [-95] },
        pro: [PKVM, GUEST],
        show: bootRun(
          'BITMAP_CREATE is not supported',
          { reply: 'FFA_NOTIFICATION_BITMAP_CREATE', nth: 1 },
          callAnswers('FFA_NOTIFICATION_BITMAP_CREATE', 'NOT_SUPPORTED'),
        ),
      },
      {
        id: 'bitmap-other',
        title: 'The SPMC answers a status that none of OP-TEE, Hafnium and TF-A gives to this call',
        because:
          'Linux prints the errno that it makes of w2 of FFA_ERROR. No known SPMC answers BITMAP_CREATE with this one.',
        next: 'Read w0 and w2 of the reply, and the console of the SPMC or hypervisor that answers.',
        source: [ffaDriver('ffa_notification_bitmap_create')],
        seen: 'in the source',
        when: { rc: { not: [-13, -12, -22, -95] } },
        show: (n) =>
          FROM_STATUS.includes(errnoIn(n))
            ? bootRun(
                'BITMAP_CREATE fails oddly',
                { reply: 'FFA_NOTIFICATION_BITMAP_CREATE', nth: 1 },
                callAnswers('FFA_NOTIFICATION_BITMAP_CREATE', statusFor(errnoIn(n))),
              )
            : cannot('Linux makes this number of no FF-A status.'),
      },
    ],
    follows: [{ of: ['hf-bitmap-create*', 'op-tee-panic'], says: 'Notifications are off for the whole system.' }],
  },
  {
    id: 'register-callback',
    who: 'arm_ffa',
    grade: 'refusal',
    pattern: /Failed to register callback for (?<id>-?\d{1,12}) - (?<rc>-?\d{1,12})/,
    says: 'BIND of id {id} succeeded, and then Linux refused its own callback ({rc:linux}); the id is unbound again. The driver that asked gets {rc}.',
    examples: [
      'ARM FF-A: Failed to register callback for 36 - -22',
      'ARM FF-A: Failed to register callback for 45 - -22',
      'ARM FF-A: Failed to register callback for 12 - -22',
    ],
    source: [ffaDriver('ffa_notify_request')],
    causes: [
      {
        id: 'hash-bucket',
        title: "Two ids share a bucket of Linux's notifier hash",
        because:
          'The lookup compares the type and never the id, so an id of the same bucket counts as "already there"; −22 is all that can stand here. Relinquishing the one then removes the callback of the other.',
        next: `Hold other ids: the pairs are ${BUCKETS.map((pair) => pair.join('/')).join(' ')}.`,
        source: [ffaDriver('notifier_hash_node_get'), recorded('2')],
        seen: 'on a machine',
        show: (n) => bucketRun(Number(n.id)),
      },
    ],
  },
  {
    id: 'unregister-callback',
    who: 'arm_ffa',
    grade: 'refusal',
    pattern: /Could not unregister notification callback/,
    says: 'A driver gives back an id for which Linux holds no callback (−EINVAL). No UNBIND is sent.',
    examples: ['ARM FF-A: Could not unregister notification callback'],
    source: [ffaDriver('ffa_notify_relinquish')],
    causes: [
      {
        id: 'callback-gone',
        title: 'The callback was removed before, for another id of the same bucket',
        because:
          'Relinquishing an id that shares the bucket removes whichever callback is there first. The id of this line stays bound at the SPMC.',
        next: 'Look for a relinquish of an id that was never granted, or twice the same.',
        source: [ffaDriver('update_notifier_cb'), recorded('2')],
        seen: 'on a machine',
        pro: [
          {
            line: /Failed to register callback for \d{1,3} - -22/,
            says: 'An id of an occupied bucket was refused before.',
          },
        ],
        show: probeRun(
          'Relinquish 36 removes 2',
          { log: 'Could not unregister notification callback' },
          {
            actions: [
              { do: 'request', id: 2 },
              { do: 'relinquish', id: 36 },
              { do: 'relinquish', id: 2 },
            ],
          },
        ),
      },
    ],
    follows: [
      { of: ['register-callback'], says: 'Giving the refused id back finds, or takes, the callback of the other id.' },
    ],
  },
  {
    id: 'info-fetch',
    who: 'arm_ffa',
    grade: 'refusal',
    pattern: /Notification Info fetch failed: (?<w0>0x[0-9a-f]{1,16}) \((?<w2>0x[0-9a-f]{1,16})\)/i,
    says: 'An interrupt came, and NOTIFICATION_INFO_GET was answered with w0 = {w0} ({w0:call}) and w2 = {w2} ({w2:status}). Nothing is fetched until the next interrupt.',
    examples: [
      'ARM FF-A: Notification Info fetch failed: 0x84000060 (0xfffffff7)',
      'ARM FF-A: Notification Info fetch failed: 0x84000060 (0xffffffff)',
      'ARM FF-A: Notification Info fetch failed: 0x84000060 (0xfffffffe)',
      'ARM FF-A: Notification Info fetch failed: 0xffffffffffffffff (0x0)',
    ],
    source: [ffaDriver('ffa_notification_info_get')],
    causes: [
      {
        id: 'spurious-sri',
        title: 'An interrupt came after its notification was fetched. It does no harm',
        because:
          'A second SRI is raised while the first is handled; NOTIFICATION_GET takes everything, and the next INFO_GET finds nothing: NO_DATA. 6.12 compares all 64 bits of x2 with −9, and w2 is zero-extended, so it prints this line where it means to be silent.',
        next: 'Nothing. From 6.14.2 on Linux compares 32 bits and says nothing.',
        source: [ffaDriver('ffa_notification_info_get'), ffaDriver73('ffa_notification_info_get')],
        seen: 'in the source',
        when: { w2: [0xffff_fff7] },
        show: infoGetFails('NO_DATA'),
      },
      {
        id: 'info-not-supported',
        title: 'INFO_GET is not supported for this caller',
        because:
          'NOT_SUPPORTED: Hafnium serves INFO_GET for the primary scheduler alone (a normal world at EL2 or EL1 without a hypervisor), and in its 64-bit form alone; a hypervisor keeps it for itself.',
        next: 'See who schedules the receivers: a guest gets its notifications by the NPI of its hypervisor.',
        source: [hfApi('api_ffa_notification_info_get')],
        seen: 'in the source',
        when: { w2: [0xffff_ffff] },
        pro: [GUEST, HAFNIUM],
        show: infoGetFails('NOT_SUPPORTED'),
      },
      {
        id: 'info-parameters',
        title: 'INVALID_PARAMETERS: registers w1 to w7 of the call are not zero',
        because:
          'OP-TEE looks at w1 to w7, which must be zero. Linux sends zeros, so something in between changed them, or answered.',
        next: 'Record w1 to w7 of INFO_GET at EL3 (TF-A with LOG_LEVEL=50 prints them).',
        source: [spmc('handle_notification_info_get')],
        seen: 'in the source',
        when: { w2: [0xffff_fffe] },
        show: infoGetFails('INVALID_PARAMETERS'),
      },
      {
        id: 'info-other',
        title: 'The answer is neither FFA_SUCCESS nor "no data"',
        because:
          'w0 says what was answered: FFA_ERROR with a status that no known SPMC gives here, another function, or −1 for a call that the firmware does not know.',
        next: 'Read both numbers of the line: w0 is the function, the one in brackets w2.',
        source: [ffaDriver('ffa_notification_info_get')],
        seen: 'in the source',
        when: { w2: { not: [0xffff_fff7, 0xffff_ffff, 0xffff_fffe] } },
        show: (n) =>
          probeRun(
            'INFO_GET is answered oddly',
            { reply: 'FFA_NOTIFICATION_INFO_GET', nth: 1 },
            {
              actions: NOTIFY,
              faults: [{ at: { call: 'FFA_NOTIFICATION_INFO_GET' }, do: { reply: { w0: n.w0, w2: n.w2 } } }],
            },
          ),
      },
    ],
  },
  {
    id: 'partition-info-get',
    who: 'arm_ffa',
    grade: 'refusal',
    pattern: /__do_sched_recv_cb: Invalid partition ID (?<id>0x[0-9a-f]{1,8})/i,
    says: 'INFO_GET named the partition {id}, which Linux does not know (yet). Its notifications are not fetched.',
    examples: [
      'ARM FF-A: __do_sched_recv_cb: Invalid partition ID 0x0',
      'ARM FF-A: __do_sched_recv_cb: Invalid partition ID 0x8004',
    ],
    source: [ffaDriver('__do_sched_recv_cb')],
    causes: [
      {
        id: 'host-not-registered',
        title: 'An interrupt waited while the FF-A core was loaded again',
        because:
          'A notification was pending for Linux (id 0) when the core came back: the interrupt is taken as soon as it is enabled, before Linux has registered itself as a partition. OP-TEE was never told to stop sending. The next event may panic an OP-TEE with assertions (do_bottom_half_value >= 0).',
        next: 'Stop what raises notifications in the secure world before arm_ffa is unloaded.',
        source: [ffaDriver('__do_sched_recv_cb'), ffaDriver('ffa_setup_partitions'), recorded('27')],
        seen: 'on a machine',
        when: { id: [0] },
        show: cannot('In a run the interrupt that waited is taken after the partitions are there.'),
      },
      {
        id: 'partition-not-listed',
        title: 'The SPMC schedules a partition that it did not list',
        because:
          'PARTITION_INFO_GET is asked once, when the core comes up, and only what it lists is registered. A partition that was not listed, or whose registration failed (a line above says so), is not found here.',
        next: 'Compare {id} with the reply to FFA_PARTITION_INFO_GET, and look for "failed to register partition ID" above.',
        source: [ffaDriver('__do_sched_recv_cb'), ffaDriver('ffa_setup_partitions')],
        seen: 'in the source',
        when: { id: { not: [0] } },
        pro: [{ line: /failed to (?:register|save) part(?:ition)? ID/, says: 'A partition could not be registered.' }],
        show: (n) =>
          probeRun(
            `INFO_GET names ${n.id}`,
            { log: `Invalid partition ID ${n.id}` },
            {
              actions: NOTIFY,
              faults: [{ at: { call: 'FFA_NOTIFICATION_INFO_GET' }, do: { reply: { w2: '0x80', w3: n.id } } }],
            },
          ),
      },
    ],
  },
  {
    id: 'sched-callback-partition',
    who: 'arm_ffa',
    grade: 'refusal',
    pattern: /(?!__do_sched_recv_cb)\b\w{1,60}: Invalid partition ID (?<id>0x[0-9a-f]{1,8})/i,
    says: 'A driver of Linux registers or unregisters its schedule-receiver callback for the partition {id}, which the FF-A core does not have (−EINVAL). No call was made: neither INFO_GET nor OP-TEE has anything to do with it.',
    examples: ['ARM FF-A: ffa_sched_recv_cb_update: Invalid partition ID 0x8002'],
    source: [ffaDriver('ffa_sched_recv_cb_update')],
    causes: [
      {
        id: 'callback-unknown-partition',
        title: 'The partition was never listed, or was taken out again',
        because:
          'The core looks up the id of the device in its own table of partitions. The id is not there: PARTITION_INFO_GET did not list it, its registration failed, or the partitions are being cleaned up while a driver still unregisters.',
        next: 'Compare {id} with the partitions that the core found, and look for "failed to register partition ID" or an unload of arm_ffa above.',
        source: [ffaDriver('ffa_sched_recv_cb_update')],
        seen: 'in the source',
        pro: [
          LOADED_AGAIN,
          { line: /failed to (?:register|save) part(?:ition)? ID/, says: 'A partition could not be registered.' },
        ],
        show: NO_OTHER_DRIVER,
      },
    ],
  },
  {
    id: 'sched-callback-device',
    who: 'arm_ffa',
    grade: 'refusal',
    pattern: /\w{1,60}: No such partition ID (?<id>0x[0-9a-f]{1,8})/i,
    says: 'A driver registers or unregisters its schedule-receiver callback for partition {id}: the core knows the id, but not this device of it (−EINVAL). No call was made.',
    examples: ['ARM FF-A: ffa_sched_recv_cb_update: No such partition ID 0x8003'],
    source: [ffaDriver('ffa_sched_recv_cb_update')],
    causes: [
      {
        id: 'callback-other-device',
        title: 'The partition has several services, and this device is not one that was registered',
        because:
          'A partition with several UUIDs has one device for each, in a list under its id. A device that was added twice, taken out, or made by hand is in no list.',
        next: 'Look for "duplicate dev" or "failed to save part ID" above, and which driver registers the callback.',
        source: [ffaDriver('ffa_sched_recv_cb_update'), ffaDriver('ffa_xa_add_partition_info')],
        seen: 'in the source',
        pro: [
          {
            line: /duplicate dev .{1,24} part ID|failed to save part ID/,
            says: 'A device of a partition could not be added.',
          },
        ],
        show: NO_OTHER_DRIVER,
      },
    ],
  },
  {
    id: 'retrieve',
    who: 'arm_ffa',
    grade: 'refusal',
    pattern: /Failed to retrieve notifications with (?<rc>-?\d{1,12})!/,
    says: 'NOTIFICATION_GET failed with {rc:errno}. The ids stay pending until the next interrupt.',
    examples: [
      'ARM FF-A: Failed to retrieve notifications with -22!',
      'ARM FF-A: Failed to retrieve notifications with -95!',
      'ARM FF-A: Failed to retrieve notifications with -13!',
    ],
    source: [ffaDriver('notif_get_and_handle')],
    causes: [
      {
        id: 'get-vcpu',
        title: 'The SPMC refuses the vCPU number, the receiver or the flags',
        because:
          'Hafnium refuses a vCPU (w1[31:16]) that is not below the number given with BITMAP_CREATE, and flags that ask for the maps of VMs and of the hypervisor (w2 bits 1 and 3) for a receiver without a hypervisor; OP-TEE refuses w5 to w7 that are not zero and a receiver other than VM 0. A reply that is neither FFA_SUCCESS nor FFA_ERROR gives −22, too.',
        next: 'Compare w1 of NOTIFICATION_GET with w2 of NOTIFICATION_BITMAP_CREATE, and read w2: 5 is right without a hypervisor.',
        source: [hfApi('api_ffa_notification_get'), spmc('handle_notification_get')],
        seen: 'in the source',
        when: { rc: [-22] },
        pro: [HAFNIUM],
        show: getFails('INVALID_PARAMETERS'),
      },
      {
        id: 'get-filtered',
        title: 'A hypervisor filters the call',
        because:
          'NOT_SUPPORTED: neither OP-TEE nor Hafnium answers this to NOTIFICATION_GET. Protected KVM and other hypervisors refuse the notification calls of their host or guests.',
        next: 'Look who answers: the call does not reach the SPMC.',
        source: [kvmFfa('ffa_call_supported')],
        seen: 'in the source',
        when: { rc: [-95] },
        pro: [PKVM, GUEST],
        show: getFails('NOT_SUPPORTED'),
      },
      {
        id: 'get-other',
        title: 'The SPMC answers a status that the known ones do not give here',
        because: 'Linux prints the errno that it makes of w2 of FFA_ERROR.',
        next: 'Read w0 and w2 of the reply, and the console of the SPMC.',
        source: [ffaDriver('ffa_notification_get')],
        seen: 'in the source',
        when: { rc: { not: [-22, -95] } },
        show: (n) =>
          FROM_STATUS.includes(errnoIn(n))
            ? getFails(statusFor(errnoIn(n)))
            : cannot('Linux makes this number of no FF-A status.'),
      },
    ],
    follows: [{ of: ['hf-get*'], says: 'Linux gets nothing, and the ids stay pending.' }],
  },
  {
    id: 'framework-message',
    who: 'arm_ffa',
    grade: 'refusal',
    pattern: /invalid framework notification message/,
    says: 'The SPMC signalled that the RX buffer holds a message (w6 or w7, bit 0 of NOTIFICATION_GET), and what lies there is none: its offset or size does not fit the buffer. Linux gives the buffer back and drops it.',
    examples: ['ARM FF-A: invalid framework notification message'],
    source: [ffaDriver73('handle_fwk_notif_callbacks')],
    causes: [
      {
        id: 'indirect-header',
        title: 'The header of an indirect message has a wrong offset or size',
        because:
          'Linux checks size > 0, an offset of 24 (no UUID) or at least 40, and that both stay in the buffer. A partition whose header is of another FF-A version, or a stale RX buffer, fails here.',
        next: 'Look which partition sent by FFA_MSG_SEND2 and for which version it was built: the header has its UUID from FF-A 1.2 on.',
        source: [ffaDriver73('handle_fwk_notif_callbacks')],
        seen: 'in the source',
        show: cannot('OP-TEE sends no indirect messages, so no run has one.'),
      },
    ],
  },
];

function infoGetFails(error: string) {
  return probeRun(
    `INFO_GET answers ${error}`,
    { reply: 'FFA_NOTIFICATION_INFO_GET', nth: 1 },
    {
      actions: NOTIFY,
      ...callAnswers('FFA_NOTIFICATION_INFO_GET', error),
    },
  );
}

function getFails(error: string) {
  return probeRun(
    `GET answers ${error}`,
    { reply: 'FFA_NOTIFICATION_GET', nth: 1 },
    {
      actions: NOTIFY,
      ...callAnswers('FFA_NOTIFICATION_GET', error),
    },
  );
}
