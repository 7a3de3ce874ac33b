import { irqOf, replyTo, stepOf, violationOf } from './find-row.ts';
import { type LessonText, lessonScenario } from './lesson.ts';

/** The row in which the SRI is taken: the bit is pending, and GET has not been called. */
const TAKEN = 119;

/** Sixty-four times an interrupt that never arrives: each remove leaves one id bound. */
const rounds = Array.from({ length: 65 }, () => [{ do: 'probe' }, { do: 'notify' }, { do: 'remove' }]).flat();
const lost = Array.from({ length: 64 }, (_, i) => ({ at: { call: 'SRI', nth: i + 1 }, do: { lose: true } }));

export const unbindPending: LessonText = {
  name: 'unbind-pending',
  title: 'Unbind while pending leaks the id',
  why: 'The driver ignores what UNBIND answers, so an id that is pending when the driver goes is gone for ever.',
  scenario: lessonScenario({
    title: 'Remove between the SRI and GET',
    actions: [{ do: 'probe' }, { do: 'notify' }, { do: 'remove', after: TAKEN }, { do: 'probe' }, { do: 'notify' }],
  }),
  glosses: [
    { at: irqOf('SRI'), name: 'Id 0 is pending', text: 'Bit 0 is pending. Linux has not yet fetched it.' },
    {
      at: replyTo('FFA_NOTIFICATION_UNBIND'),
      name: 'UNBIND is refused',
      text: 'rmmod on the other CPU: UNBIND of an id that is pending is DENIED. Linux had dropped its callback before it asked.',
    },
    {
      at: stepOf('notify_relinquish'),
      name: 'Nobody looks',
      text: '−EACCES reaches the driver, and optee_ffa_remove() does not look at it.',
    },
    {
      at: violationOf('I1'),
      name: 'The id is left behind',
      text: 'The driver is gone and its id is bound: nobody in Linux knows that it could be given back.',
    },
    {
      at: replyTo('FFA_NOTIFICATION_GET'),
      name: 'Fetched too late',
      text: 'The worker fetches id 0 and clears it, too late: nobody listens any more.',
    },
    {
      at: replyTo('FFA_NOTIFICATION_BIND', 2),
      name: 'The next probe walks',
      text: 'The next probe is refused id 0, which its own predecessor left behind, and walks on to id 1.',
    },
    {
      at: replyTo('FFA_NOTIFICATION_GET', 2),
      name: 'Now it is id 1',
      text: 'From now on the bottom half is id 1: GET answers 2 in w2.',
    },
  ],
  question: 'How many such rounds does a machine survive?',
  answer: 'Sixty-four: then every id is taken, and the probe says "Failed to initialize async notifications: -13".',
  source:
    'Linux 6.12.117 drivers/tee/optee/ffa_abi.c, optee_ffa_remove(); arm_ffa/driver.c, ffa_notify_relinquish(); docs/recordings.md#8 and docs/recordings.md#12 (i6-unbind-while-pending)',
  seen: 'on a machine',
  breaks: ['I1'],
  variants: [
    {
      name: 'unbind-pending-64',
      title: 'Sixty-four rounds, until none is left',
      scenario: lessonScenario({ title: 'Sixty-four rounds', actions: rounds, faults: lost }),
    },
  ],
};
