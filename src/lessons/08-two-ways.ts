import { callOf, enterOf, irqOf, nthRow, stepOf } from './find-row.ts';
import { type LessonText, lessonScenario } from './lesson.ts';

const probe = { do: 'probe' };
const wait = { do: 'sync-wait', key: 64 };
const send = { do: 'sync-send', key: 64 };

export const twoWays: LessonText = {
  name: 'two-ways',
  title: 'Bottom half and synchronous',
  why: 'Two ways to wake somebody share one name in OP-TEE, notifications, and nothing else: who runs, where, and what a lost one means.',
  scenario: lessonScenario({
    title: 'The same wake-up, both ways',
    actions: [probe, { do: 'notify' }, wait, { ...send, with: 'previous' }],
  }),
  glosses: [
    {
      at: irqOf('SRI'),
      name: 'Asynchronous: id 0',
      text: 'Asynchronous: id 0, below 64. OP-TEE raises it from an interrupt handler, with no Linux task behind it.',
    },
    {
      at: enterOf('optee_do_bottom_half'),
      name: 'A worker enters OP-TEE',
      text: 'A worker of Linux that nobody waits for enters OP-TEE. For this event no OP-TEE thread was used until now.',
    },
    {
      at: stepOf('notif_wait_timeout'),
      name: 'Synchronous: key 64',
      text: 'Synchronous: a thread of OP-TEE has to wait for key 64, a number of RPC notifications, not an FF-A id. Keys from 64 on belong to threads: 64 + thread.',
    },
    {
      at: enterOf('optee_notif_wait'),
      name: 'The Linux task sleeps',
      text: 'It leaves OP-TEE by an RPC, and the Linux task that made the call sleeps in its place. The OP-TEE thread stays taken all the time.',
    },
    {
      at: stepOf('optee_notif_send'),
      name: 'Another task wakes it',
      text: 'The sender is in a call of its own, on the other CPU: a second RPC wakes the waiter inside Linux. No interrupt, no bitmap, no SPMC.',
    },
    {
      at: nthRow((e) => e.kind === 'call' && e.service === 'YIELDING_CALL_RESUME' && e.ctx === 'waiter'),
      name: 'RESUME',
      text: 'The waiter goes back with RESUME: w7 says which thread of OP-TEE goes on.',
    },
    {
      at: callOf('YIELDING_CALL_WITH_ARG', 11),
      name: 'Each closes its session',
      text: 'Each session is closed by its own task, on its own time.',
    },
  ],
  question: 'What happens when the send comes before the wait?',
  answer:
    'Synchronous: Linux latches the key, and the next wait returns at once. Asynchronous: nobody has to wait, the pending bit is the latch.',
  source:
    'Linux 6.12.117 drivers/tee/optee/notif.c, optee_notif_wait() and optee_notif_send(); OP-TEE d5001fe0 core/kernel/notif.c and wait_queue.c',
  seen: 'in the source',
  compares: 'ways',
  variants: [
    {
      name: 'two-ways-async',
      title: 'Only the asynchronous way',
      scenario: lessonScenario({ title: 'Asynchronous: id 0', actions: [probe, { do: 'notify' }] }),
    },
    {
      name: 'two-ways-sync',
      title: 'Only the synchronous way',
      scenario: lessonScenario({
        title: 'Synchronous: key 64',
        actions: [probe, wait, { ...send, with: 'previous' }],
      }),
    },
    {
      name: 'two-ways-nobody-waits',
      title: 'Key 64 is sent and nobody waits',
      scenario: lessonScenario({ title: 'Key 64 is sent and nobody waits', actions: [probe, send] }),
    },
    {
      name: 'two-ways-nobody-sends',
      title: 'A task waits for key 64 and nobody sends',
      scenario: lessonScenario({ title: 'A task waits and nobody sends', actions: [probe, wait] }),
    },
  ],
};
