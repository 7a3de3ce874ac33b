import { callOf, logWith, violationOf } from './find-row.ts';
import { type LessonText, lessonScenario } from './lesson.ts';

export const probeHangs: LessonText = {
  name: 'probe-hangs',
  title: 'The probe that hangs',
  why: 'Enumeration fails after a yielding call, and the error path waits for a user of the device that is the driver itself.',
  scenario: lessonScenario({
    title: 'The list of devices has no shared memory',
    faults: [{ at: { call: 'FFA_MEM_SHARE', nth: 2 }, do: { error: 'DENIED' } }],
    actions: [{ do: 'probe' }],
  }),
  glosses: [
    {
      at: callOf('FFA_MEM_SHARE'),
      name: 'A page for the arguments',
      text: 'The first message of the probe needs a page for its arguments. The page stays in the argument cache, and holds a user of tee0.',
    },
    {
      at: callOf('FFA_MEM_SHARE', 2),
      name: 'The second page is refused',
      text: 'The second page, for the list of pseudo TAs, is refused.',
    },
    {
      at: logWith('tee_shm_alloc_kernel_buf failed'),
      name: 'Enumeration gives up',
      text: 'Enumeration gives up, and the probe with it.',
    },
    {
      at: callOf('FFA_NOTIFICATION_UNBIND'),
      name: 'The error path',
      text: 'The error path undoes what it can …',
    },
    {
      at: violationOf('HANG'),
      name: 'It waits for itself',
      text: '… and tee_device_unregister() waits until nobody uses tee0. The user is the cached page, which is given back only after it. insmod never comes back, and cannot be killed.',
    },
  ],
  question: 'Does the probe hang as well where the first page is refused?',
  answer:
    'No: there is no cached page yet, so nobody uses tee0, and the probe ends with an error. The order of a remove would help: optee_shm_arg_cache_uninit() before tee_device_unregister().',
  source:
    'Linux 6.12.117 drivers/tee/optee/ffa_abi.c, optee_ffa_probe(), and drivers/tee/tee_core.c, tee_device_unregister(), run in user space with this fault (docs/golden.md)',
  seen: 'in the source',
  breaks: ['HANG'],
  ends: { result: null, hang: /tee_device_unregister\(tee0\)/ },
  variants: [
    {
      name: 'probe-hangs-7.3',
      title: 'The same on Linux 7.3',
      scenario: lessonScenario({
        title: 'The list of devices has no shared memory, 7.3',
        driver: 'v7.3',
        faults: [{ at: { call: 'FFA_MEM_SHARE', nth: 2 }, do: { error: 'DENIED' } }],
        actions: [{ do: 'probe' }],
      }),
    },
  ],
  compares: ['v6.12', 'fixed'],
};
