import { callOf, irqOf, replyTo, stepOf } from './find-row.ts';
import { type LessonText, lessonScenario } from './lesson.ts';

const together = { do: 'notify', with: 'previous' };

export const coalescing: LessonText = {
  name: 'coalescing',
  title: 'Five sends, one bottom half',
  why: 'A notification says that there is work, never how much; a driver that counts them is wrong.',
  scenario: lessonScenario({
    title: 'Five sends before one GET',
    actions: [{ do: 'probe' }, { do: 'notify' }, together, together, together, together],
  }),
  glosses: [
    {
      at: irqOf('SRI'),
      name: 'The first send',
      text: 'The first send sets bit 0 of the pending bitmap and raises the SRI.',
    },
    {
      at: irqOf('SRI', 2),
      name: 'The second changes nothing',
      text: 'The second finds the bit set: the bitmap does not change. The SRI is pending in the GIC already, and stays one interrupt.',
    },
    {
      at: stepOf('ffa_sched_recv_irq_handler'),
      name: 'One interrupt for five',
      text: 'Linux takes one interrupt for five sends, and queues one work item.',
    },
    {
      at: replyTo('FFA_NOTIFICATION_GET'),
      name: 'One bit',
      text: 'One bit in w2. How often it was set nobody can tell.',
    },
    {
      at: callOf('YIELDING_CALL_WITH_ARG', 5),
      name: 'One bottom half',
      text: 'One bottom half, and it begins after the last send: so none is lost. OP-TEE itself has to look for all that there is to do.',
    },
  ],
  question: 'A sixth event comes after the GET. How many bottom halves run in all?',
  answer:
    'Two. The GET cleared the bit, so the sixth event sets it again, raises another SRI and has a bottom half of its own: none is lost.',
  source:
    'OP-TEE d5001fe0 thread_spmc.c, notif_send_async() and handle_notification_get(); docs/recordings.md#14 (f-async-uart-twice)',
  seen: 'on a machine',
  variants: [],
};
