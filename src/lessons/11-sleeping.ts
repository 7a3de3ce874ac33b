import { enterOf, replyTo, stepOf, violationOf } from './find-row.ts';
import { type LessonText, lessonScenario } from './lesson.ts';

const actions = [{ do: 'probe' }, { do: 'notify', cpu: 1 }];
/** At the first choice the worker of CPU 1 goes on before the IPI on CPU 0 does, where there is one. */
const choices = [1, 0, 1];

export const sleeping: LessonText = {
  name: 'sleeping',
  title: 'Sleeping in the bottom half',
  why: 'The callback of a notification may run in an interrupt; v1 makes a yielding call there, and that sleeps.',
  scenario: lessonScenario({ title: 'v1: the bottom half in an IPI', driver: 'v1', actions, choices }),
  glosses: [
    {
      at: stepOf('ffa_sched_recv_irq_handler'),
      name: 'The interrupt comes',
      text: 'The interrupt comes on CPU 1. So far both drivers do the same.',
    },
    {
      at: replyTo('FFA_NOTIFICATION_INFO_GET'),
      name: 'The list is read wrongly',
      text: 'One list with one id: a global notification for VM 0. The FF-A core of that time moves its index first and reads it as one for vCPU 0 of partition 0.',
    },
    {
      at: replyTo('FFA_NOTIFICATION_GET'),
      name: 'GET runs in an IPI',
      text: 'So GET runs in an IPI on CPU 0, with interrupts off. Nothing below this row may sleep.',
    },
    {
      at: enterOf('notif_callback'),
      name: 'The callback does the work',
      text: 'The callback of v1 does not queue anything: it runs the bottom half where it stands.',
    },
    {
      at: violationOf('I23', 2),
      name: 'It may sleep',
      text: 'mutex_lock may sleep. Here it is the kernel that prints "sleeping function called from invalid context", and the chain of functions is the proof.',
    },
    {
      at: enterOf('optee_ffa_do_call_with_arg', 5),
      name: 'And again',
      text: 'The yielding call itself takes more locks and may wait for a free thread of OP-TEE: each of these is the same mistake again.',
    },
  ],
  question: 'What did 6.12 change in the driver: where the callback runs, or what it does?',
  answer:
    'What it does: the callback only queues work on a queue of the driver. It may then be called from anywhere. The core was corrected as well, so that a global notification is not fetched by an IPI.',
  source:
    'the patch of 2023-10-26, notif_callback(); Linux 312d02adb959 (2025), which adds the workqueue; arm_ffa/driver.c of the 6.7 cycle, ffa_notification_info_get()',
  seen: 'in the source',
  breaks: ['I23'],
  compares: ['v1', 'v6.12'],
  variants: [
    {
      name: 'sleeping-v6.12',
      title: 'v6.12 with the same choices: no rule is broken',
      scenario: lessonScenario({ title: 'v6.12: the bottom half in a worker', actions, choices }),
    },
  ],
};
