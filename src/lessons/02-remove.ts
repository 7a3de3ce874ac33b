import { callIn, callOf, replyTo, stepOf } from './find-row.ts';
import { type LessonText, lessonScenario } from './lesson.ts';

export const remove: LessonText = {
  name: 'remove',
  title: 'A remove, step by step',
  why: 'What a remove leaves undone is what the next probe, or the next kernel, stumbles over.',
  scenario: lessonScenario({ title: 'A remove, step by step', actions: [{ do: 'probe' }, { do: 'remove' }] }),
  glosses: [
    {
      at: callOf('FFA_NOTIFICATION_UNBIND'),
      name: 'The id is given back',
      text: 'The first register call of a remove takes the id back: the same w1, w3 and w4 as the BIND. Linux has already dropped its callback when this call is sent.',
    },
    {
      at: replyTo('FFA_NOTIFICATION_UNBIND'),
      name: 'The SPMC agrees',
      text: 'The SPMC agrees. Were the id pending, it would answer DENIED, and the driver would not look: optee_ffa_remove() ignores the result.',
    },
    {
      at: stepOf('destroy_workqueue'),
      name: 'The queue is drained',
      text: 'The queue is drained: a bottom half that was queued runs to its end here, while everything that it needs is still there.',
    },
    {
      at: callIn(1, 'UNREGISTER_SHM'),
      name: 'OP-TEE forgets the page',
      text: 'OP-TEE is asked to forget the argument page, and the driver does not read the answer.',
    },
    {
      at: callIn(1, 'FFA_MEM_RECLAIM'),
      name: 'The page is Linux’s again',
      text: 'The page becomes Linux memory again. Nothing of what follows crosses to the secure world.',
    },
  ],
  question: 'Which message tells OP-TEE to stop raising notifications?',
  answer:
    'None. Message command 7, STOP_ASYNC_NOTIF, exists and the FF-A driver never sends it: after a remove OP-TEE still believes that id 0 is its own.',
  source:
    'Linux 6.12.117 drivers/tee/optee/ffa_abi.c, optee_ffa_remove(); core.c, optee_remove_common(); recording c-remove',
  seen: 'on a machine',
  variants: [],
};
