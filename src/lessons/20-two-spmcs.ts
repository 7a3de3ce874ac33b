import { nthRow } from './find-row.ts';
import { type LessonText, lessonScenario } from './lesson.ts';

const actions = [
  { do: 'probe' },
  { do: 'smc', w: ['0x8400007f', '0x80010000', '0x1', '0x20'] },
  { do: 'smc', w: ['0x84000080', '0x80010000', '0x0', '0x20'] },
  { do: 'smc', w: ['0x8400007e'] },
];
const answerIn = (action: number) => nthRow((e) => e.action === action && e.kind === 'return');

export const twoSpmcs: LessonText = {
  name: 'two-spmcs',
  title: 'Two SPMCs, two answers',
  why: 'The specification leaves room, and OP-TEE and Hafnium use it: what one refuses the other grants.',
  scenario: lessonScenario({ title: 'Three calls to OP-TEE as SPMC', actions }),
  glosses: [
    {
      at: answerIn(1),
      name: 'A per-vCPU id',
      text: 'A per-vCPU id. OP-TEE: DENIED, which Linux turns into −13. Hafnium: INVALID_PARAMETERS, −22.',
    },
    {
      at: answerIn(2),
      name: 'UNBIND of a free id',
      text: 'UNBIND of an id that was never bound. OP-TEE: SUCCESS. Hafnium: DENIED.',
    },
    {
      at: answerIn(3),
      name: 'BITMAP_DESTROY',
      text: 'BITMAP_DESTROY while the driver’s id is bound. OP-TEE: DENIED, and the bitmap stays. Hafnium: SUCCESS, and the bindings are dropped without a word to anybody.',
    },
  ],
  question: 'Which of the three does Hafnium grant?',
  answer:
    'BITMAP_DESTROY, and then OP-TEE’s next event is fatal: SET is DENIED, and OP-TEE panics. A driver has to be written for both: its walk goes on at −13 alone, so on Hafnium a wrong flag ends it at once.',
  source:
    'raw calls to both on one board (docs/recordings-hafnium.md#16, #19, #22): OP-TEE 4.10 at d5001fe0, Hafnium 21bfbdc1, Linux 6.12.117',
  seen: 'on a machine',
  variants: [
    {
      name: 'two-spmcs-hafnium',
      title: 'The same three calls to Hafnium',
      scenario: lessonScenario({ title: 'Three calls to Hafnium as SPMC', secure: 'hafnium', actions }),
    },
  ],
};
