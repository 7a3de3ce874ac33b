import { logWith, replyTo, stepOf } from './find-row.ts';
import { type Lesson, lessonScenario } from './lesson.ts';

export const permanentError: Lesson = {
  number: 5,
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
      text: 'w2 is INVALID_PARAMETERS (−2), which Linux maps to −EINVAL (−22). An SPMC answers so for a receiver that it does not know or a reserved register that is not zero.',
    },
    {
      at: stepOf('notify_request'),
      text: 'Not −EACCES, so there is no walk: one BIND, and the driver gives up notifications.',
    },
    { at: logWith('async notif'), text: 'The same line as when all ids are taken, with −22 in place of −13.' },
    { at: logWith('initialized driver'), text: 'The probe succeeds without notifications.' },
  ],
  question: 'Which other answers of BIND end the walk at once?',
  answer: 'All but DENIED: BUSY, RETRY, NO_MEMORY, NOT_SUPPORTED, and a reply that is neither success nor error.',
  source:
    'Linux 6.12.117 drivers/tee/optee/ffa_abi.c, optee_ffa_async_notif_init(); docs/recordings.md#22d (i8-fault-5)',
  seen: 'on a machine',
  variants: [],
};
