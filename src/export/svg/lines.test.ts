import { describe, expect, test } from 'vitest';
import { visible } from '../plain-text.ts';
import { taken } from '../selection.ts';
import { WHOLE } from '../subject.ts';
import { SUBJECTS, signsSubject } from '../subjects.fixture.ts';
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
