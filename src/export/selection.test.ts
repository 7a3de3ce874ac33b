import { expect, test } from 'vitest';
import { lanesUsed, taken, takenRows } from './selection.ts';
import { type Choice, type Subject, WHOLE } from './subject.ts';
import { SUBJECTS } from './subjects.fixture.ts';

const walk = (): Promise<Subject> => (SUBJECTS['eacces-walk'] as () => Promise<Subject>)();
const rowsOf = (s: Subject, c: Partial<Choice>): number[] => [...takenRows(s, { ...WHOLE, ...c })].map((e) => e.row);

test('a range has both its ends, and what lies beyond the trace is nothing', async () => {
  const s = await walk();
  expect(rowsOf(s, { from: 25, end: 28 })).toEqual([25, 26, 27]);
  expect(rowsOf(s, { from: 5, end: 3 })).toEqual([]);
  expect(rowsOf(s, { from: s.trace.length + 7 })).toEqual([]);
  expect(rowsOf(s, {})).toHaveLength(s.trace.length);
});

test('each level of detail holds the one above it, and registers are every frame', async () => {
  for (const subject of Object.values(SUBJECTS)) {
    const s = await subject();
    const [registers, calls, all] = (['registers', 'calls', 'everything'] as const).map((detail) =>
      rowsOf(s, { detail }),
    );
    expect(calls).toEqual(expect.arrayContaining(registers ?? []));
    expect(all).toEqual(expect.arrayContaining(calls ?? []));
    const frames = [...s.trace.rows()].filter((e) => e.kind === 'call' || e.kind === 'return').map((e) => e.row);
    expect(registers).toEqual(expect.arrayContaining(frames));
  }
});

test('functions are told where a frame lies in them', async () => {
  const s = await walk();
  const fns = rowsOf(s, { detail: 'calls' }).flatMap((row) => {
    const e = s.trace.row(row);
    return e.kind === 'enter' ? [e.fn] : [];
  });
  expect(fns).toContain('notify_request');
  const steps = rowsOf(s, { detail: 'calls' }).map((row) => s.trace.row(row));
  expect(steps.some((e) => e.kind === 'step' && e.fn === 'kzalloc')).toBe(false);
});

test('what happens on hidden lanes alone is left out, errors never', async () => {
  const s = await walk();
  const hidden = ['optee-driver', 'arm_ffa', 'spmc'] as const;
  const rows = [...taken(s, { ...WHOLE, hidden })];
  expect(rows.length).toBeLessThan(s.trace.length);
  for (const { text } of rows)
    expect(
      text.badge?.tone === 'error' ||
        !(hidden as readonly string[]).includes(text.from) ||
        !(hidden as readonly string[]).includes(text.to),
    ).toBe(true);
  expect(rows.filter(({ text }) => text.badge?.tone === 'error')).toHaveLength(
    [...taken(s, WHOLE)].filter(({ text }) => text.badge?.tone === 'error').length,
  );
  expect(lanesUsed(rows, hidden).some((a) => (hidden as readonly string[]).includes(a))).toBe(false);
});
