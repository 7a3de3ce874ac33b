import { callIn, enterOf, logWith, stepOf } from './find-row.ts';
import { type LessonText, lessonScenario } from './lesson.ts';

export const kexecNow: LessonText = {
  name: 'kexec-now',
  title: 'kexec, then and now',
  why: 'Linux 7.3 says goodbye before it jumps, in an order that saves FF-A and loses the notifications.',
  scenario: lessonScenario({
    title: 'Another kernel, with a shutdown hook',
    driver: 'v7.3',
    actions: [{ do: 'probe' }, { do: 'kexec' }, { do: 'probe' }],
  }),
  glosses: [
    {
      at: enterOf('device_shutdown'),
      name: 'The hook runs',
      text: 'The FF-A core is a platform driver since 7.2, and since 7.3 its remove function is its shutdown hook too. Before the jump it runs whole.',
    },
    {
      at: callIn(1, 'FFA_NOTIFICATION_BITMAP_DESTROY'),
      name: 'The bitmap is refused',
      text: 'The bitmap comes first, while id 0 is still bound: DENIED. Nobody looks at the answer.',
    },
    {
      at: callIn(1, 'FFA_RXTX_UNMAP'),
      name: 'The buffers are unmapped',
      text: 'What 6.12 never sends: the buffers are the secure world’s no longer, so the next kernel can map its own.',
    },
    {
      at: stepOf('machine_kexec'),
      name: 'Linux forgets',
      text: 'All that Linux knew is gone. OP-TEE still has the bitmap with id 0 in it, and its notifications are started.',
    },
    {
      at: logWith('Notification bitmap create error -13'),
      name: 'No bitmap',
      text: 'The new kernel has FF-A, but no bitmap: it asks for no interrupt and goes on without notifications.',
    },
    {
      at: logWith('Failed to initialize async notifications: -95'),
      name: 'No notifications',
      text: 'The probe succeeds, and every notify_request is −95 without a call. Only a reset brings notifications back.',
    },
  ],
  question: 'What has to be done before the kexec so that the new kernel has everything?',
  answer:
    'Unbind the driver. Then UNBIND goes out while the core still can, BITMAP_DESTROY is granted, and the new kernel finds a firmware that knows nothing of the old one.',
  source:
    'Linux 7.3.4 drivers/firmware/arm_ffa/driver.c, ffa_remove(), run in user space (golden cases exit_…_kexec); the same sequence was recorded at a reboot (j7-reboot-while-bound), a kexec was not',
  seen: 'in the source',
  variants: [
    {
      name: 'kexec-unbound',
      title: 'With the driver unbound before',
      scenario: lessonScenario({
        title: 'Unbound, then another kernel',
        driver: 'v7.3',
        actions: [{ do: 'probe' }, { do: 'remove' }, { do: 'kexec' }, { do: 'probe' }],
      }),
    },
  ],
  breaks: ['I1'],
  compares: ['v6.12', 'v7.3'],
};
