import { logWith, replyTo, stepOf } from './find-row.ts';
import { type LessonText, lessonScenario } from './lesson.ts';

export const oldOptee: LessonText = {
  name: 'old-optee',
  title: 'An old OP-TEE',
  why: 'A new driver on an old OP-TEE must not try what the other side does not know.',
  scenario: lessonScenario({
    title: 'No ASYNC_NOTIF capability',
    optee: { caps: ['ARG_OFFSET', 'RPMB_PROBE'], notifReady: false },
    actions: [{ do: 'boot' }, { do: 'probe' }, { do: 'remove' }],
  }),
  glosses: [
    {
      at: logWith('Notification setup failed'),
      name: 'The core cannot be notified',
      text: 'The FF-A core of Linux starts first. It looks for the interrupt by which it would be notified, and FEATURES knows none: this is the only line that ever says so.',
    },
    {
      at: replyTo('EXCHANGE_CAPABILITIES'),
      name: 'The capability is missing',
      text: 'w5 is 0x5: bit 1, ASYNC_NOTIF, is not set. Nothing else in the message says anything about notifications.',
    },
    {
      at: stepOf('optee_enumerate_devices'),
      name: 'Nothing is asked, nothing said',
      text: 'Between the capabilities and this there is no BIND, no ENABLE_ASYNC_NOTIF and the driver prints nothing: a missing capability is not an error.',
    },
  ],
  question: 'How does a person find out from the log that notifications are off?',
  answer:
    'The FF-A core said so when it started: "ARM FF-A: Notification setup failed -95, not enabled". The driver says nothing: no id is bound, no workqueue exists, and bottom_half_value is U32_MAX.',
  source:
    'Linux 6.12.117 drivers/tee/optee/ffa_abi.c, optee_ffa_probe(); docs/recordings.md#9 and docs/recordings.md#25 (h)',
  seen: 'on a machine',
  variants: [],
};
