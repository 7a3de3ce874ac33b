import type { Run } from '../../scenario/types.ts';
import { lessonScenario } from '../lesson.ts';
import { type Check, type Option, option } from './question.ts';

// The question of the lesson that is found by exploring.

const leavesAnId = ({ outcome }: Run): boolean => outcome.violations.some((v) => v.rule === 'I1');

const tried = (label: string, fault: object, why: string | null): Option => ({
  ...option(label, leavesAnId, why),
  scenario: lessonScenario({
    title: label,
    driver: 'v7.3',
    actions: [{ do: 'probe' }, { do: 'notify' }, { do: 'remove' }],
    faults: [fault],
  }),
});

export const FOUND_QUESTIONS: Readonly<Record<string, Check>> = {
  'find-it-yourself': {
    hint: 'UNBIND is refused while the id is pending. Which fault lets a notification lie there until the remove?',
    options: [
      tried(
        'BIND of id 0 is answered with DENIED',
        { at: { call: 'FFA_NOTIFICATION_BIND' }, do: { error: 'DENIED' } },
        'The driver takes id 1, and the remove gives it back.',
      ),
      tried(
        'The second registration fails',
        { at: { fn: 'tee_device_register', nth: 2 }, do: { errno: 'ENOMEM' } },
        'The error path gives the id back; the workqueue is what it forgets.',
      ),
      tried('The SRI is lost', { at: { call: 'SRI' }, do: { lose: true } }, null),
    ],
    at: null,
  },
};
