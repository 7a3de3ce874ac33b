import { callIn, enterOf, nthRow, replyTo, violationOf } from './find-row.ts';
import { type LessonText, lessonScenario } from './lesson.ts';

const actions = [{ do: 'probe' }, { do: 'remove' }, { do: 'notify' }];

export const afterRemove: LessonText = {
  name: 'after-remove',
  title: 'The event after remove',
  why: 'OP-TEE was never told to stop: it goes on raising interrupts for a driver that is gone, and its own event is not served.',
  scenario: lessonScenario({ title: 'The event after remove', actions }),
  glosses: [
    {
      at: callIn(1, 'FFA_NOTIFICATION_UNBIND'),
      name: 'OP-TEE hears nothing',
      text: 'The only notification call of a remove. It goes to the SPMC; OP-TEE proper hears nothing of it.',
    },
    {
      at: enterOf('notif_send_async'),
      name: 'An event comes',
      text: 'An event comes. notif_started is still true, so OP-TEE notes the work and does not do it.',
    },
    {
      at: violationOf('I8'),
      name: 'An id that nobody bound',
      text: 'notif_send_async() looks at the pending bit only: it signals an id that nobody has bound.',
    },
    {
      at: replyTo('FFA_NOTIFICATION_GET'),
      name: 'Linux fetches it',
      text: 'The SRI is taken as ever, and Linux fetches id 0. GET clears the bit.',
    },
    {
      at: nthRow((e) => e.kind === 'step' && e.fn === 'notifier_hash_node_get' && e.rc === null),
      name: 'It is dropped',
      text: 'No callback, no message, no error: the event is dropped. The console of the secure world is not read (of a watchdog this was recorded).',
    },
  ],
  question: 'Why does the secure console not read the character itself, as it did before the first probe?',
  answer:
    'Because notif_started is true for good: only message command 7, STOP_ASYNC_NOTIF, clears it, and the FF-A driver never sends it. The driver "fixed" does.',
  source:
    'Linux 6.12.117 drivers/tee/optee/ffa_abi.c, optee_ffa_remove(); OP-TEE d5001fe0 thread_spmc.c, notif_send_async(); docs/recordings.md#11 (f2)',
  seen: 'in the source',
  breaks: ['I8'],
  variants: [
    {
      name: 'after-remove-fixed',
      title: 'The driver as it should be: it stops OP-TEE first',
      scenario: lessonScenario({ title: 'The event after remove, fixed', driver: 'fixed', actions }),
    },
    {
      name: 'after-remove-hafnium',
      title: 'On Hafnium: SET is DENIED, and OP-TEE panics',
      scenario: lessonScenario({ title: 'The event after remove, on Hafnium', secure: 'hafnium', actions }),
    },
  ],
};
