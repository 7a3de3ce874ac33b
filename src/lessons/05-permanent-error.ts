import { logWith, replyTo, stepOf } from './find-row.ts';
import { type LessonText, lessonScenario } from './lesson.ts';

export const permanentError: LessonText = {
  name: 'permanent-error',
  title: 'A permanent error',
  why: 'A wrong argument stays wrong for every id, so trying the other 63 would only hide it.',
  scenario: lessonScenario({
    title: 'BIND answers INVALID_PARAMETERS',
    actions: [{ do: 'probe' }, { do: 'remove' }],
    faults: [{ at: { call: 'FFA_NOTIFICATION_BIND' }, do: { error: 'INVALID_PARAMETERS' } }],
  }),
  glosses: [
    {
      at: replyTo('FFA_NOTIFICATION_BIND'),
      name: 'INVALID_PARAMETERS',
      text: 'w2 is INVALID_PARAMETERS (−2), which Linux maps to −EINVAL (−22). An SPMC answers so for a receiver that it does not know or a reserved register that is not zero.',
    },
    {
      at: stepOf('notify_request'),
      name: 'There is no walk',
      text: 'Not −EACCES, so there is no walk: one BIND, and the driver gives up notifications.',
    },
    {
      at: logWith('async notif'),
      name: 'The line in the log',
      text: 'The same line as when all ids are taken, with −22 in place of −13.',
    },
    {
      at: logWith('initialized driver'),
      name: 'The probe succeeds',
      text: 'The probe succeeds without notifications.',
    },
  ],
  question: 'Which of these answers to the first BIND does not end the walk?',
  answer:
    'DENIED, the only status that becomes −EACCES. BUSY, RETRY, NO_MEMORY, NOT_SUPPORTED and a reply that is neither success nor error end it without an id; FFA_ERROR with w2 = 0 ends it, too, because Linux takes it for success.',
  source:
    'Linux 6.12.117 drivers/tee/optee/ffa_abi.c, optee_ffa_async_notif_init(); docs/recordings.md#22d (i8-fault-5, with NO_MEMORY in place of INVALID_PARAMETERS)',
  // The recording has NO_MEMORY: that another status ends the walk as well is read in the source.
  seen: 'in the source',
  variants: [],
};
