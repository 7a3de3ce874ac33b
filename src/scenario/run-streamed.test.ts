import { describe, expect, test } from 'vitest';
import type { TraceEvent } from '../trace/event.ts';
import { jsonStateLine } from '../trace/jsonl.ts';
import { PackedTrace } from '../trace/packed-trace.ts';
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
    ['what was done before', scenario({ actions: [{ do: 'probe' }, ...Array(40).fill({ do: 'load-ta' })] }), undefined],
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
    const text = (all: Iterable<TraceEvent>): string => [...all].map((e) => jsonStateLine(e)).join('\n');
    expect(text(rows) === text(whole.trace.rows())).toBe(true);
    expect(end).toEqual({
      rows: whole.trace.length,
      violations: whole.outcome.violations,
      hang: whole.outcome.hang,
      missedFaults: whole.missedFaults,
      problem: whole.problem,
    });
  });
});

test('the limit may be above that of a run that is kept, rows come before the end is known, and few are held', () => {
  const { forget } = PackedTrace.prototype;
  let held = 0;
  let forgotten = 0;
  PackedTrace.prototype.forget = function (this: PackedTrace, before: number) {
    held = Math.max(held, this.length - forgotten);
    forgotten = before;
    forget.call(this, before);
  };
  try {
    const running = runStreamed(ENDLESS, Number.MAX_SAFE_INTEGER);
    let rows = 0;
    for (; rows < 30_000; rows++) {
      const next = running.next();
      if (next.done === true || next.value.row !== rows) break;
    }
    expect(rows).toBe(30_000);
  } finally {
    PackedTrace.prototype.forget = forget;
  }
  expect(forgotten).toBeGreaterThan(20_000);
  expect(held).toBeLessThan(10_000);
});
