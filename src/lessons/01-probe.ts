import { callOf, logWith, replyTo, stepOf } from './find-row.ts';
import { FIRST_SCENARIO } from './first-scenario.ts';
import type { LessonText } from './lesson.ts';

export const probe: LessonText = {
  name: 'probe',
  title: 'A probe, step by step',
  why: 'Everything that can go wrong later is agreed here: versions, capabilities, one notification id.',
  scenario: FIRST_SCENARIO,
  glosses: [
    {
      at: replyTo('GET_API_VERSION'),
      name: 'OP-TEE’s interface is 1.0',
      text: 'OP-TEE answers its ABI version: major in w3, minor in w4. The driver goes on only where the major is 1.',
    },
    {
      at: replyTo('GET_OS_VERSION'),
      name: 'OP-TEE is 4.10',
      text: 'The version of OP-TEE itself, w3 and w4, and in w5 the first 32 bits of its git revision. The driver only prints them.',
    },
    {
      at: replyTo('EXCHANGE_CAPABILITIES'),
      name: 'It can notify',
      text: 'w4 is the number of RPC parameters, w5 the capability bits, w6 the largest notification value. Bit 1 of w5, ASYNC_NOTIF, decides whether the next steps are taken. w6 is 0 here, and no driver uses it.',
    },
    {
      at: callOf('FFA_NOTIFICATION_BIND'),
      name: 'May OP-TEE signal id 0?',
      text: 'May OP-TEE (0x8001, w1 high) signal id 0 to Linux (0x0, w1 low)? w3 and w4 are a bitmap of ids, and bit 0 of w3 is id 0. The SPMC answers, not OP-TEE proper.',
    },
    {
      at: callOf('ENABLE_ASYNC_NOTIF'),
      name: 'OP-TEE learns the id',
      text: 'Only now OP-TEE learns which id it may use: w4 carries it. The driver calls it the bottom half value.',
    },
    {
      at: stepOf('tee_device_register'),
      name: 'User space may open it',
      text: 'User space may open the device from here on. In v1 this came before notifications were set up; 6.12.117 registers late, so that nobody sees a device that is half made.',
    },
    {
      at: callOf('YIELDING_CALL_WITH_ARG'),
      name: 'Which devices are there?',
      text: 'The driver asks a pseudo TA which devices there are. This is a yielding call: it runs on an OP-TEE thread, and its argument lies in shared memory, named by the handle in w4 and w5.',
    },
    { at: logWith('initialized driver'), name: 'The probe is done', text: 'The probe is complete and answers 0.' },
  ],
  question: 'Why is w4 zero in the ENABLE_ASYNC_NOTIF message, when w3 of the BIND before it was 1?',
  answer: 'BIND takes a bitmap, in which bit 0 stands for id 0; ENABLE_ASYNC_NOTIF takes the id as a number.',
  source:
    'Linux 6.12.117 drivers/tee/optee/ffa_abi.c, optee_ffa_probe() and optee_ffa_async_notif_init(); OP-TEE d5001fe0 core/arch/arm/kernel/thread_spmc.c; recording b-probe',
  seen: 'on a machine',
  variants: [],
};
