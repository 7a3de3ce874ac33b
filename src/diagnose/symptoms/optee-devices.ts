import { NO_MEMORY } from './evidence.ts';
import { opteeCore, opteeDevice, teeCore } from './places.ts';
import { cannot, errnoIn, fault, fnFails, probeRun } from './show.ts';
import type { Symptom } from './symptom.ts';

// Devices that trusted applications stand for (device.c), the RPMB scan (core.c), and the TEE core (tee_core.c).

export const opteeDevices: readonly Symptom[] = [
  {
    id: 'get-devices',
    who: 'optee',
    grade: 'stops',
    pattern: /PTA_CMD_GET_DEVICES invoke function err: (?<ret>[0-9a-f]{1,16})/i,
    says: 'OP-TEE refused to list the devices of its trusted applications: {ret:tee}. The enumeration fails, and with it the probe of 6.12 and of 7.3.',
    examples: [
      'optee: PTA_CMD_GET_DEVICES invoke function err: ffff0000',
      'optee: PTA_CMD_GET_DEVICES invoke function err: ffff000c',
      'optee: PTA_CMD_GET_DEVICES invoke function err: ffff0006',
    ],
    source: [opteeDevice('get_devices')],
    causes: [
      {
        id: 'devices-pta-failed',
        title: 'The device pseudo-TA answered an error',
        because:
          'The number is the TEE result of the invoke: 0xffff000c no memory in OP-TEE, 0xffff0006 parameters that it does not like, 0xffff000a a command that it does not have. 0xffff0010 (SHORT_BUFFER) is no error here: the driver asks for the size with it.',
        next: "Read OP-TEE's console at that time. After this failure the probe may hang: its argument page holds the device.",
        source: [opteeDevice('get_devices')],
        seen: 'in the source',
        show: (n) =>
          n.ret === 'ffff0000'
            ? probeRun(
                'The device pseudo-TA fails',
                { log: 'PTA_CMD_GET_DEVICES invoke function err: ffff0000' },
                fnFails('get_devices', 'ENOMEM'),
              )
            : cannot('The pseudo-TA of the model fails with 0xffff0000 alone.'),
      },
    ],
  },
  {
    id: 'device-registration',
    who: 'optee',
    grade: 'stops',
    pattern: /optee: device registration failed, err: (?<rc>-?\d{1,12})/,
    says: 'A device for a trusted application could not be registered in Linux: {rc:linux}. The enumeration stops there, and the probe fails.',
    examples: ['optee: device registration failed, err: -17', 'optee: device registration failed, err: -12'],
    source: [opteeDevice('optee_register_device')],
    causes: [
      {
        id: 'device-twice',
        title: 'A device of that UUID is there already',
        because:
          '−17 (−EEXIST): OP-TEE listed one UUID twice, or a device of an earlier probe was not taken out. Devices are named by their UUID.',
        next: 'Look at /sys/bus/tee/devices for optee-ta-<uuid>.',
        source: [opteeDevice('optee_register_device')],
        seen: 'in the source',
        when: { rc: [-17] },
        show: probeRun(
          'A device is there already',
          { log: 'device registration failed, err: -17' },
          fnFails('device_register', 'EEXIST'),
        ),
      },
      {
        id: 'device-refused',
        title: 'Linux had no means to register it',
        because: 'device_register() failed inside Linux. OP-TEE has done its part.',
        next: 'Look at what stands just above.',
        source: [opteeDevice('optee_register_device')],
        seen: 'in the source',
        when: { rc: { not: [-17] } },
        pro: [NO_MEMORY],
        show: (n) =>
          probeRun(
            'A device cannot be registered',
            { log: `device registration failed, err: ${n.rc}` },
            fault({ fn: 'device_register' }, { rc: errnoIn(n) }),
          ),
      },
    ],
  },
  {
    id: 'devices-buffer',
    who: 'optee',
    grade: 'stops',
    pattern: /optee: tee_shm_alloc_kernel_buf failed/,
    says: 'The driver had no shared memory for the list of devices, so it does not enumerate them, and the probe fails.',
    examples: ['optee: tee_shm_alloc_kernel_buf failed'],
    source: [opteeDevice('__optee_enumerate_devices')],
    causes: [
      {
        id: 'devices-share-failed',
        title: 'Memory could not be allocated or could not be shared',
        because:
          'The list goes into pages that are shared with OP-TEE: an allocation that fails, or an FFA_MEM_SHARE that the SPMC refuses, ends here alike.',
        next: 'Look for the last FFA_MEM_SHARE before the line and w2 of its reply; without one it was the allocation.',
        source: [opteeDevice('__optee_enumerate_devices')],
        seen: 'in the source',
        pro: [NO_MEMORY],
        show: probeRun(
          'No memory for the list of devices',
          { log: 'tee_shm_alloc_kernel_buf failed' },
          fnFails('tee_shm_alloc_kernel_buf', 'ENOMEM', 2),
        ),
      },
    ],
  },
  {
    id: 'devices-address',
    who: 'optee',
    grade: 'stops',
    pattern: /optee: tee_shm_get_va failed/,
    says: 'The driver shared memory for the list of devices and could not get its address, so it does not enumerate them, and the probe fails.',
    examples: ['optee: tee_shm_get_va failed'],
    source: [opteeDevice('__optee_enumerate_devices')],
    causes: [
      {
        id: 'devices-no-address',
        title: 'A fault inside the kernel: the buffer has no kernel address',
        because:
          'tee_shm_get_va() fails for memory that is not mapped in the kernel or for an offset outside of it. This buffer was made in the kernel just before with offset 0, so it does not happen with the sources as they are.',
        next: 'Look for changes to tee_shm.c, and for reports of damaged memory above.',
        source: [opteeDevice('__optee_enumerate_devices')],
        seen: 'in the source',
        show: cannot('In the model memory that was allocated always has an address.'),
      },
    ],
  },
  {
    id: 'rpmb-scan',
    who: 'optee',
    grade: 'limits',
    pattern: /optee: Scanning for RPMB device: ret (?<rc>-?\d{1,12})/,
    says: 'The scan for an RPMB device, by which OP-TEE may store data, ended with {rc:linux}. Secure storage in RPMB is not there; OP-TEE itself works.',
    examples: ['optee: Scanning for RPMB device: ret -19', 'optee: Scanning for RPMB device: ret -95'],
    source: [opteeCore('optee_bus_scan_rpmb')],
    causes: [
      {
        id: 'rpmb-enumerate',
        title: 'OP-TEE did not list its RPMB devices',
        because:
          'When an RPMB device turns up, the driver asks the device pseudo-TA again (function 2). No memory, a refused share, or an OP-TEE that answers an error ends so; a device that holds no key yet is not an error.',
        next: "Look for an eMMC or UFS with RPMB, and read OP-TEE's console at that moment.",
        source: [opteeCore('optee_bus_scan_rpmb'), opteeDevice('optee_enumerate_devices')],
        seen: 'in the source',
        pro: [{ line: /mmc\d.{0,60}rpmb|rpmb.{0,40}(?:fail|error)/i, says: 'The block driver speaks of RPMB.' }],
        show: cannot('The model has no RPMB device.'),
      },
    ],
  },
  {
    id: 'tee-class',
    who: 'tee',
    grade: 'stops',
    pattern:
      /(?:tee_init: )?couldn't create class\b|tee_init: failed to (?:allocate char dev region|register tee bus)|(?<what>failed to allocate char dev region|failed to register tee bus)/,
    says: 'The TEE core of Linux could not start: no class, no device numbers or no bus. No TEE driver, optee among them, works then.',
    examples: [
      "tee_init: couldn't create class",
      'tee_init: failed to allocate char dev region',
      'tee_init: failed to register tee bus',
    ],
    source: [teeCore('tee_init')],
    causes: [
      {
        id: 'tee-core-start',
        title: 'A name or number is taken, or memory ran out, at the very start',
        because:
          'These steps fail when a second TEE core is loaded (built in and as a module), or the kernel is out of memory at its start. Firmware is not asked at this point.',
        next: 'Look for a second tee module, and for the errno in what stands around.',
        source: [teeCore('tee_init')],
        seen: 'in the source',
        pro: [NO_MEMORY],
        show: cannot('The TEE core is there before the first row of any run.'),
      },
    ],
  },
  {
    id: 'tee-register-driver',
    who: 'tee',
    grade: 'stops',
    pattern: /(?:tee_device_alloc: )?could not register (?<name>\S{1,40}) driver\b/,
    says: 'The TEE core could not make a device for the driver {name}: no number is left, or a name could not be set. The driver is not probed.',
    examples: ['tee_device_alloc: could not register optee-ffa-clnt driver'],
    source: [teeCore('tee_device_alloc')],
    causes: [
      {
        id: 'tee-devices-full',
        title: 'All 32 TEE devices are taken, or the name could not be set',
        because:
          'The core has 16 numbers for clients and 16 for supplicants. Each probe of a TEE driver takes one of each; what a failed removal holds is not given back.',
        next: 'Count /dev/tee* and /dev/teepriv*.',
        source: [teeCore('tee_device_alloc')],
        seen: 'in the source',
        pro: [NO_MEMORY],
        show: cannot('In the model tee_device_alloc fails without its message.'),
      },
    ],
  },
  {
    id: 'tee-register-twice',
    who: 'tee',
    grade: 'refusal',
    pattern: /(?:tee_device_register: )?attempt to register twice\b/,
    says: 'A TEE driver registered the same device a second time (−EINVAL).',
    examples: ['tee_device_register: attempt to register twice'],
    source: [teeCore('tee_device_register')],
    causes: [
      {
        id: 'tee-driver-fault',
        title: 'A fault of the TEE driver: its probe registers one device on two paths',
        because:
          'The device carries a flag since its first registration. The drivers in the kernel register each device once.',
        next: 'Look which TEE driver is patched or out of tree.',
        source: [teeCore('tee_device_register')],
        seen: 'in the source',
        show: cannot('The drivers of the model register each device once.'),
      },
    ],
  },
  {
    id: 'tee-cdev',
    who: 'tee',
    grade: 'stops',
    pattern:
      /(?:tee_device_register: )?unable to cdev_device_add\(\) (?<name>\S{1,40}), major (?<major>\d{1,6}), minor (?<minor>\d{1,6}), err=(?<rc>-?\d{1,12})/,
    says: 'The TEE core could not put /dev/{name} into the system: {rc:linux}. The probe of the TEE driver fails.',
    examples: [
      'tee_device_register: unable to cdev_device_add() tee0, major 246, minor 0, err=-17',
      'tee_device_register: unable to cdev_device_add() tee0, major 246, minor 0, err=-12',
    ],
    source: [teeCore('tee_device_register')],
    causes: [
      {
        id: 'tee-name-taken',
        title: 'A device of that name is still there',
        because: '−17 (−EEXIST): an earlier tee device of that number was not removed, since something still holds it.',
        next: 'Look at /sys/class/tee, and who has /dev/{name} open.',
        source: [teeCore('tee_device_register')],
        seen: 'in the source',
        when: { rc: [-17] },
        show: cannot('In the model tee_device_register fails without its message.'),
      },
      {
        id: 'tee-cdev-failed',
        title: 'Linux had no means to add it',
        because: 'cdev_device_add() failed inside Linux, for want of memory, say. OP-TEE has nothing to do with it.',
        next: 'Look at what stands just above.',
        source: [teeCore('tee_device_register')],
        seen: 'in the source',
        when: { rc: { not: [-17] } },
        pro: [NO_MEMORY],
        show: cannot('In the model tee_device_register fails without its message.'),
      },
    ],
  },
  {
    id: 'tee-login',
    who: 'tee',
    grade: 'refusal',
    pattern: /login method not allowed for user-space client/,
    says: 'A program asked for a session with a login that only the kernel may use (TEE_IOCTL_LOGIN_REE_KERNEL and its like): −EPERM.',
    examples: ['tee_ioctl_open_session: login method not allowed for user-space client'],
    source: [teeCore('tee_ioctl_open_session')],
    causes: [
      {
        id: 'tee-login-kernel',
        title: 'The login method of the client is one of those reserved for the kernel',
        because: 'Values from 0x80000000 to 0xbfffffff are for clients in the kernel. No call to OP-TEE was made.',
        next: 'Use TEEC_LOGIN_PUBLIC, USER, GROUP or APPLICATION in the client.',
        source: [teeCore('tee_ioctl_open_session')],
        seen: 'in the source',
        show: cannot('The client of the model logs in as public.'),
      },
    ],
  },
  {
    id: 'tee-sha1',
    who: 'tee',
    grade: 'refusal',
    pattern: /(?:uuid_v5: )?shash\(sha1\) allocation failed/,
    says: 'The TEE core could not compute the identity of a client (a UUID by SHA-1), so the session is not opened.',
    examples: ['uuid_v5: shash(sha1) allocation failed'],
    source: [teeCore('uuid_v5')],
    causes: [
      {
        id: 'tee-no-sha1',
        title: 'This kernel has no SHA-1',
        because:
          'Logins by user, group or application need it. CONFIG_CRYPTO_SHA1 is missing, or its module cannot be loaded.',
        next: 'Enable CONFIG_CRYPTO_SHA1.',
        source: [teeCore('uuid_v5')],
        seen: 'in the source',
        show: cannot('The client of the model logs in as public.'),
      },
    ],
  },
];
