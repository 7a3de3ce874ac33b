import { nthRow, replyTo } from './find-row.ts';
import { type LessonText, lessonScenario } from './lesson.ts';

const ask = (version: string) => ({ do: 'smc', w: ['0x84000063', version] });
const actions = [{ do: 'boot' }, { do: 'probe' }, ask('0x10002'), ask('0x10001')];
const answerIn = (action: number) => nthRow((e) => e.action === action && e.kind === 'return');

export const firstVersion: LessonText = {
  name: 'first-version',
  title: 'The first version sticks',
  why: 'Hafnium keeps the first FFA_VERSION that it was asked until the next boot, so who comes first decides for all who come later.',
  scenario: lessonScenario({ title: 'Two versions asked of Hafnium', secure: 'hafnium', actions }),
  glosses: [
    {
      at: replyTo('FFA_VERSION'),
      name: '1.1 is asked, 1.3 answered',
      text: 'Linux 6.12 asks for 1.1. Hafnium answers its own, 1.3, whatever was asked; 1.1 is what counts.',
    },
    {
      at: answerIn(2),
      name: '1.2 is refused',
      text: 'A newer caller asks for 1.2 and is refused: −1 in w0, which is no FFA_ERROR. For Hafnium the negotiation was over with the first call that it handled.',
    },
    {
      at: answerIn(3),
      name: '1.1 is granted again',
      text: 'The version that was asked first is granted any number of times.',
    },
  ],
  question: 'What does Linux 6.12 do where a boot loader has asked for 1.0 before it?',
  answer:
    'It gives up FF-A: 1.0 sticks, 1.1 is refused, and 6.12 takes the −1 of 32 bits for version 32767.65535. OP-TEE as SPMC answers 1.2 to every question, at any time.',
  source:
    'raw calls (docs/recordings-hafnium.md#1 to #4): Hafnium 21bfbdc1 behind TF-A 2.15, OP-TEE 4.10 at d5001fe0, Linux 6.12.117; what Linux makes of a refusal is from the source, drivers/firmware/arm_ffa/driver.c, ffa_version_check()',
  seen: 'on a machine',
  variants: [
    {
      name: 'any-version',
      title: 'The same asked of OP-TEE',
      scenario: lessonScenario({ title: 'Two versions asked of OP-TEE', actions }),
    },
    {
      name: 'version-before-linux',
      title: 'Somebody asked for 1.0 before Linux',
      scenario: lessonScenario({
        title: 'A boot loader asks Hafnium for 1.0',
        secure: 'hafnium',
        actions: [ask('0x10000'), { do: 'boot' }],
      }),
    },
  ],
};
