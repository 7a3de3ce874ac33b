import { irqOf, nthRow } from './find-row.ts';
import { type LessonText, lessonScenario } from './lesson.ts';

const actions = [
  { do: 'probe' },
  { do: 'notify' },
  { do: 'smc', w: ['0xc4000083'] },
  { do: 'smc', w: ['0xc4000083'] },
  { do: 'smc', w: ['0x84000082', '0x0', '0x1'] },
];
const faults = [{ at: { call: 'SRI' }, do: 'lose' }];
const answerIn = (action: number) => nthRow((e) => e.action === action && e.kind === 'return');

export const toldOnce: LessonText = {
  name: 'told-once',
  title: 'INFO_GET tells once',
  why: 'On Hafnium whoever asks second is told that nothing is pending, though it is; an answer that is lost is lost for good.',
  scenario: lessonScenario({ title: 'INFO_GET twice on Hafnium', secure: 'hafnium', actions, faults }),
  glosses: [
    {
      at: irqOf('SRI'),
      name: 'The SRI is kept back',
      text: 'The interrupt is kept from Linux here, so that nobody but us asks.',
    },
    {
      at: answerIn(2),
      name: 'VM 0 has an id',
      text: 'One list, VM 0: an id is pending there.',
    },
    {
      at: answerIn(3),
      name: 'NO_DATA',
      text: 'NO_DATA. Id 0 is as pending as before, and Hafnium has told of it.',
    },
    {
      at: answerIn(4),
      name: 'GET fetches it',
      text: 'GET needs no INFO_GET before it: here is id 0.',
    },
  ],
  question: 'What does OP-TEE answer to the second INFO_GET?',
  answer:
    'The same list again, until GET. On Hafnium Linux does not get stuck because it fetches what it was told of at once, in the same work; where it does not, every later event of that id is silent.',
  source: 'raw calls (docs/recordings-hafnium.md#27): Hafnium 21bfbdc1 and OP-TEE 4.10 at d5001fe0, Linux 6.12.117',
  seen: 'on a machine',
  variants: [
    {
      name: 'told-again',
      title: 'The same on OP-TEE',
      scenario: lessonScenario({ title: 'INFO_GET twice on OP-TEE', actions, faults }),
    },
  ],
};
