import { describe, expect, test } from 'vitest';
import { ensure } from '../base/assert.ts';
import { opened, traceText } from '../import/fixtures/files.ts';
import { jsonLine } from '../trace/jsonl.ts';
import { MARK, marksOf } from './marks.ts';
import { JUDGEMENTS } from './recording.ts';
import { packOpen, unpackOpen } from './recording-packed.ts';
import { surveyOf } from './recording-survey.ts';

const survey = async (name: string) => {
  const recording = await opened(traceText(name));
  return { recording, survey: surveyOf(recording, name) };
};

describe('what the worker finds', () => {
  test('b-probe departs nowhere, and every reply is judged', async () => {
    const { recording, survey: s } = await survey('b-probe');
    expect(s.checked.counts).toMatchObject({ departure: 0, unknown: 0 });
    expect(s.broken).toEqual([]);
    for (const e of recording.trace.rows())
      if (e.kind === 'return') {
        expect(['equal', 'allowed']).toContain(JUDGEMENTS[s.checked.judgements[e.row] as number]);
        expect(s.checked.rules[(s.checked.ruleOf[e.row] as number) - 1]?.source).toMatch(/\S/);
      }
  });

  test('i8-fault-6 departs, and its probe never returns', async () => {
    const { survey: s } = await survey('i8-fault-6');
    expect(s.checked.departures.length).toBeGreaterThan(0);
    for (const d of s.checked.departures) expect(JUDGEMENTS[s.checked.judgements[d.row] as number]).toBe('departure');
    expect(s.broken.map((b) => b.rule)).toContain('HANG');
  });

  test('tasks are counted with their rows and CPUs, the busiest first', async () => {
    const { recording, survey: s } = await survey('f-async-wd');
    expect(s.tasks.reduce((n, t) => n + t.rows, 0)).toBe(recording.trace.length);
    expect(s.tasks.map((t) => t.rows)).toEqual(s.tasks.map((t) => t.rows).toSorted((a, b) => b - a));
    for (const t of s.tasks) {
      const first = recording.trace.row(t.first);
      expect(first.ctx).toBe(t.name);
      expect(t.cpus).toContain(first.cpu);
    }
  });
});

describe('handing over to the page', () => {
  test('every row arrives, and departures are marks', async () => {
    const { recording, survey: s } = await survey('i8-fault-6');
    const before = [...recording.trace.rows()].map(jsonLine);
    const { packed, buffers } = packOpen(recording, s);
    const there = unpackOpen(structuredClone(packed, { transfer: buffers }), 'i8.txt', 7);
    expect([...there.shown.trace.rows()].map(jsonLine)).toEqual(before);
    expect(there).toMatchObject({ name: 'i8.txt', bytes: 7, format: 'ftrace text' });
    expect(there.shown).toMatchObject({ kind: 'recording', title: 'i8.txt', run: null });
    const marks = marksOf(there.shown.trace);
    const departs = [...marks.keys()].filter((row) => ((marks[row] as number) & MARK.departure) !== 0);
    expect(departs).toEqual(there.checked.departures.map((d) => d.row));
  });

  test('JSON lines have no columns and arrive as they are', async () => {
    const lines = [...(await opened(traceText('c-remove'))).trace.rows()].map(jsonLine);
    const recording = await opened(lines.join('\n'));
    const { packed, buffers } = packOpen(recording, surveyOf(recording, 'c.jsonl'));
    const there = unpackOpen(structuredClone(packed, { transfer: buffers }), 'c.jsonl', 1);
    expect([...there.shown.trace.rows()].map(jsonLine)).toEqual(lines);
    expect(ensure(there.shown.history.at(there.shown.trace.length - 1), 'a world')).toBeDefined();
  });
});
