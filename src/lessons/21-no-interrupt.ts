import { callOf, logWith, stepOf } from './find-row.ts';
import { type LessonText, lessonScenario } from './lesson.ts';

export const noInterrupt: LessonText = {
  name: 'no-interrupt',
  title: 'No interrupt, no notifications',
  why: 'Without a GICv3 the SRI cannot be mapped; the core goes on without notifications, and every request of a driver is −95.',
  scenario: lessonScenario({
    title: 'A machine with GICv2',
    gic: 2,
    actions: [{ do: 'boot' }, { do: 'probe' }],
  }),
  glosses: [
    {
      at: callOf('FFA_NOTIFICATION_BITMAP_CREATE'),
      name: 'The bitmap comes first',
      text: 'The bitmap is made before anybody knows whether an interrupt can come.',
    },
    {
      at: logWith('Notification setup failed'),
      name: 'No interrupt to map',
      text: 'The firmware names the SRI, and Linux finds no interrupt controller that it could be mapped at. This is one line at info level.',
    },
    {
      at: callOf('FFA_NOTIFICATION_BITMAP_DESTROY'),
      name: 'The bitmap goes again',
      text: 'The bitmap goes again, and the core is ready: messages and shared memory work.',
    },
    {
      at: stepOf('notify_request'),
      name: '−95 without a call',
      text: 'The driver asks for id 0 and is answered −95, without a call. It is no −EACCES, so the walk ends.',
    },
    {
      at: logWith('Failed to initialize async notifications'),
      name: 'The line of the driver',
      text: 'One error in the log, and the probe succeeds. The secure world has its events to itself.',
    },
  ],
  question: 'How many ids does the driver ask the SPMC for?',
  answer:
    'None. The core refuses with −95 before any call, and the walk ends. All ids taken ends at −13 after 64 calls; the line of the core at boot time, "Notification setup failed", says which it is.',
  source: 'recording i10-gicv2-probe (Linux 6.12.117, OP-TEE 4.10 at d5001fe0, QEMU with GICv2)',
  seen: 'on a machine',
  variants: [],
};
