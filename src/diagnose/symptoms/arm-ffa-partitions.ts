import { GUEST, NO_MEMORY, PKVM } from './evidence.ts';
import { ffaBus, ffaDriver, ffaDriver73, hfApi, kvmFfa, spmc } from './places.ts';
import { bootRun, callAnswers, cannot, errnoIn, FROM_STATUS, fnFails, NO_OTHER_DRIVER, statusFor } from './show.ts';
import type { Symptom } from './symptom.ts';

// The FF-A core lists partitions and makes a device of each (driver.c ffa_setup_partitions; bus.c).

export const armFfaPartitions: readonly Symptom[] = [
  {
    id: 'no-partitions',
    who: 'arm_ffa',
    grade: 'stops',
    pattern: /(?:ffa_setup_partitions: )?No partitions found, error (?<rc>-?\d{1,12})/,
    says: 'FFA_PARTITION_INFO_GET listed nothing: {rc:errno}. The FF-A core gives up with −EINVAL whatever the number is: no OP-TEE, no other service over FF-A.',
    examples: [
      'ARM FF-A: ffa_setup_partitions: No partitions found, error 0',
      'ARM FF-A: ffa_setup_partitions: No partitions found, error -95',
      'ARM FF-A: ffa_setup_partitions: No partitions found, error -16',
      'ARM FF-A: ffa_setup_partitions: No partitions found, error -22',
      'ARM FF-A: ffa_setup_partitions: No partitions found, error -12',
      'ARM FF-A: ffa_setup_partitions: No partitions found, error -13',
    ],
    source: [ffaDriver('ffa_setup_partitions')],
    causes: [
      {
        id: 'no-partition-there',
        title: 'The secure world has no partition',
        because:
          'The call succeeded and counted none (w2 = 0). An SPMC without partitions, or whose partitions all failed to load, answers so.',
        next: "Read the SPMC's console from its start: does it load a partition?",
        source: [ffaDriver('ffa_setup_partitions'), hfApi('api_ffa_partition_info_get')],
        seen: 'in the source',
        when: { rc: [0] },
        show: bootRun(
          'No partition is counted',
          { reply: 'FFA_PARTITION_INFO_GET', nth: 1 },
          {
            faults: [{ at: { call: 'FFA_PARTITION_INFO_GET', nth: 1 }, do: { reply: { w2: 0 } } }],
          },
        ),
      },
      {
        id: 'partitions-not-supported',
        title: 'The call is not supported by who answers',
        because:
          'NOT_SUPPORTED: protected KVM answers it before the host has agreed a version with it (FFA_VERSION went past the hypervisor), and a hypervisor may filter it. OP-TEE, Hafnium and the SPMC in EL3 all have the call.',
        next: 'With protected KVM: arm_ffa must come after it (a module, or 7.2 and later, which wait). Otherwise see who stands between Linux and the SPMC.',
        source: [kvmFfa('kvm_host_ffa_handler'), ffaDriver73('ffa_probe')],
        seen: 'on a machine',
        when: { rc: [-95] },
        pro: [PKVM, GUEST],
        show: partitionsFail('NOT_SUPPORTED'),
      },
      {
        id: 'partitions-busy',
        title: 'BUSY: the SPMC still owns the RX buffer for an earlier answer',
        because: 'The list is written into the RX buffer, and the last one was not given back with FFA_RX_RELEASE.',
        next: 'Look for a PARTITION_INFO_GET without RX_RELEASE before.',
        source: [spmc('spmc_handle_partition_info_get'), hfApi('send_versioned_partition_info_descriptors')],
        seen: 'in the source',
        when: { rc: [-16] },
        show: partitionsFail('BUSY'),
      },
      {
        id: 'partitions-parameters',
        title: 'The answer does not hold together, or the UUID is refused',
        because:
          'From 6.15 on Linux checks the answer of PARTITION_INFO_GET_REGS: descriptors of another size than a multiple of 8 or below 24 bytes, an index that goes back, more than the registers hold. FFA_ERROR INVALID_PARAMETERS gives the same number. Linux before 01b9cae70616 reads 48-byte descriptors (FF-A 1.3) wrongly and gets here.',
        next: 'Read x2 of the reply: size of a descriptor in bits 63:48, current index in 31:16, last index in 15:0.',
        source: [ffaDriver73('__ffa_partition_info_get_regs'), ffaDriver('__ffa_partition_info_get')],
        seen: 'on a machine',
        when: { rc: [-22] },
        show: partitionsFail('INVALID_PARAMETERS'),
      },
      {
        id: 'partitions-no-memory',
        title: 'No memory: for the list in Linux, or NO_MEMORY of the SPMC',
        because:
          'Linux allocates a list as long as the count; Hafnium answers NO_MEMORY when the list does not fit the RX buffer.',
        next: 'Read w2 of the reply, the count: a senseless one asks for too much.',
        source: [ffaDriver('ffa_partition_probe'), hfApi('send_versioned_partition_info_descriptors')],
        seen: 'in the source',
        when: { rc: [-12] },
        pro: [NO_MEMORY],
        show: partitionsFail('NO_MEMORY'),
      },
      {
        id: 'partitions-other',
        title: 'The SPMC refuses to list its partitions',
        because:
          'DENIED (−13) is the answer when no RX buffer is mapped or another has it; Linux prints the errno of whatever status w2 holds.',
        next: 'Read w0 and w2 of the reply to FFA_PARTITION_INFO_GET or …_GET_REGS.',
        source: [spmc('spmc_handle_partition_info_get'), ffaDriver('ffa_setup_partitions')],
        seen: 'in the source',
        when: { rc: { not: [0, -95, -16, -22, -12] } },
        show: (n) =>
          FROM_STATUS.includes(errnoIn(n))
            ? partitionsFail(statusFor(errnoIn(n)))
            : cannot('Linux makes this number of no FF-A status.'),
      },
    ],
    follows: [{ of: ['hf-partition-info*'], says: 'The FF-A core of Linux gives up.' }],
  },
  {
    id: 'setup-partitions',
    who: 'arm_ffa',
    grade: 'stops',
    pattern: /ARM FF-A: failed to setup partitions|\bffa: failed to setup partitions|^failed to setup partitions/,
    says: 'The FF-A core could not set up its partitions, so it takes everything back (bitmap, RX and TX buffers) and does not come up.',
    examples: ['ARM FF-A: failed to setup partitions'],
    source: [ffaDriver('ffa_init')],
    causes: [
      {
        id: 'setup-partitions-list',
        title: 'No partition was listed, or Linux could not be added to them',
        because:
          'Either "No partitions found, error N" stands above, or the registration of Linux itself ("host partition") failed, or its schedule callback did.',
        next: 'The line above this one says which; its number decides.',
        source: [ffaDriver('ffa_setup_partitions')],
        seen: 'in the source',
        pro: [{ line: /No partitions found, error (?<n>-?\d+)/, says: 'No partition was listed (error {n}).' }],
        show: bootRun(
          'PARTITION_INFO_GET is refused',
          { log: 'failed to setup partitions' },
          callAnswers('FFA_PARTITION_INFO_GET', 'NOT_SUPPORTED'),
        ),
      },
    ],
    follows: [
      {
        of: ['no-partitions', 'host-partition', 'partition-save', 'partition-duplicate', 'sched-callback-host'],
        says: 'The FF-A core takes everything back and does not come up.',
      },
    ],
  },
  {
    id: 'partition-uuid',
    who: 'arm_ffa',
    grade: 'refusal',
    pattern: /invalid uuid \((?<uuid>.{0,80}?)\)/,
    says: 'A driver of Linux asked the FF-A core for partitions by the text "{uuid}", which is no UUID (−ENODEV). No call was made.',
    examples: ['ARM FF-A: invalid uuid (not-a-uuid)'],
    source: [ffaDriver('ffa_partition_info_get')],
    causes: [
      {
        id: 'uuid-text',
        title: 'The text is not of the form xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx',
        because:
          'partition_info_get() of the FF-A operations takes a UUID as text. A missing dash, a brace or a wrong length is refused.',
        next: 'Correct the text in the driver that calls partition_info_get(). The firmware has nothing to do with it.',
        source: [ffaDriver('ffa_partition_info_get')],
        seen: 'in the source',
        show: NO_OTHER_DRIVER,
      },
    ],
  },
  {
    id: 'partition-duplicate',
    who: 'arm_ffa',
    grade: 'refusal',
    pattern: /\w{1,60}: duplicate dev \S{1,40} part ID (?<id>0x[0-9a-f]{1,8})/i,
    says: 'The same device was added twice to partition {id} (−EEXIST); the second time it is not added.',
    examples: ['ARM FF-A: ffa_xa_add_partition_info: duplicate dev 00000000c0ffee00 part ID 0x8001'],
    source: [ffaDriver('ffa_xa_add_partition_info')],
    causes: [
      {
        id: 'duplicate-device',
        title: 'A fault of Linux: the core adds each device once, right after making it',
        because:
          'ffa_setup_partitions() makes a device for each descriptor of the list and adds it at once, so a device can be there already only if the table was damaged or the kernel was changed. Two descriptors of one id do not give this: they are two devices.',
        next: 'Look for a patched core, or a report of damaged memory above.',
        source: [ffaDriver('ffa_xa_add_partition_info')],
        seen: 'in the source',
        show: NO_OTHER_DRIVER,
      },
    ],
  },
  {
    id: 'partition-save',
    who: 'arm_ffa',
    grade: 'refusal',
    pattern: /\w{1,60}: failed to save part ID (?<id>0x[0-9a-f]{1,8}) Ret: ?(?<rc>-?\d{1,12})/i,
    says: 'Linux could not put partition {id} into its table: {rc:linux}. The partition has no device: its driver is not probed.',
    examples: ['ARM FF-A: ffa_xa_add_partition_info: failed to save part ID 0x8001 Ret:-12'],
    source: [ffaDriver('ffa_xa_add_partition_info')],
    causes: [
      {
        id: 'save-no-memory',
        title: 'Linux had no memory for the entry',
        because:
          'The table grows by an allocation; −12 is the one number that a machine gives here. −16 would be an id that is in the table already.',
        next: 'Look for other signs of a lack of memory. The firmware has nothing to do with it.',
        source: [ffaDriver('ffa_xa_add_partition_info')],
        seen: 'in the source',
        pro: [NO_MEMORY],
        show: cannot('The model keeps its partitions in a table that never fails.'),
      },
    ],
  },
  {
    id: 'host-partition',
    who: 'arm_ffa',
    grade: 'stops',
    pattern: /(?:\w{1,60}: )?failed to register host partition ID (?<id>0x[0-9a-f]{1,8})/i,
    says: 'Linux could not make the device that stands for itself (id {id}), so the FF-A core does not come up (−EINVAL).',
    examples: ['ARM FF-A: ffa_setup_host_partition: failed to register host partition ID 0x0'],
    source: [ffaDriver('ffa_setup_host_partition')],
    causes: [
      {
        id: 'host-device',
        title: 'Registering a device on the bus failed',
        because:
          'ffa_device_register() had no memory or no number left, or device_register() refused it; "unable to register device" with the errno stands above in the second case.',
        next: 'Read the line above. The firmware has nothing to do with it.',
        source: [ffaDriver('ffa_setup_host_partition'), ffaBus('ffa_device_register')],
        seen: 'in the source',
        pro: [
          NO_MEMORY,
          {
            line: /unable to register device .{1,80} err=(?<err>-?\d+)/,
            says: 'device_register() refused a device ({err}).',
          },
        ],
        show: bootRun(
          'Linux cannot be registered',
          { log: 'failed to register host partition' },
          fnFails('ffa_device_register', 'ENOMEM', 2),
        ),
      },
    ],
    follows: [{ of: ['bus-register-device'], says: 'So Linux itself is no partition, and the FF-A core gives up.' }],
  },
  {
    id: 'partition-register',
    who: 'arm_ffa',
    grade: 'limits',
    pattern: /(?:\w{1,60}: )?failed to register partition ID (?<id>0x[0-9a-f]{1,8})/i,
    says: 'Linux could not make a device for partition {id}. The core goes on with the other partitions; the driver of this one is not probed.',
    examples: ['ARM FF-A: ffa_setup_partitions: failed to register partition ID 0x8001'],
    source: [ffaDriver('ffa_setup_partitions')],
    causes: [
      {
        id: 'partition-device',
        title: 'Registering the device on the bus failed',
        because:
          'ffa_device_register() had no memory or no number left, or device_register() refused it; "unable to register device" with the errno stands above in the second case.',
        next: 'Read the line above. The firmware has listed the partition rightly.',
        source: [ffaDriver('ffa_setup_partitions'), ffaBus('ffa_device_register')],
        seen: 'in the source',
        pro: [
          NO_MEMORY,
          {
            line: /unable to register device .{1,80} err=(?<err>-?\d+)/,
            says: 'device_register() refused a device ({err}).',
          },
        ],
        show: bootRun(
          'A partition cannot be registered',
          { log: 'failed to register partition ID' },
          fnFails('ffa_device_register', 'ENOMEM', 1),
        ),
      },
    ],
    follows: [{ of: ['bus-register-device'], says: 'So this partition has no device, and no driver.' }],
  },
  {
    id: 'sched-callback-host',
    who: 'arm_ffa',
    grade: 'limits',
    pattern: /Failed to register driver sched callback (?<rc>-?\d{1,12})/,
    says: "Linux's own schedule-receiver callback was not registered: {rc:linux}.",
    examples: [
      'ARM FF-A: Failed to register driver sched callback -95',
      'ARM FF-A: Failed to register driver sched callback -22',
    ],
    source: [ffaDriver('ffa_setup_host_partition')],
    causes: [
      {
        id: 'callback-notifications-off',
        title: 'Notifications are off, so there is nothing to register it for',
        because:
          '−95 (−EOPNOTSUPP) is the answer of the core to itself when notifications could not be set up. It follows from the line that says why; it does no harm of its own. Newer kernels do not even try then.',
        next: 'Read "Notification setup failed" or "Notification bitmap create error" above: that is the cause.',
        source: [ffaDriver('ffa_sched_recv_cb_update')],
        seen: 'on a machine',
        when: { rc: [-95] },
        pro: [
          {
            line: /Notification (?:setup failed|bitmap create error) (?<n>-?\d+)/,
            says: 'Notifications were not set up ({n}).',
          },
        ],
        show: cannot('The model follows kernels that do not try to register it when notifications are off.'),
      },
      {
        id: 'callback-refused',
        title: 'A fault of Linux: the partition of the host has a callback, or is not in the table',
        because:
          '−22 says that the host is not in the table of partitions or has a callback already. The core has just made the entry, so this is a changed or damaged kernel.',
        next: 'Look for "Invalid partition ID" or "No such partition ID" above.',
        source: [ffaDriver('ffa_sched_recv_cb_update')],
        seen: 'in the source',
        when: { rc: { not: [-95] } },
        show: (n) =>
          n.rc === '-22'
            ? bootRun(
                'The callback of Linux is refused',
                { log: 'Failed to register driver sched callback -22' },
                fnFails('ffa_sched_recv_cb_update', 'EINVAL'),
              )
            : cannot('The core makes no other number of it.'),
      },
    ],
    follows: [
      {
        of: ['notification-setup', 'bitmap-create', 'irq-mapping', 'feature-interrupt', 'percpu-irq'],
        when: { rc: [-95] },
        says: 'No schedule callback for Linux itself. The same switch is off; no harm of its own.',
      },
    ],
  },
  {
    id: 'bus-notifiers',
    who: 'arm_ffa',
    grade: 'limits',
    pattern: /Failed to register FF-A bus notifiers/,
    says: 'With FF-A 1.0 the core learns the UUID of a partition when a driver is bound to it, by a notifier of the bus; that notifier could not be registered. Drivers for partitions without UUID, optee among them, are not matched rightly.',
    examples: ['ARM FF-A: Failed to register FF-A bus notifiers'],
    source: [ffaDriver('ffa_setup_partitions')],
    causes: [
      {
        id: 'bus-missing',
        title: 'The bus "arm_ffa" is not there',
        because:
          'bus_register_notifier() fails only for a bus that is not registered: the FF-A bus failed at its own start (subsys_initcall) or was built wrongly.',
        next: 'Look for an earlier failure of the FF-A bus. It matters with firmware of FF-A 1.0 alone.',
        source: [ffaDriver('ffa_setup_partitions')],
        seen: 'in the source',
        show: cannot('The bus is always there in the model.'),
      },
    ],
  },
  {
    id: 'bus-register-device',
    who: 'arm_ffa',
    grade: 'refusal',
    pattern: /unable to register device (?<name>\S{1,64}) err=(?<rc>-?\d{1,12})/,
    says: 'The device {name} could not be put on the FF-A bus: {rc:linux}. The partition has no driver then.',
    examples: [
      'arm_ffa arm-ffa-1: unable to register device arm-ffa-1 err=-17',
      'arm_ffa arm-ffa-1: unable to register device arm-ffa-1 err=-12',
    ],
    source: [ffaBus('ffa_device_register')],
    causes: [
      {
        id: 'device-exists',
        title: 'A device of that name is there already',
        because:
          '−17 (−EEXIST): the names are numbered by an allocator, so one that is taken was not given back: an earlier device is still held, or was freed wrongly at an unload.',
        next: 'Look at /sys/bus/arm_ffa/devices, and who still holds the old one.',
        source: [ffaBus('ffa_device_register')],
        seen: 'in the source',
        when: { rc: [-17] },
        show: cannot('The model names its devices anew at each start of the core.'),
      },
      {
        id: 'device-register-failed',
        title: 'device_register() failed inside Linux',
        because:
          '−12 is a lack of memory, −22 a name or a parent that is refused. The firmware listed the partition rightly.',
        next: 'Look at what stands just above.',
        source: [ffaBus('ffa_device_register')],
        seen: 'in the source',
        when: { rc: { not: [-17] } },
        pro: [NO_MEMORY],
        show: cannot('The model registers a device on the bus as one step, which says nothing itself.'),
      },
    ],
  },
];

function partitionsFail(error: string) {
  return bootRun(
    `PARTITION_INFO_GET answers ${error}`,
    { reply: 'FFA_PARTITION_INFO_GET', nth: 1 },
    callAnswers('FFA_PARTITION_INFO_GET', error, 'all'),
  );
}
