import { expect, test } from 'vitest';
import { run } from '../../../scenario/run.ts';
import { parseScenario } from '../../../scenario/schema.ts';

// Linux kernel/workqueue.c, queue_work: false, and nothing is queued, where the work is pending already.

test('a notification that comes while the bottom half is queued and has not begun queues it no second time', () => {
  const choices = '111011011001111111100010010100000000011101101101110110000001'.split('').map(Number);
  const parsed = parseScenario({
    v: 1,
    actions: [
      { do: 'probe' },
      { do: 'notify' },
      { do: 'notify', with: 'previous', cpu: 1 },
      { do: 'notify', with: 'previous' },
    ],
    choices,
  });
  if (!parsed.ok) throw new Error(parsed.error.what);
  const { trace, outcome, problem } = run(parsed.value);
  expect(problem).toBeNull();
  const queued = [...trace.rows()].flatMap((e) => (e.kind === 'step' && e.fn === 'queue_work' ? [e.rc] : []));
  expect(queued).toEqual([1, 0]);
  expect(outcome).toMatchObject({ hang: null, violations: [] });
});
