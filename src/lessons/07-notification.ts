import { callOf, enterOf, irqOf, replyTo, stepOf } from './find-row.ts';
import { type LessonText, lessonScenario } from './lesson.ts';

export const notification: LessonText = {
  name: 'notification',
  title: 'One notification, end to end',
  why: 'An event of the secure world becomes work in Linux in seven steps and four contexts, and each step can lose it.',
  scenario: lessonScenario({
    title: 'One notification, end to end',
    actions: [{ do: 'probe' }, { do: 'notify' }],
  }),
  glosses: [
    {
      at: irqOf('secure UART'),
      name: 'A secure interrupt',
      text: 'A secure interrupt: EL3 takes it to OP-TEE whatever Linux runs. The top half runs with every exception masked, so it must not do more than note that there is work.',
    },
    {
      at: enterOf('notif_send_async'),
      name: 'OP-TEE sets a bit',
      text: 'OP-TEE does not call Linux. It sets a bit in the bitmap of VM 0: the id that ENABLE_ASYNC_NOTIF named.',
    },
    {
      at: irqOf('SRI'),
      name: 'The SRI is raised',
      text: 'The schedule receiver interrupt, SGI 8, goes to this CPU. It carries no id: it only says that something is pending for somebody.',
    },
    {
      at: stepOf('ffa_sched_recv_irq_handler'),
      name: 'Linux queues work',
      text: 'A hard interrupt must not sleep, so Linux only queues work here.',
    },
    {
      at: replyTo('FFA_NOTIFICATION_INFO_GET'),
      name: 'For whom is it?',
      text: 'In the worker: who has to be scheduled? w2 is 0x80, one list with one id, and w3 names VM 0: Linux itself.',
    },
    {
      at: replyTo('FFA_NOTIFICATION_GET'),
      name: 'Which ids are they?',
      text: 'Only this call says which ids: bit 0 of w2. It clears them in the SPMC, so from here on nobody but Linux knows of the event.',
    },
    {
      at: enterOf('notif_callback'),
      name: 'Who asked for id 0?',
      text: 'The hash knows who asked for id 0. The callback of 6.12 queues work and is done; it has to be short, because it stands in the worker of all FF-A drivers.',
    },
    {
      at: callOf('YIELDING_CALL_WITH_ARG', 5),
      name: 'Back into OP-TEE',
      text: "The driver's own worker calls OP-TEE with message command 6, DO_BOTTOM_HALF, in shared memory. The command is in no register: w4 and w5 hold the handle of the memory.",
    },
    {
      at: enterOf('yielding_console_notif'),
      name: 'The bottom half',
      text: 'On an OP-TEE thread, where waiting is allowed, the console does what the top half put off.',
    },
  ],
  question: 'Which register of the yielding call says that this is the bottom half?',
  answer: 'None. It is the command in the message in shared memory; w3 only says that there is an argument.',
  source:
    'Linux 6.12.117 drivers/firmware/arm_ffa/driver.c, ffa_sched_recv_irq_handler() to handle_notif_callbacks(); drivers/tee/optee/ffa_abi.c, notif_callback(); OP-TEE d5001fe0 thread_spmc.c, notif_send_async(); recording f-async-uart',
  seen: 'on a machine',
  variants: [
    {
      name: 'notification-cpu1',
      title: 'The same on CPU 1: w1 of GET holds the vCPU',
      scenario: lessonScenario({
        title: 'One notification on CPU 1',
        actions: [{ do: 'probe' }, { do: 'notify', cpu: 1 }],
      }),
    },
  ],
};
