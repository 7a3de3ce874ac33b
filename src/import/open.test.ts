import { describe, expect, test } from 'vitest';
import { ensure } from '../base/assert.ts';
import { hex } from '../base/bits.ts';
import type { TraceEvent } from '../trace/event.ts';
import { jsonText, opened, recordingNames, traceText } from './fixtures/files.ts';
import type { Recording } from './recording.ts';

interface Record {
  readonly kind: string;
  readonly call?: readonly string[];
  readonly ret?: readonly string[];
  readonly ctx?: string;
  readonly text?: string;
  readonly ts_us: number;
}

const records = (name: string): Record[] => JSON.parse(jsonText(name)) as Record[];
const all = (r: Recording): TraceEvent[] => [...r.trace.rows()];

function frames(r: Recording): { call: string[]; ret: string[] | null }[] {
  const list = all(r);
  const replies = new Map(list.flatMap((e) => (e.kind === 'return' ? [[e.of, e.w.map(hex)] as const] : [])));
  return list.flatMap((e) => (e.kind === 'call' ? [{ call: e.w.map(hex), ret: replies.get(e.row) ?? null }] : []));
}

test('there are recordings', () => {
  expect(recordingNames.length).toBeGreaterThanOrEqual(14);
});

describe.each([...recordingNames])('%s', (name) => {
  test('shows every frame, interrupt, mark and function probe', async () => {
    const r = await opened(traceText(name));
    const json = records(name);
    expect(frames(r)).toEqual(json.filter((x) => x.kind === 'smc').map((x) => ({ call: x.call, ret: x.ret ?? null })));
    const rows = all(r);
    const count = (kind: string): number => json.filter((x) => x.kind === kind).length;
    expect(rows.filter((e) => e.kind === 'irq')).toHaveLength(count('irq'));
    expect(rows.filter((e) => e.kind === 'enter' || e.kind === 'step')).toHaveLength(count('fn') + count('fnret'));
    const logs = rows.flatMap((e) => (e.kind === 'log' ? [e.text.replace(/^--- /, '')] : []));
    // The JSON of e-bound-3 leaves the lines out that the test module wrote while it was loaded and unloaded.
    const marks = new Set(json.filter((x) => x.kind === 'mark').map((x) => x.text));
    const extra = logs.filter((t) => !marks.has(t) && !t.startsWith('SCENARIO'));
    expect(extra.every((t) => /^ffa_grab: notify_(request|relinquish) id \d+/.test(t))).toBe(true);
    expect(extra).toHaveLength(name === 'e-bound-3' ? 6 : 0);
    expect(logs.filter((t) => !extra.includes(t))).toEqual([
      `SCENARIO ${name}`,
      ...json.filter((x) => x.kind === 'mark').map((x) => x.text),
    ]);
    expect(r.report.notUnderstood).toBe(0);
    expect(r.report.notes).toEqual([]);
    expect(r.format).toBe('ftrace text');
  });

  test('has the times and the callers of the machine', async () => {
    const r = await opened(traceText(name));
    const calls = all(r).filter((e) => e.kind === 'call');
    const smc = records(name).filter((x) => x.kind === 'smc');
    for (const [i, x] of smc.entries()) {
      const call = ensure(calls[i], 'call');
      expect(Math.round(call.at / 1000)).toBe(x.ts_us);
      // The JSON writes (module __init function) for an address and keeps the functions of the drivers alone, innermost first.
      const stack = call.stack.toReversed();
      const wanted = ensure(x.ctx, 'ctx')
        .split(' < ')
        .filter((f) => !f.startsWith('('));
      if (stack.length > 0) expect(stack.filter((f) => wanted.includes(f))).toEqual(wanted);
    }
  });

  test('is the same recording as its JSON', async () => {
    const a = await opened(traceText(name));
    const b = await opened(jsonText(name));
    expect(b.format).toBe('recording JSON');
    expect(frames(b)).toEqual(frames(a));
    expect(b.report.notUnderstood).toBe(0);
  });
});
