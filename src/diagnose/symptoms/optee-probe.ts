import { PKVM, SECURE_PANIC } from './evidence.ts';
import { driverCore, ffaDriver, hfDirect, kvmFfa, opteeFfa, opteeFfa73, spmc, teeCore } from './places.ts';
import { cannot, errnoIn, FROM_STATUS, probeRun, serviceAnswers, statusFor } from './show.ts';
import type { Numbers, Show, Symptom } from './symptom.ts';

// The OP-TEE driver asks OP-TEE who it is (ffa_abi.c, optee_ffa_probe): version, revision, capabilities.

const probeAnswers = (service: string, todo: { [field: string]: unknown }): Show =>
  probeRun(`${service} is refused`, { reply: service, nth: 1 }, serviceAnswers(service, todo));

function noAnswer(service: string) {
  return (n: Numbers): Show =>
    FROM_STATUS.includes(errnoIn(n))
      ? probeAnswers(service, { error: statusFor(errnoIn(n)) })
      : cannot('Linux makes this number of no FF-A status.');
}

const NO_DRIVER_CORE = cannot("The model's driver core prints nothing; the run of the line before shows the probe.");

export const opteeProbe: readonly Symptom[] = [
  {
    id: 'unexpected-error',
    who: 'optee',
    grade: 'stops',
    pattern: /optee: Unexpected error (?<rc>-?\d{1,12})/,
    says: 'A direct message of the probe came back as an error: {rc:errno}. The probe gives up with −EINVAL, whatever the number; there is no /dev/tee0 from this driver.',
    examples: [
      'optee: Unexpected error -16',
      'optee: Unexpected error -22',
      'optee: Unexpected error -95',
      'optee: Unexpected error -125',
      'optee: Unexpected error -13',
    ],
    source: [opteeFfa('optee_ffa_api_is_compatible'), opteeFfa('optee_ffa_exchange_caps')],
    causes: [
      {
        id: 'no-hypervisor-version',
        title: 'Protected KVM refuses every call: the host agreed no version with it',
        because:
          'Where arm_ffa asked FFA_VERSION before protected KVM was there, the hypervisor knows no version, and answers everything but FFA_VERSION with INVALID_PARAMETERS (−22). The order of the initcalls decides.',
        next: 'Build arm_ffa as a module, or take 7.2, which waits for pKVM.',
        source: [kvmFfa('kvm_host_ffa_handler')],
        seen: 'on a machine',
        when: { rc: [-22] },
        needs: [PKVM],
        pro: [PKVM],
        show: probeAnswers('GET_API_VERSION', { error: 'INVALID_PARAMETERS' }),
      },
      {
        id: 'partition-died',
        title: 'The partition that was asked gave up: it panicked or is in the aborted state',
        because:
          'ABORTED (−8) becomes −ECANCELED (−125). Hafnium answers it for a partition that it has aborted, until the next boot.',
        next: 'Read the secure console at that moment: what stands there last is the cause.',
        source: [hfDirect('ffa_direct_msg_is_direct_request_supported')],
        seen: 'on a machine',
        when: { rc: [-125] },
        pro: [SECURE_PANIC],
        show: probeAnswers('GET_API_VERSION', { error: 'ABORTED' }),
      },
      {
        id: 'api-version-no-answer',
        title: 'OP-TEE did not answer the first direct message',
        because:
          'GET_API_VERSION failed as a direct message: FFA_ERROR, whose status is the number in the log, or a reply that is no direct response of the same width (−22). BUSY: the partition is running another request on this CPU. DENIED: the partition takes no direct requests of this kind.',
        next: 'Read w0 and w2 of the reply to the direct message with w3 = 0.',
        source: [opteeFfa('optee_ffa_api_is_compatible'), ffaDriver('ffa_msg_send_direct_req')],
        seen: 'in the source',
        pro: [SECURE_PANIC],
        show: noAnswer('GET_API_VERSION'),
      },
      {
        id: 'exchange-no-answer',
        title: 'OP-TEE did not answer a later question of the probe',
        because:
          'GET_OS_VERSION or EXCHANGE_CAPABILITIES failed as a direct message, after the version was accepted. "optee: revision …" above says that the first two were answered (6.12; 7.3 asks for the revision last).',
        next: 'Count the direct messages before the line: the last one failed.',
        source: [opteeFfa('optee_ffa_exchange_caps'), opteeFfa73('optee_ffa_get_os_revision')],
        seen: 'in the source',
        pro: [{ line: /optee: revision \d/, says: 'The first two questions were answered.', where: 'before' }],
        show: noAnswer('EXCHANGE_CAPABILITIES'),
      },
    ],
    follows: [
      {
        of: ['hf-direct*', 'el3-direct*', 'op-tee-panic', 'hf-abort*', 'hf-panic'],
        says: 'The OP-TEE driver of Linux gives up its probe.',
      },
    ],
  },
  {
    id: 'incompatible-api',
    who: 'optee',
    grade: 'stops',
    pattern: /Incompatible OP-TEE API version (?<major>\d{1,20})\.(?<minor>\d{1,20})/,
    says: 'What answered says that its interface has version {major}.{minor}; the driver takes major version 1 alone. The probe gives up with −EINVAL.',
    examples: [
      'optee: Incompatible OP-TEE API version 0.0',
      'optee: Incompatible OP-TEE API version 2.0',
      'optee: Incompatible OP-TEE API version 4294901766.0',
    ],
    source: [opteeFfa('optee_ffa_api_is_compatible')],
    causes: [
      {
        id: 'api-error-as-success',
        title: 'FFA_ERROR with w2 = 0 was taken as success',
        because:
          'Linux maps status 0 to "no error", so the driver reads the registers of its own request: w3 = 0 gives version 0.0.',
        next: 'Read w0 and w2 of the reply: FFA_ERROR with w2 = 0 is a mistake of the firmware.',
        source: [ffaDriver('ffa_to_linux_errno')],
        seen: 'in the source',
        when: { major: [0] },
        show: probeAnswers('GET_API_VERSION', { error: 'SUCCESS' }),
      },
      {
        id: 'api-tee-result',
        title: 'The answer is a TEE result, not a version',
        because:
          'w3 of the response is {major}, a number of 0xffff…: an error of OP-TEE in the place of the major version. With virtualization, TEE_ERROR_ITEM_NOT_FOUND (0xffff0008) says that OP-TEE was not told of this guest.',
        next: 'Read w3 of the response as hexadecimal.',
        source: [spmc('optee_lsp_handle_direct_request'), opteeFfa('optee_ffa_api_is_compatible')],
        seen: 'on a machine',
        when: { major: [0xffff_0000, 0xffff_0006, 0xffff_0008, 0xffff_0009, 0xffff_000a, 0xffff_000d] },
        show: (n) =>
          probeRun(
            'A TEE result as version',
            { reply: 'GET_API_VERSION', nth: 1 },
            {
              optee: { apiMajor: Number(n.major), apiMinor: Number(n.minor) },
            },
          ),
      },
      {
        id: 'api-major',
        title: 'OP-TEE has another major version of its interface, or it is not OP-TEE that answers',
        because:
          'w3 of the response is not 1. The UUID of the partition matched, so something else may have taken its place.',
        next: 'Read w3 and w4 of the response to the direct message with w3 = 0.',
        source: [opteeFfa('optee_ffa_api_is_compatible')],
        seen: 'on a machine',
        show: (n) =>
          isWord(n.major) && isWord(n.minor)
            ? probeRun(
                `API version ${n.major}.${n.minor}`,
                { reply: 'GET_API_VERSION', nth: 1 },
                {
                  optee: { apiMajor: Number(n.major), apiMinor: Number(n.minor) },
                },
              )
            : cannot('A run answers words of 32 bits.'),
      },
    ],
  },
  {
    id: 'exchange-error',
    who: 'optee',
    grade: 'stops',
    pattern: /Unexpected exchange error (?<w3>\d{1,20})/,
    says: 'OP-TEE refused to exchange capabilities: w3 was {w3} and must be 0. The probe gives up with −EINVAL.',
    examples: ['optee: Unexpected exchange error 4294901766', 'optee: Unexpected exchange error 2'],
    source: [opteeFfa('optee_ffa_exchange_caps')],
    causes: [
      {
        id: 'exchange-error-as-success',
        title: 'FFA_ERROR with w2 = 0 was taken as success',
        because: 'Then Linux reads its own request, whose w3 is 2: the number of EXCHANGE_CAPABILITIES itself.',
        next: 'Read w0 and w2 of the reply: FFA_ERROR with w2 = 0 is a mistake of the firmware.',
        source: [ffaDriver('ffa_to_linux_errno')],
        seen: 'in the source',
        when: { w3: [2] },
        show: probeAnswers('EXCHANGE_CAPABILITIES', { error: 'SUCCESS' }),
      },
      {
        id: 'exchange-refused',
        title: 'Another secure world answered an error in w3',
        because:
          'OP-TEE 4.10 never fails this call. As a TEE result in hexadecimal, {w3} says why: 4294901766 is 0xffff0006 (BAD_PARAMETERS), 4294901768 0xffff0008 (ITEM_NOT_FOUND: a guest that OP-TEE was not told of).',
        next: 'Read w0 and w3 of the reply to the direct message with w3 = 2.',
        source: [spmc('handle_blocking_call'), opteeFfa('optee_ffa_exchange_caps')],
        seen: 'on a machine',
        when: { w3: { not: [2] } },
        show: (n) =>
          isWord(n.w3)
            ? probeAnswers('EXCHANGE_CAPABILITIES', { reply: { w3: Number(n.w3) } })
            : cannot('A run answers words of 32 bits.'),
      },
    ],
  },
  {
    id: 'driver-core-probe',
    who: 'optee',
    grade: 'stops',
    // Its first form is that of 6.11 and later, its second that of kernels before.
    pattern:
      /\boptee(?: \S{1,80})?: probe (?:with driver optee|of (?:arm-ffa-\d{1,9}|\S{0,80}optee\S{0,80})) failed with error (?<rc>-?\d{1,12})/,
    says: "Linux's driver core saw the OP-TEE driver give up its probe with {rc:linux}. There is no /dev/tee0 from it. A driver without a device (−ENODEV, −ENXIO) gives up without this line.",
    examples: [
      'optee arm-ffa-1: probe with driver optee failed with error -22',
      'optee: probe of arm-ffa-1 failed with error -12',
      'optee firmware:optee: probe with driver optee failed with error -22',
    ],
    source: [driverCore('call_driver_probe')],
    causes: [
      {
        id: 'probe-question-refused',
        title: 'A question of the probe was refused, and the line of the driver before it says which',
        because:
          'optee_ffa_probe() answers −EINVAL when it is not content with the answer to its questions for version and capabilities: for an error of the direct message, a version that is not 1, and w3 that is not 0 alike. optee_probe() of the SMC interface does the same.',
        next: 'Read the line of optee just above, or record the direct messages of the probe.',
        source: [opteeFfa('optee_ffa_probe')],
        seen: 'in the source',
        when: { rc: [-22] },
        show: NO_DRIVER_CORE,
      },
      {
        id: 'probe-no-memory',
        title: 'Linux had no memory for the state of the driver',
        because:
          'The driver, its pool, its two TEE devices, the table of shared memory and the work queue are allocated in the probe; each can answer −ENOMEM, and what was made is given back.',
        next: 'Look for an allocation failure with a call chain just above.',
        source: [opteeFfa('optee_ffa_probe')],
        seen: 'in the source',
        when: { rc: [-12] },
        show: NO_DRIVER_CORE,
      },
      {
        id: 'probe-inside-linux',
        title: 'A step inside Linux failed after OP-TEE had answered',
        because:
          'Only the TEE core is left: no number is free for another TEE device (−ENOSPC), or a device of that name is there (−EEXIST). Notifications are not among the reasons: without them the probe goes on.',
        next: 'Look for a line of the TEE core just above, and for a second driver that made /dev/tee0.',
        source: [opteeFfa('optee_ffa_probe'), teeCore('tee_device_register')],
        seen: 'in the source',
        when: { rc: { not: [-22, -12] } },
        show: NO_DRIVER_CORE,
      },
    ],
    follows: [
      {
        of: [
          'unexpected-error',
          'incompatible-api',
          'exchange-error',
          'smc-*',
          'tee-*',
          'devices-*',
          'get-devices',
          'device-registration',
        ],
        says: "Linux's driver core tells that the probe gave up: {rc:linux}.",
      },
    ],
  },
  {
    id: 'protmem-off',
    who: 'optee',
    grade: 'harmless',
    pattern: /optee: Protected memory service not available/,
    says: 'OP-TEE announced protected memory (capability bit 3), and the pool for it could not be made. The driver goes on without it.',
    examples: ['optee: Protected memory service not available'],
    source: [opteeFfa73('optee_ffa_protmem_pool_init')],
    causes: [
      {
        id: 'protmem-refused',
        title: 'OP-TEE has no configuration for the use case, or the DMA heap was refused',
        because:
          'GET_PROTMEM_CONFIG (message 10) was answered with something else than success or "short buffer", memory ran out, or registering the DMA heap failed. Without a protected heap in this kernel, the line is expected.',
        next: 'Nothing, where no secure video path is needed. Otherwise record the yielding call after ENABLE, whose message has command 10.',
        source: [opteeFfa73('optee_ffa_protmem_pool_init')],
        seen: 'on a machine',
        show: cannot('The driver of 6.12 does not ask for protected memory.'),
      },
    ],
  },
];

/** Is this a number that a 32-bit register holds? */
function isWord(text: string | undefined): boolean {
  const n = Number(text);
  return Number.isInteger(n) && n >= 0 && n <= 0xffff_ffff;
}
