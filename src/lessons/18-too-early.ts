import { callIn, irqOf, nthRow, stepOf, violationOf } from './find-row.ts';
import { type LessonText, lessonScenario } from './lesson.ts';

/** The row of the second probe in which the SPMC says that id 0 is bound. */
const BOUND = 172;
/** The ninth choice: the worker of CPU 1 runs before insmod comes to its next line. */
const WORKER_FIRST = [...Array.from({ length: 8 }, () => 0), 1];

export const tooEarly: LessonText = {
  name: 'too-early',
  title: 'The event that came too early',
  why: 'The driver learns which id it got after the id can already be signalled; in between an event is taken for somebody else’s.',
  scenario: lessonScenario({
    title: 'An event before bottom_half_value is written',
    actions: [{ do: 'probe' }, { do: 'remove' }, { do: 'probe' }, { do: 'notify', cpu: 1, after: BOUND }],
    choices: WORKER_FIRST,
  }),
  glosses: [
    {
      at: callIn(2, 'FFA_NOTIFICATION_BIND'),
      name: 'A second probe',
      text: 'A second probe. OP-TEE was never stopped, so it may signal as soon as there is a bit to set.',
    },
    {
      at: irqOf('secure UART'),
      name: 'An event on CPU 1',
      text: 'And here it does, on the other CPU: id 0 is bound, and the driver has not been told.',
    },
    {
      at: stepOf('notify_request', 2),
      name: 'The callback is in the hash',
      text: 'notify_request has put the callback into the hash and returns. The next line of the driver is bottom_half_value = 0.',
    },
    {
      at: violationOf('I6'),
      name: 'The value is not there yet',
      text: 'But CPU 1 is faster: the callback compares id 0 with bottom_half_value, which is still U32_MAX.',
    },
    {
      at: stepOf('optee_notif_send'),
      name: 'Taken for a key',
      text: 'So the event is taken for a synchronous key 0 and latched for a waiter that never comes. The bottom half is lost.',
    },
    {
      at: nthRow((e) => e.action === 2 && e.changes.some((c) => c.key === 'driver.bottom_half_value' && c.after === 0)),
      name: 'One row too late',
      text: 'One row later the value is there. Without another event the console stays deaf.',
    },
  ],
  question: 'Why can it not happen in the first probe?',
  answer:
    'Because OP-TEE signals only after ENABLE_ASYNC_NOTIF, which comes after the value is written. A second probe finds OP-TEE started already.',
  source:
    'Linux 6.12.117 drivers/tee/optee/ffa_abi.c, optee_ffa_async_notif_init() and notif_callback(); OP-TEE d5001fe0 core/kernel/notif.c, notif_started; found by reading, not seen on a machine',
  seen: 'in the source',
  breaks: ['I6'],
  variants: [],
};
