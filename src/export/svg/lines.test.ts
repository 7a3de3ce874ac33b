import { describe, expect, test } from 'vitest';
import { barsOf } from '../../layout/bars.ts';
import { visible } from '../plain-text.ts';
import { runSubject } from '../run-subject.ts';
import { taken } from '../selection.ts';
import { WHOLE } from '../subject.ts';
import { lessonRun, SUBJECTS, signsSubject } from '../subjects.fixture.ts';
import { svgLines } from './lines.ts';

const text = (markup: string): string =>
  markup
    .replace(/<[^>]*>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&');

describe.each(Object.entries({ ...SUBJECTS, signs: async () => signsSubject() }))('%s', (_, subject) => {
  test('each row is drawn once, with its whole words in its title, and no sign of it is markup', async () => {
    const s = await subject();
    for (const theme of ['light', 'dark'] as const) {
      const svg = [...svgLines(s, { ...WHOLE, theme, registers: 'all' })].join('\n');
      const titles = [...svg.matchAll(/<g class="row"[^>]*><title>(.*?)<\/title>/g)].map((m) => text(m[1] ?? ''));
      expect(titles).toEqual([...taken(s, WHOLE)].map((row) => visible(row.text.name)));
      expect(svg).not.toMatch(/<script|<b>|NaN|undefined/);
      expect(svg.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
    }
  });

  test('nothing is drawn outside its sheet, which is as high as its rows', async () => {
    const s = await subject();
    const [first = '', ...lines] = svgLines(s, WHOLE);
    const height = Number(/ height="([0-9.]+)"/.exec(first)?.[1]);
    const tops = lines
      .flatMap((l) => [...(/class="row" transform="translate\(0 ([0-9.]+)\)"/.exec(l) ?? [])].slice(1))
      .map(Number);
    expect(tops).toEqual(tops.toSorted((a, b) => a - b));
    expect(Math.max(...tops)).toBeLessThan(height);
    const xs = [...lines.join('').matchAll(/ x="([-0-9.]+)"/g)].map((m) => Number(m[1]));
    expect(Math.min(...xs)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...xs)).toBeLessThanOrEqual(1280);
  });
});

const attribute = (line: string, name: string): number => Number(new RegExp(` ${name}="([-0-9.]+)"`).exec(line)?.[1]);
const barsIn = (svg: string): string[] => svg.match(/<rect class="bar"[^>]*>/g) ?? [];

test('who is active has a bar, from the row where it begins to that where it ends', async () => {
  const s = await runSubject(lessonRun('probe'));
  const svg = [...svgLines(s, WHOLE)].join('\n');
  const bars = barsOf(s.trace).within(0, s.trace.length);
  expect(barsIn(svg)).toHaveLength(bars.length);
  const yOf = new Map(
    [...svg.matchAll(/class="row" transform="translate\(0 ([0-9.]+)\)"><title>Row (\d+),/g)].map((m) => [
      Number(m[2]),
      Number(m[1]),
    ]),
  );
  for (const [i, bar] of bars.entries()) {
    const y = attribute(barsIn(svg)[i] ?? '', 'y');
    const begins = yOf.get(bar.start) ?? Number.NaN;
    expect(y).toBeGreaterThanOrEqual(begins);
    expect(y).toBeLessThanOrEqual(begins + 26);
    const end = y + attribute(barsIn(svg)[i] ?? '', 'height');
    if (bar.end < s.trace.length) expect(end).toBeGreaterThan(yOf.get(bar.end) ?? Number.NaN);
  }
});

test('rows that are folded stand in one line, which says which they are and how many of them report an error', async () => {
  const s = await runSubject(lessonRun('eacces-walk'));
  const errors = [...taken(s, WHOLE)].filter((r) => r.event.row < 60 && r.text.badge?.tone === 'error').length;
  const folds = [
    { first: 10, end: 60, text: 'The walk' },
    { first: 70, end: 72, text: '' },
  ];
  const svg = [...svgLines(s, { ...WHOLE, folds })].join('\n');
  expect(svg.match(/<g class="row"/g)).toHaveLength(s.trace.length - 52);
  const titles = [...svg.matchAll(/<g class="fold"[^>]*><title>(.*?)<\/title>/g)].map((m) => m[1]);
  expect(errors).toBeGreaterThan(1);
  expect(titles[0]).toBe(`Rows 10 to 59: The walk, 50 rows, ${errors} errors`);
  expect(titles[1]).toMatch(/^Rows 70 to 71: .+, 2 rows/);
});

test('no bar is drawn on a lane that is hidden', async () => {
  const s = await runSubject(lessonRun('probe'));
  const all = barsIn([...svgLines(s, WHOLE)].join('\n')).length;
  const fewer = barsIn([...svgLines(s, { ...WHOLE, hidden: ['user', 'spmc'] })].join('\n')).length;
  expect(fewer).toBeLessThan(all);
});
