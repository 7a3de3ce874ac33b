import { callIn, logWith, nthRow } from './find-row.ts';
import { type LessonText, lessonScenario } from './lesson.ts';

export const coreFirst: LessonText = {
  name: 'core-first',
  title: 'The core goes while the driver is bound',
  why: 'The FF-A core ends its notifications before its devices, so a driver that is bound can no longer give its id back.',
  scenario: lessonScenario({
    title: 'rmmod ffa-module with optee bound, and again',
    driver: 'v7.3',
    actions: [{ do: 'probe' }, { do: 'unload', unbind: false }, { do: 'boot' }],
  }),
  glosses: [
    {
      at: callIn(1, 'FFA_NOTIFICATION_BITMAP_DESTROY'),
      name: 'The bitmap is to go',
      text: 'The core is unloaded, and nothing stops that: the driver depends on the bus, which is another module. The bitmap is to go first.',
    },
    {
      at: nthRow((e) => e.action === 1 && e.kind === 'return' && e.name === 'FFA_ERROR'),
      name: 'DENIED',
      text: 'DENIED, because id 0 is bound. The result is not looked at, and no line of the log tells of it.',
    },
    {
      at: nthRow((e) => e.action === 1 && e.kind === 'step' && e.fn === 'notify_relinquish'),
      name: 'Relinquish comes too late',
      text: 'Only now does the device go and its driver with it. Notifications are off already, so relinquish is −95 without a call: UNBIND is never sent.',
    },
    {
      at: nthRow((e) => e.action === 2 && e.kind === 'return' && e.name === 'FFA_ERROR', 2),
      name: 'The core comes again',
      text: 'The core comes again and finds its own bitmap: DENIED.',
    },
    {
      at: logWith('Failed to initialize async notifications: -95'),
      name: 'Without notifications',
      text: 'The driver’s module stayed loaded, so it is probed as soon as the device is there. It does without notifications, as every probe will until a reset.',
    },
  ],
  question: 'What keeps the notifications?',
  answer:
    'To unbind the driver first, or to unload its module: then the id is given back, BITMAP_DESTROY is granted, and the next start has everything. A core that removed its devices before its notifications would need no such care.',
  source:
    'recordings j3-core-exit-while-bound and j4-core-init-after (Linux 7.3.4, OP-TEE 4.10 at d5001fe0); Linux 7.3.4 drivers/firmware/arm_ffa/driver.c, ffa_remove()',
  seen: 'on a machine',
  variants: [
    {
      name: 'core-last',
      title: 'With the driver unbound before',
      scenario: lessonScenario({
        title: 'Unbound, then unloaded, and again',
        driver: 'v7.3',
        actions: [{ do: 'probe' }, { do: 'unload' }, { do: 'boot' }, { do: 'probe' }],
      }),
    },
  ],
  breaks: ['I1'],
  compares: ['v6.12', 'v7.3'],
};
