import { enterOf, replyTo, stepOf, violationOf } from './find-row.ts';
import { type LessonText, lessonScenario } from './lesson.ts';

/** The row in which the worker has looked the callback up and dropped the lock. */
const FOUND = 127;

export const noBarrier: LessonText = {
  name: 'no-barrier',
  title: 'Relinquish is not a barrier',
  why: 'When notify_relinquish returns, a callback that was found before may still be about to run, in memory that is freed.',
  scenario: lessonScenario({
    title: 'Remove between lookup and call',
    actions: [{ do: 'probe' }, { do: 'notify' }, { do: 'remove', after: FOUND }],
  }),
  glosses: [
    {
      at: stepOf('notifier_hash_node_get'),
      name: 'The worker has a pointer',
      text: 'CPU 0: the worker takes the lock, finds the entry of id 0, and drops the lock. It now holds a pointer and nothing else.',
    },
    {
      at: enterOf('notify_relinquish'),
      name: 'rmmod takes the lock',
      text: 'CPU 1: rmmod takes the same lock, which is free, and removes the entry.',
    },
    {
      at: replyTo('FFA_NOTIFICATION_UNBIND'),
      name: 'UNBIND succeeds',
      text: 'UNBIND succeeds: GET has cleared the bit. For both worlds the id is free.',
    },
    {
      at: stepOf('kfree'),
      name: 'The state is freed',
      text: 'struct optee is freed. Nothing waited for the callback, because nothing knows that one is under way.',
    },
    {
      at: violationOf('I7'),
      name: 'A freed entry',
      text: 'CPU 0 goes on with its pointer: the entry that it calls through is freed memory.',
    },
    {
      at: violationOf('I7', 2),
      name: 'A freed driver',
      text: 'And so is the driver state that the callback would use.',
    },
  ],
  question: 'Would it help if the driver drained its workqueue after the relinquish?',
  answer:
    'No: the callback has not queued its work yet. The FF-A core has to wait for callbacks that run; the core that the driver "fixed" needs does so with SRCU.',
  source:
    'Linux 6.12.117 drivers/firmware/arm_ffa/driver.c, handle_notif_callbacks() and ffa_notify_relinquish(); CVE-2026-64080',
  seen: 'in the source',
  breaks: ['I7'],
  variants: [
    {
      name: 'no-barrier-fixed',
      title: 'A core that waits for callbacks',
      scenario: lessonScenario({
        title: 'Remove between lookup and call, fixed',
        driver: 'fixed',
        actions: [{ do: 'probe' }, { do: 'notify' }, { do: 'remove', after: FOUND }],
      }),
    },
  ],
};
