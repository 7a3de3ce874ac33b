import { describe, expect, test } from 'vitest';
import { opened } from '../import/fixtures/files.ts';
import type { TraceEvent } from '../trace/event.ts';
import { History } from '../trace/history.ts';
import { jsonlObject } from '../trace/jsonl.ts';
import { jsonLines } from './jsonl.ts';
import { type Subject, WHOLE } from './subject.ts';
import { SUBJECTS, signsSubject } from './subjects.fixture.ts';

const state = { ...WHOLE, state: true };
const again = async (s: Subject, choice = state) => (await opened([...jsonLines(s, choice)].join('\n'))).trace;
const said = (e: TraceEvent): unknown => {
  const line = JSON.stringify({ ...jsonlObject(e), why: e.why, ctxKind: e.ctxKind });
  return JSON.parse(line, (_, v) => (typeof v === 'string' ? harmless(v) : v));
};
/** Whoever opens a file shows no control characters (import/intern.ts): they are gone on purpose. */
const harmless = (text: string): string => text.replace(/[^\n\t\P{C}]/gu, '\ufffd');
const cells = (s: History, row: number) => new Map([...s.at(row).under('')].map(([key, { value }]) => [key, value]));

describe.each(Object.entries({ ...SUBJECTS, signs: async () => signsSubject() }))('%s', (_, subject) => {
  test('opens again with the same rows and the same state in each of them', async () => {
    const s = await subject();
    const trace = await again(s);
    expect([...trace.rows()].map(said)).toEqual([...s.trace.rows()].map(said));
    const history = new History(trace);
    for (const { row } of s.trace.rows()) expect(cells(history, row), `row ${row}`).toEqual(cells(s.history, row));
  });

  test('a part of it has the states of its rows, and the calls of its replies', async () => {
    const s = await subject();
    const from = Math.floor(s.trace.length / 2);
    const trace = await again(s, { ...state, from, detail: 'registers' });
    const rows = [...jsonLines(s, { ...state, from, detail: 'registers' })].map(
      (line) => (JSON.parse(line) as { row: number }).row,
    );
    expect(trace.length).toBe(rows.length);
    const history = new History(trace);
    for (const [i, row] of rows.entries()) expect(cells(history, i), `row ${row}`).toEqual(cells(s.history, row));
    expect([...trace.rows()].filter((e) => e.kind === 'return' && trace.row(e.of).kind !== 'call')).toEqual([]);
  });
});
