import { callOf, replyTo, stepOf } from './find-row.ts';
import { type LessonText, lessonScenario } from './lesson.ts';

const taken = (count: number): number[] => Array.from({ length: count }, (_, id) => id);

export const eaccesWalk: LessonText = {
  name: 'eacces-walk',
  title: 'The -EACCES walk',
  why: 'One errno out of many means "try the next id", so whatever else is answered with it costs a walk.',
  scenario: lessonScenario({ title: 'Ids 0..2 taken', bound: taken(3), actions: [{ do: 'probe' }, { do: 'remove' }] }),
  glosses: [
    {
      at: replyTo('FFA_NOTIFICATION_BIND'),
      name: 'Id 0 is refused',
      text: 'Id 0 belongs to somebody else: FFA_ERROR with DENIED (−6) in w2. Linux maps it to −EACCES (−13), and nothing else in the stack gives that errno.',
    },
    {
      at: stepOf('notify_request'),
      name: 'The driver tries id 1',
      text: 'The driver reads −EACCES as "already bound" and goes to the next id. Any other error ends the walk.',
    },
    {
      at: callOf('FFA_NOTIFICATION_BIND', 4),
      name: 'The fourth try is id 3',
      text: 'The fourth try is id 3: w3 is 0x8, since ids are bits.',
    },
    {
      at: replyTo('FFA_NOTIFICATION_BIND', 4),
      name: 'Id 3 is free',
      text: 'Id 3 is free and becomes the bottom half value.',
    },
    {
      at: callOf('ENABLE_ASYNC_NOTIF'),
      name: 'OP-TEE is told id 3',
      text: 'OP-TEE is told id 3, in w4.',
    },
  ],
  question: 'With ids 0..31 taken, which register of the BIND that succeeds holds a bit?',
  answer: 'w4: id 32 is bit 0 of the upper half. w3 is zero then.',
  source:
    'Linux 6.12.117 drivers/tee/optee/ffa_abi.c, optee_ffa_async_notif_init(); arm_ffa/driver.c, ffa_linux_errmap; recordings e-bound-3 and e-rawbound-63',
  seen: 'on a machine',
  variants: [
    {
      name: 'eacces-walk-32',
      title: 'Ids 0..31 taken',
      scenario: lessonScenario({
        title: 'Ids 0..31 taken',
        bound: taken(32),
        actions: [{ do: 'probe' }, { do: 'remove' }],
      }),
    },
  ],
};
