import { nthRow, replyTo } from './find-row.ts';
import { type LessonText, lessonScenario } from './lesson.ts';

export const manyMeanings: LessonText = {
  name: 'many-meanings',
  title: '−13 has many meanings',
  why: 'DENIED becomes -EACCES, and the SPMC says DENIED for four different things; one number that looks like an errno is none.',
  scenario: lessonScenario({
    title: 'Id 0 is taken, and another driver wants its id per vCPU',
    bound: [0],
    actions: [{ do: 'probe' }, { do: 'request', id: 5, perVcpu: true }],
  }),
  glosses: [
    {
      at: replyTo('FFA_NOTIFICATION_BIND'),
      name: 'Bound already',
      text: 'DENIED: id 0 is bound already. Here −13 means "try the next one", and the driver does.',
    },
    {
      at: replyTo('FFA_NOTIFICATION_BIND', 3),
      name: 'No per-vCPU ids',
      text: 'DENIED again, and now it means that OP-TEE as SPMC has no per-vCPU notifications. No other id would help.',
    },
    {
      at: nthRow((e) => e.kind === 'step' && e.who === 'other' && e.rc === -13),
      name: 'One number for both',
      text: 'The caller is given the same −13 for both. Hafnium tells them apart: −22 for the second.',
    },
  ],
  question: 'Which of these is no DENIED of the SPMC?',
  answer:
    '−65530. It is 0xffff0006, TEE_ERROR_BAD_PARAMETERS, printed as a C int. The other two are DENIED: from UNBIND while the id is pending, and from BITMAP_CREATE where an earlier core left its bitmap.',
  source:
    'recordings e-bound-3, i1-bind-errors and i6-unbind-while-pending (Linux 6.12.117), j4-core-init-after (Linux 7.3.4), OP-TEE 4.10 at d5001fe0; the look-alike from Linux 6.12.117 drivers/tee/optee/ffa_abi.c',
  seen: 'on a machine',
  variants: [
    {
      name: 'denied-pending',
      title: 'Still pending while unbinding',
      scenario: lessonScenario({
        title: 'UNBIND meets a pending id',
        actions: [{ do: 'probe' }, { do: 'notify' }, { do: 'remove', with: 'previous' }, { do: 'probe' }],
      }),
    },
    {
      name: 'denied-bitmap',
      title: 'A bitmap that an earlier core left',
      scenario: lessonScenario({
        title: 'BITMAP_CREATE finds a bitmap',
        driver: 'v7.3',
        actions: [{ do: 'probe' }, { do: 'unload', unbind: false }, { do: 'boot' }],
      }),
    },
    {
      name: 'not-an-errno',
      title: 'The look-alike: −65530',
      scenario: lessonScenario({
        title: 'A TEE result where an errno is expected',
        actions: [{ do: 'probe' }],
        faults: [{ at: { service: 'ENABLE_ASYNC_NOTIF' }, do: { reply: { w3: '0xffff0006' } } }],
      }),
    },
  ],
};
