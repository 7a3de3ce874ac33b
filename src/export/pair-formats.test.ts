import { describe, expect, test } from 'vitest';
import { rowIn } from '../layout/pair-lines.ts';
import { PAIR_FORMATS, pairLinesOf } from './pair-formats.ts';
import { type PairSubject, SIDES, takenBySide } from './pair-subject.ts';
import { visible } from './plain-text.ts';
import { type Choice, WHOLE } from './subject.ts';
import { pairSubject, signsPair } from './subjects.fixture.ts';

const text = (name: string, p: PairSubject, c: Choice = WHOLE): string => {
  const lines = pairLinesOf(name, p, c);
  if (!lines.ok) throw new Error(lines.error.what);
  return lines.value.join('\n');
};
/** The rows of a side that stand in lines of their own, and are taken. */
const shown = (p: PairSubject, side: 'left' | 'right', c: Choice): readonly number[] =>
  p.lines.flatMap((l) => {
    const row = l.kind === 'fold' ? null : rowIn(l, side);
    return row !== null && takenBySide(p, c)[side].has(row) ? [row] : [];
  });

describe.each([
  ['lesson 3 and its variant', pairSubject],
  ['signs', signsPair],
])('%s', (_, made) => {
  test('svg: each side has its rows once, in one line with those of the other', async () => {
    const p = await made();
    const svg = text('svg', p, { ...WHOLE, detail: 'calls' });
    const halves = svg.split(/<g class="(?:left|right)"/).slice(1);
    const lines = halves.map((half) =>
      [...half.matchAll(/<g class="row" transform="translate\(0 ([0-9.]+)\)"><title>(.*?)<\/title>/g)].map((m) => ({
        y: Number(m[1]),
        name: m[2],
      })),
    );
    for (const [i, side] of SIDES.entries()) {
      const rows = shown(p, side, { ...WHOLE, detail: 'calls' });
      expect(lines[i]?.map((l) => Number(/^Row (\d+),/.exec(l.name ?? '')?.[1]))).toEqual(rows);
    }
    for (const l of p.lines) {
      if (l.kind !== 'both') continue;
      const y = SIDES.map((side, i) => lines[i]?.[shown(p, side, { ...WHOLE, detail: 'calls' }).indexOf(l[side])]?.y);
      if (y[0] !== undefined && y[1] !== undefined) expect(y[0]).toBe(y[1]);
    }
    expect(svg).not.toMatch(/<script|NaN|undefined/);
  });

  test.each(['mermaid', 'plantuml'])('%s: alternatives begin and end, and no row is missing', async (name) => {
    const p = await made();
    const c: Choice = { ...WHOLE, detail: 'registers', registers: 'none' };
    const written = text(name, p, c);
    const lines = written.split('\n').map((l) => l.trim());
    const count = (word: RegExp): number => lines.filter((l) => word.test(l)).length;
    const alternatives = count(/^alt /);
    expect(alternatives).toBeGreaterThan(0);
    expect(count(/^else /)).toBe(alternatives);
    expect(count(/^end$/) - count(/^box /) * (name === 'mermaid' ? 1 : 0)).toBe(alternatives);
    const equal = p.lines.filter((l) => l.kind === 'both' && !l.differs && takenBySide(p, c).right.has(l.right)).length;
    const own = shown(p, 'left', c).length + shown(p, 'right', c).length - 2 * equal;
    const messages = count(/^(L_\w+ ?-|[Nn]ote over L_\w+ ?:)/);
    expect(messages).toBe(equal + own);
  });
});

test('says of a format of one run that it holds no two, and of a reader that it takes less', async () => {
  const p = await pairSubject();
  const c = pairLinesOf('c', p, WHOLE);
  expect(!c.ok && c.error.remedy).toBe(`Two are in ${PAIR_FORMATS.join(', ')}.`);
  const twice = { ...p, lines: Array.from({ length: 40 }, () => p.lines).flat() };
  const long = pairLinesOf('mermaid', twice, WHOLE);
  expect(!long.ok && long.error.what).toMatch(
    /^Mermaid draws at most 50,000 characters .* these two runs make [0-9,]+\.$/,
  );
});

test('what is folded says which rows of which side it is', async () => {
  const p = await pairSubject();
  const svg = text('svg', p);
  expect(visible(svg)).toContain('rows without a difference (0 to 38 of A, 0 to 38 of B)');
  expect(svg).toMatch(/more rows that only B has \(\d+ to \d+\)/);
});
