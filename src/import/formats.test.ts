import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { hex } from '../base/bits.ts';
import { openRecording } from './open.ts';
import type { Recording } from './recording.ts';

// Real output of real tools (fixtures/formats): each file says in its .expect.json how it was made and what is in it.

interface Expected {
  readonly made: string;
  readonly frames?: readonly (readonly [readonly string[], readonly string[] | null])[];
  readonly tasks?: readonly string[];
  readonly logs?: readonly string[];
  readonly logs_expected?: number;
  readonly all_understood?: boolean;
  readonly log_rows_at_most?: number;
  readonly remarks_at_most?: number;
  readonly must_say?: string;
  readonly lost?: number;
}

const folder = new URL('./fixtures/formats/', import.meta.url);
const names = readdirSync(folder).flatMap((f) =>
  f.endsWith('.expect.json') ? [f.slice(0, -'.expect.json'.length)] : [],
);
const fileOf = (name: string): string =>
  readdirSync(folder).find((f) => f.startsWith(`${name}.`) && !f.endsWith('.expect.json')) as string;

function frames(r: Recording): unknown[] {
  const list = [...r.trace.rows()];
  const replies = new Map(list.flatMap((e) => (e.kind === 'return' ? [[e.of, e.w.map(hex)] as const] : [])));
  return list.flatMap((e) => (e.kind === 'call' ? [[e.w.map(hex), replies.get(e.row) ?? null]] : []));
}

describe.each(names)('%s', (name) => {
  const x = JSON.parse(readFileSync(new URL(`${name}.expect.json`, folder), 'utf8')) as Expected;

  test(x.made, async () => {
    const result = await openRecording([readFileSync(new URL(fileOf(name), folder))]);
    if (x.must_say !== undefined) {
      const said = result.ok ? result.value.report.notes.map((n) => n.why).join(' ') : result.error.what;
      expect(said).toMatch(new RegExp(x.must_say));
    }
    if (!result.ok) {
      expect(x.must_say, result.error.what).toBeDefined();
      return;
    }
    const { trace, report } = result.value;
    const rows = [...trace.rows()];
    const logs = rows.flatMap((e) => (e.kind === 'log' ? [e.text] : []));
    expect(frames(result.value)).toEqual(x.frames ?? []);
    if (x.tasks !== undefined)
      expect([...new Set(rows.flatMap((e) => (e.kind === 'call' ? [e.ctx] : [])))]).toEqual(x.tasks);
    if (x.logs !== undefined) expect(logs).toEqual(x.logs);
    if (x.logs_expected !== undefined) expect(logs).toHaveLength(x.logs_expected);
    if (x.all_understood === true) expect(report.notUnderstood).toBe(0);
    if (x.log_rows_at_most !== undefined) expect(logs.length).toBeLessThanOrEqual(x.log_rows_at_most);
    if (x.remarks_at_most !== undefined) expect(report.notes.length).toBeLessThanOrEqual(x.remarks_at_most);
    if (x.lost !== undefined) expect(report.lost).toBe(x.lost);
    // None of these files is damaged: whatever has registers in it was read.
    expect(report.notes.filter((n) => /register|damaged|backwards/.test(n.why))).toEqual([]);
    expect(report.unanswered).toBe(0);
  });
});
