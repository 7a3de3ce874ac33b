import { replyTo, stepOf } from './find-row.ts';
import { type Lesson, lessonScenario } from './lesson.ts';

export const oldOptee: Lesson = {
  number: 6,
  name: 'old-optee',
  title: 'An old OP-TEE',
  why: 'A new driver on an old OP-TEE must not try what the other side does not know.',
  scenario: lessonScenario({
    title: 'No ASYNC_NOTIF capability',
    optee: { caps: ['ARG_OFFSET', 'RPMB_PROBE'], notifReady: false },
    actions: [{ do: 'probe' }, { do: 'remove' }],
  }),
  glosses: [
    {
      at: replyTo('EXCHANGE_CAPABILITIES'),
      text: 'w5 is 0x5: bit 1, ASYNC_NOTIF, is not set. Nothing else in the message says anything about notifications.',
    },
    {
      at: stepOf('optee_enumerate_devices'),
      text: 'Between the capabilities and this there is no BIND, no ENABLE_ASYNC_NOTIF and no line in the log: a missing capability is not an error.',
    },
  ],
  question: 'How does a person find out that notifications are off?',
  answer: 'Not from the log. The id is not bound, no workqueue exists, and bottom_half_value is U32_MAX.',
  source:
    'Linux 6.12.117 drivers/tee/optee/ffa_abi.c, optee_ffa_probe(); docs/recordings.md#9 and docs/recordings.md#25 (h)',
  seen: 'on a machine',
  variants: [],
};
