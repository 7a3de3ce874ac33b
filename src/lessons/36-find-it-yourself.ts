import { callIn, irqOf, nthRow, stepOf } from './find-row.ts';
import { type LessonText, lessonScenario } from './lesson.ts';

const actions = [{ do: 'probe' }, { do: 'notify' }, { do: 'remove' }];
const found = (title: string, fault: object) => lessonScenario({ title, driver: 'v7.3', actions, faults: [fault] });

export const findItYourself: LessonText = {
  name: 'find-it-yourself',
  title: 'Find it yourself',
  why: 'Nothing is wrong in this run. Three single faults show three defects of Linux 7.3, and Explore tries every fault: find them before you look.',
  scenario: lessonScenario({ title: 'Nothing goes wrong', driver: 'v7.3', actions }),
  glosses: [
    {
      at: nthRow((e) => e.kind === 'step' && e.fn === 'create_workqueue'),
      name: 'Something to give back',
      text: 'Open Explore in the header: every fault at every place of this run is tried. What the driver makes here it has to unmake, however the probe ends.',
    },
    {
      at: stepOf('tee_device_register'),
      name: 'The first defect',
      text: 'Find this function in the matrix and choose its cells. The probe fails, as it should. Something is left over: what? Open the run and read its last rows.',
    },
    {
      at: stepOf('optee_invoke_func'),
      name: 'The second defect',
      text: 'A probe that fails from here on never comes back. Open one of its runs: what does it wait for, and who should have given that back?',
    },
    {
      at: irqOf('SRI'),
      name: 'The third defect',
      text: 'Look in the column "lost". No call fails, and after the remove something is held at the SPMC for ever. Which answer does the driver not look at?',
    },
    {
      at: callIn(2, 'FFA_NOTIFICATION_UNBIND'),
      name: 'The same without a fault',
      text: 'Choose "Every order", with notify:1 and remove at any time: the third defect needs no fault, only another order. Then "Every fix" says what ends it.',
    },
  ],
  question: 'Which of these faults alone leaves an id bound for ever?',
  answer:
    'A lost SRI: the notification stays pending, UNBIND is refused while it is, and the driver does not look at the answer. It takes two fixes together, unbind-first and drain.',
  source:
    'Linux 7.3.4 drivers/tee/optee/ffa_abi.c, optee_ffa_probe() and optee_ffa_remove(); drivers/firmware/arm_ffa/driver.c, ffa_notify_relinquish()',
  seen: 'in the source',
  variants: [
    {
      name: 'find-it-yourself-queue',
      title: 'The first: the workqueue is left over',
      scenario: found('A registration fails', { at: { fn: 'tee_device_register' }, do: { errno: 'ENOMEM' } }),
    },
    {
      name: 'find-it-yourself-hang',
      title: 'The second: the probe never ends',
      scenario: found('A message fails', { at: { fn: 'optee_invoke_func' }, do: { errno: 'ENOMEM' } }),
    },
    {
      name: 'find-it-yourself-pending',
      title: 'The third: the id stays bound',
      scenario: found('The SRI is lost', { at: { call: 'SRI' }, do: { lose: true } }),
    },
  ],
};
