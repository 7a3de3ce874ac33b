import { SECURE_PANIC } from './evidence.ts';
import { cannot } from './show.ts';
import type { Place, Symptom } from './symptom.ts';

// U-Boot speaks FF-A before Linux does, and prints errnos of its own that it maps as Linux does.

const uBoot = (file: string, fn: string): Place => ({ file, fn, version: 'U-Boot' });
const NO_U_BOOT = cannot('The model begins with Linux.');

export const uBootMessages: readonly Symptom[] = [
  {
    id: 'u-boot-error',
    who: 'u-boot',
    grade: 'refusal',
    pattern:
      /(?:(?<what>\w{2,40}): )?FF-A error (?<rc>-?\d{1,10})\b|(?<fn>sp_msg_send_direct_req\(\)|ffa_\w{2,60}\(\)): error (?<rc2>-?\d{1,10})|FF-A: (?:discovery|probe|bus).{0,20}(?:failed|error)[^-\d]{0,8}(?<rc3>-?\d{1,10})/i,
    says: 'U-Boot made an FF-A call and got an error. It prints an errno of its own, which it makes of the FF-A status as Linux does: {rc:errno}.',
    examples: [
      'FWU_DISCOVER: FF-A error -125',
      'sp_msg_send_direct_req(): error -4',
      'FWU_DISCOVER: FF-A error -16',
      'FWU_DISCOVER: FF-A error -22',
    ],
    source: [
      uBoot('lib/fwu_updates/fwu_arm_psa.c', 'fwu_invoke_svc'),
      uBoot('drivers/firmware/arm-ffa/arm-ffa-uclass.c', 'ffa_to_std_errno'),
    ],
    causes: [
      {
        id: 'u-boot-aborted',
        title: 'The partition that was asked gave up: it panicked, or is in the aborted state',
        because:
          '−125 (−ECANCELED) is the FF-A status ABORTED (−8): the SPMC ended the partition in this request or before.',
        next: 'Read the secure console at that moment: the last words of the partition are the cause.',
        source: [uBoot('drivers/firmware/arm-ffa/arm-ffa-uclass.c', 'ffa_to_std_errno')],
        seen: 'on a machine',
        when: { rc: [-125] },
        pro: [SECURE_PANIC],
        show: NO_U_BOOT,
      },
      {
        id: 'u-boot-busy',
        title: 'The partition is busy with another request, or the number is a plain FF-A status',
        because:
          'BUSY is −16 as an errno (−EBUSY), and −4 where the raw status is printed (the messages that name the function). Another request to the partition has no response yet.',
        next: 'Look who else asks the partition, and whether it was left preempted.',
        source: [uBoot('drivers/firmware/arm-ffa/arm-ffa-uclass.c', 'ffa_msg_send_direct_req')],
        seen: 'on a machine',
        when: { rc: [-16, -4] },
        show: NO_U_BOOT,
      },
      {
        id: 'u-boot-other',
        title: 'The SPMC refused the call',
        because:
          '−95 is NOT_SUPPORTED: no FF-A there, or not this call. −22 INVALID_PARAMETERS: no such partition, wrong registers. −13 DENIED: the partition takes no such request. −12 NO_MEMORY.',
        next: 'Read w0 and w2 of the reply; TF-A with LOG_LEVEL=50 prints what passes EL3.',
        source: [uBoot('drivers/firmware/arm-ffa/arm-ffa-uclass.c', 'ffa_to_std_errno')],
        seen: 'in the source',
        when: { rc: { not: [-125, -16, -4] } },
        show: NO_U_BOOT,
      },
    ],
    follows: [
      {
        of: ['hf-abort*', 'hf-panic', 'op-tee-panic', 'op-tee-set', 'hf-direct*', 'el3-direct*'],
        says: 'U-Boot gets the error.',
      },
    ],
  },
  {
    id: 'u-boot-fwu',
    who: 'u-boot',
    grade: 'limits',
    pattern: /FWU: Update agent init failed/,
    says: 'The firmware update agent of U-Boot did not come up, so firmware cannot be updated from here. The boot goes on.',
    examples: ['FWU: Update agent init failed'],
    source: [uBoot('lib/fwu_updates/fwu_arm_psa.c', 'fwu_agent_init')],
    causes: [
      {
        id: 'u-boot-fwu-service',
        title: 'The update service in the secure world did not answer as it must',
        because:
          'The agent asks the partition SE-Proxy by a direct request; an FF-A error, printed above, or a service that is not there ends here.',
        next: 'Read the FF-A error above, and the secure console.',
        source: [uBoot('lib/fwu_updates/fwu_arm_psa.c', 'fwu_agent_init')],
        seen: 'in the source',
        show: NO_U_BOOT,
      },
    ],
    follows: [{ of: ['u-boot-error'], says: 'So firmware cannot be updated from U-Boot.' }],
  },
];
