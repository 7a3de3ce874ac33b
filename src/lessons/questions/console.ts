import type { Run } from '../../scenario/types.ts';
import { lessonScenario } from '../lesson.ts';
import { type Check, type Option, option } from './question.ts';

// The question of the lesson on OP-TEE's console.

const probe = { do: 'probe' };
const event = { do: 'notify', masks: true };
const deaf = [probe, event, { do: 'remove' }, event];

/** Is the character of the last action read? */
const hears = ({ trace, scenario }: Run): boolean =>
  [...trace.rows()].some(
    (e) => e.kind === 'step' && e.fn === 'read_console' && e.action === scenario.actions.length - 1,
  );

const tried = (o: Option, driver: string, ...more: readonly object[]): Option => ({
  ...o,
  scenario: lessonScenario({ title: o.label, driver, actions: [...deaf, ...more, event] }),
});

export const CONSOLE_QUESTIONS: Readonly<Record<string, Check>> = {
  'deaf-console': {
    hint: 'Two things unmask the interrupt. Which of them can still come?',
    options: [
      tried(
        option('To load the FF-A core anew', hears, 'A new core has a new bitmap, and OP-TEE hears nothing of it.'),
        'v7.3',
        { do: 'unload' },
        { do: 'boot' },
        probe,
      ),
      tried(
        option('To start another kernel', hears, 'OP-TEE goes on as it was: to it notifications were never stopped.'),
        'v7.3',
        { do: 'kexec' },
        probe,
      ),
      tried(option('To be told before the driver goes that nobody listens any more', hears, null), 'fixed', probe),
    ],
    at: null,
  },
};
