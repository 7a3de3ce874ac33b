import { nthRow, stepOf, violationOf } from './find-row.ts';
import { type LessonText, lessonScenario } from './lesson.ts';

export const leakedWorkqueue: LessonText = {
  name: 'leaked-workqueue',
  title: 'The probe that leaks a workqueue',
  why: 'When a registration fails after the id was bound, 6.12 gives the id back and forgets the workqueue behind it.',
  scenario: lessonScenario({
    title: 'The second device cannot be registered',
    faults: [{ at: { fn: 'tee_device_register', nth: 2 }, do: { errno: 'ENOMEM' } }],
    actions: [{ do: 'probe' }],
  }),
  glosses: [
    {
      at: nthRow((e) => e.kind === 'step' && e.fn === 'create_workqueue'),
      name: 'The workqueue is made',
      text: 'The workqueue is made first, inside optee_ffa_async_notif_init(), because the callback needs it.',
    },
    {
      at: stepOf('notify_request'),
      name: 'The id is bound',
      text: 'Then the id is bound. From here on a failure has two things to undo.',
    },
    {
      at: stepOf('tee_device_register', 2),
      name: 'A registration fails',
      text: 'The second registration fails: −12.',
    },
    {
      at: stepOf('notify_relinquish'),
      name: 'The id is given back',
      text: 'The error path gives the id back …',
    },
    {
      at: violationOf('I9'),
      name: 'The workqueue stays',
      text: '… and never calls destroy_workqueue(). The queue and its rescuer stay until the next reset, one more with each try.',
    },
  ],
  question: 'What is still held when the probe has failed?',
  answer:
    'The workqueue alone. A remove destroys it, since it knows that the probe was whole; the error path jumps to a label behind the step that made it. The driver "fixed" undoes in the reverse order of what it did, whatever failed.',
  source:
    'Linux 6.12.117 drivers/tee/optee/ffa_abi.c, optee_ffa_probe(), run in user space with this fault (docs/golden.md)',
  seen: 'in the source',
  breaks: ['I9'],
  ends: { result: -12, leaks: ['workqueue:optee_notification'] },
  variants: [
    {
      name: 'leaked-workqueue-fixed',
      title: 'The driver as it should be',
      scenario: lessonScenario({
        title: 'The second device cannot be registered, fixed',
        driver: 'fixed',
        faults: [{ at: { fn: 'tee_device_register', nth: 2 }, do: { errno: 'ENOMEM' } }],
        actions: [{ do: 'probe' }],
      }),
    },
  ],
};
