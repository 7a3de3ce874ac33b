import { replyTo, stepOf } from './find-row.ts';
import { type LessonText, lessonScenario } from './lesson.ts';

export const readsAsSuccess: LessonText = {
  name: 'reads-as-success',
  title: 'An error that reads as success',
  why: 'Linux takes the status of FFA_ERROR as a table index, and 0 stands there for no error.',
  scenario: lessonScenario({
    title: 'BIND is answered by FFA_ERROR with status 0',
    faults: [{ at: { call: 'FFA_NOTIFICATION_BIND' }, do: { error: 0 } }],
    actions: [{ do: 'probe' }],
  }),
  glosses: [
    {
      at: replyTo('FFA_NOTIFICATION_BIND'),
      name: 'FFA_ERROR with status 0',
      text: 'w0 says FFA_ERROR, and w2 says 0. No status of the specification is 0.',
    },
    {
      at: stepOf('notify_request'),
      name: 'The driver believes it',
      text: 'ffa_to_linux_errno() answers ffa_linux_errmap[0], which is 0. The driver believes that id 0 is its own.',
    },
    {
      at: replyTo('ENABLE_ASYNC_NOTIF'),
      name: 'Enabled without an id',
      text: 'OP-TEE checks the value and not the binding, so notifications are enabled with an id that nobody has bound. They work, until another driver is given id 0.',
    },
  ],
  question: 'Which answer to ENABLE_ASYNC_NOTIF slips through as well?',
  answer:
    'A positive w3, as 1: the driver looks for a negative errno. TEE results have bit 31 set, so 0xffff0006 is noticed; a stranger number is not.',
  source:
    'Linux 6.12.117 drivers/firmware/arm_ffa/driver.c, ffa_to_linux_errno(), and drivers/tee/optee/ffa_abi.c, optee_ffa_async_notif_init()',
  seen: 'in the source',
  breaks: ['I2'],
  variants: [
    {
      name: 'positive-result',
      title: 'ENABLE answers a positive w3',
      scenario: lessonScenario({
        title: 'ENABLE_ASYNC_NOTIF answers 1',
        faults: [{ at: { service: 'ENABLE_ASYNC_NOTIF' }, do: { reply: { w3: '0x1' } } }],
        actions: [{ do: 'probe' }],
      }),
    },
  ],
};
