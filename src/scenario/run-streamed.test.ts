import { describe, expect, test } from 'vitest';
import type { TraceEvent } from '../trace/event.ts';
import { run } from './run.ts';
import { runStreamed, type StreamedEnd } from './run-streamed.ts';
import { parseScenario } from './schema.ts';
import type { Scenario } from './types.ts';

function scenario(json: object): Scenario {
  const parsed = parseScenario({ v: 1, ...json });
  if (!parsed.ok) throw new Error(parsed.error.what);
  return parsed.value;
}

function streamed(s: Scenario, maxRows?: number): { rows: TraceEvent[]; end: StreamedEnd } {
  const rows: TraceEvent[] = [];
  const running = runStreamed(s, maxRows);
  for (;;) {
    const next = running.next();
    if (next.done === true) return { rows, end: next.value };
    rows.push(next.value);
  }
}

/** FFA_RUN is answered with FFA_INTERRUPT for ever. */
const ENDLESS = scenario({
  actions: [{ do: 'probe' }, { do: 'session' }],
  faults: [
    { at: { call: 'FFA_MSG_SEND_DIRECT_REQ' }, do: { interrupt: 1 } },
    { at: { call: 'FFA_RUN', nth: 'all' }, do: { reply: { w0: '0x84000062' } } },
  ],
});

describe('rows that are handed out as they come are those that a run keeps', () => {
  test.each<[string, Scenario, number | undefined]>([
    [
      'many pieces',
      scenario({ actions: [{ do: 'probe' }, ...Array(40).fill({ do: 'load-ta', with: 'previous' })] }),
      undefined,
    ],
    ['one piece', scenario({ actions: [{ do: 'probe' }, { do: 'remove' }] }), undefined],
    ['no rows', scenario({ actions: [] }), undefined],
    ['a task that waits for ever', scenario({ actions: [{ do: 'probe' }, { do: 'sync-wait', key: 8 }] }), undefined],
    ['a run that is stopped', ENDLESS, 9000],
    ['a choice that cannot be followed', scenario({ actions: [{ do: 'probe' }], choices: [9] }), undefined],
    [
      'a fault that never strikes',
      scenario({ actions: [{ do: 'probe' }], faults: [{ at: { call: 'FFA_YIELD', nth: 7 }, do: { drop: true } }] }),
      undefined,
    ],
  ])('%s', (_, s, maxRows) => {
    const whole = run(s, maxRows);
    const { rows, end } = streamed(s, maxRows);
    expect(rows).toEqual([...whole.trace.rows()]);
    expect(end).toEqual({
      rows: whole.trace.length,
      violations: whole.outcome.violations,
      hang: whole.outcome.hang,
      missedFaults: whole.missedFaults,
      problem: whole.problem,
    });
  });
});

test('the limit may be above that of a run that is kept, and rows come before the end is known', () => {
  const running = runStreamed(ENDLESS, Number.MAX_SAFE_INTEGER);
  for (let i = 0; i < 20_000; i++) expect(running.next().value).toMatchObject({ row: i });
});
