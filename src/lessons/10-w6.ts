import { callOf, nthRow, replyTo } from './find-row.ts';
import { type LessonText, lessonScenario } from './lesson.ts';

export const largestValue: LessonText = {
  name: 'largest-value',
  title: 'Why the driver ignores w6',
  why: 'OP-TEE may say which notification value is its largest; every revision of the driver has room for it, and none looks at it.',
  scenario: lessonScenario({
    title: 'OP-TEE says that 1 is its largest value, and 0 and 1 are taken',
    optee: { maxNotif: 1 },
    bound: [0, 1],
    actions: [{ do: 'probe' }, { do: 'notify' }],
  }),
  glosses: [
    {
      at: replyTo('EXCHANGE_CAPABILITIES'),
      name: 'w6 is 1',
      text: 'w6 is 1: no value above it will come. The ABI has it so that a driver can make its tables as large as they must be.',
    },
    {
      at: nthRow((e) => e.kind === 'step' && e.fn === 'optee_notif_init'),
      name: 'The table has 256 keys',
      text: 'The table of synchronous keys is made for 256 keys, a constant of the driver, whatever w6 says.',
    },
    {
      at: callOf('FFA_NOTIFICATION_BIND', 3),
      name: 'Id 2 is above it',
      text: 'And the walk goes on to id 2. It is an id of the SPMC, which knows nothing of OP-TEE’s values, so it is free.',
    },
    {
      at: callOf('ENABLE_ASYNC_NOTIF'),
      name: 'Linux names the id',
      text: 'The driver tells OP-TEE the id that it has. That is why the largest value does not matter: Linux chooses.',
    },
  ],
  question: 'Which value does OP-TEE have for its bottom half in the end?',
  answer:
    '2, the id that Linux has. A driver that stopped its walk at w6 would lose its notifications where the low ids are taken: w6 bounds what OP-TEE sends as a value of its own, the bottom half has the value that Linux names, and OP-TEE takes any below 64.',
  source:
    'Linux 6.12.117 drivers/tee/optee/ffa_abi.c, optee_ffa_exchange_caps(), optee_ffa_async_notif_init(); OP-TEE d5001fe0 core/arch/arm/kernel/thread_spmc.c',
  seen: 'in the source',
  variants: [],
};
