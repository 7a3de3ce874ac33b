import { logWith, replyTo, stepOf } from './find-row.ts';
import { type LessonText, lessonScenario } from './lesson.ts';

export const allTaken: LessonText = {
  name: 'all-taken',
  title: 'All 64 taken',
  why: 'A driver without notifications is a driver that works, and one line in the log is all that says that they are missing.',
  scenario: lessonScenario({
    title: 'All 64 ids taken',
    bound: Array.from({ length: 64 }, (_, id) => id),
    actions: [{ do: 'probe' }, { do: 'remove' }],
  }),
  glosses: [
    { at: replyTo('FFA_NOTIFICATION_BIND'), name: 'Id 0 is taken', text: 'The walk begins as before: id 0 is taken.' },
    {
      at: replyTo('FFA_NOTIFICATION_BIND', 64),
      name: 'So is id 63',
      text: 'Id 63 is the last that there is: bit 31 of w4. It is taken, too, and the driver stops.',
    },
    {
      at: logWith('async notif'),
      name: 'One line in the log',
      text: 'The one line: −13 here means "all taken", and in another run "the SPMC refuses everything". The probe goes on.',
    },
    {
      at: stepOf('optee_enumerate_devices'),
      name: 'The probe goes on',
      text: 'No ENABLE_ASYNC_NOTIF was sent, and bottom_half_value stays U32_MAX, which is "none". The rest of the probe does not miss it.',
    },
  ],
  question: 'What does the remove send for the notification that was never bound?',
  answer: 'Nothing: bottom_half_value is U32_MAX, so no UNBIND is sent.',
  source:
    'Linux 6.12.117 drivers/tee/optee/ffa_abi.c, optee_ffa_async_notif_init(); docs/recordings.md#3 (e-rawbound-64)',
  seen: 'on a machine',
  variants: [],
};
