import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { partsOf } from '../src/export/fits.ts';
import { formatNamed } from '../src/export/formats.ts';
import { messageTexts } from '../src/export/message-lines.ts';
import { pairLinesOf } from '../src/export/pair-formats.ts';
import type { PairSubject } from '../src/export/pair-subject.ts';
import { visible } from '../src/export/plain-text.ts';
import { laneIndex, lanesUsed, taken } from '../src/export/selection.ts';
import { type Choice, type Subject, WHOLE } from '../src/export/subject.ts';
import { pairSubject, SUBJECTS, signsPair, signsSubject } from '../src/export/subjects.fixture.ts';

// What is exported for other programs, read back by those programs: nothing is counted or unescaped by code of ours.

const ALL: Choice = { ...WHOLE, registers: 'all' };
const CASES: { readonly [name: string]: () => Promise<Subject> } = { ...SUBJECTS, signs: async () => signsSubject() };

/** How many rows are arrows from lane to lane, and how many are notes on one. */
function counts(s: Subject, c: Choice): { readonly arrows: number; readonly notes: number } {
  const rows = [...taken(s, c)];
  const lanes = lanesUsed(rows, c.hidden);
  const arrows = rows.filter(({ text }) => laneIndex(lanes, text.from) !== laneIndex(lanes, text.to)).length;
  return { arrows, notes: rows.length - arrows };
}

/** What a reader must see of each row, without white space: lines are broken where the program likes. */
const expected = (s: Subject, c: Choice): string[] =>
  [...taken(s, c)].map((row) => squeezed(messageTexts(row, c).join('')));
const squeezed = (text: string): string => text.replace(/[\s\u00a0]/g, '');

/** An empty page that loads nothing but files of these packages. */
async function reader(page: Page): Promise<void> {
  await page.route('**/*', (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/')
      return route.fulfill({ contentType: 'text/html; charset=utf-8', body: '<!doctype html><body></body>' });
    return route.fulfill({
      contentType: 'text/javascript; charset=utf-8',
      body: readFileSync(`node_modules${pathname}`),
    });
  });
  await page.goto('http://reader.test/');
}

/** Parses and draws a text by Mermaid itself; what it draws is the page then. */
async function drawMermaid(page: Page, code: string): Promise<void> {
  await reader(page);
  await page.addScriptTag({ url: '/mermaid/dist/mermaid.min.js' });
  await page.evaluate(async (text) => {
    type Mermaid = {
      initialize(c: object): void;
      parse(t: string): Promise<unknown>;
      render(id: string, t: string): Promise<{ svg: string }>;
    };
    const { mermaid } = globalThis as unknown as { mermaid: Mermaid };
    mermaid.initialize({ startOnLoad: false });
    await mermaid.parse(text);
    document.body.innerHTML = (await mermaid.render('drawn', text)).svg;
  }, code);
}

test.describe('Mermaid', () => {
  for (const [name, subject] of Object.entries(CASES))
    test(`draws every message of ${name}`, async ({ page }) => {
      const s = await subject();
      await drawMermaid(page, [...formatNamed('mermaid').lines(s, ALL)].join('\n'));
      const shown = await page.evaluate(() => {
        const texts = (selector: string): string[] =>
          [...document.querySelectorAll(selector)].map((e) => e.textContent ?? '');
        return {
          arrows: document.querySelectorAll('[class^="messageLine"]').length,
          notes: document.querySelectorAll('rect.note').length,
          all: document.body.textContent ?? '',
          said: [...texts('text.messageText'), ...texts('text.noteText')],
          scripts: document.querySelectorAll('svg script').length,
        };
      });
      expect({ arrows: shown.arrows, notes: shown.notes }).toEqual(counts(s, ALL));
      expect(shown.scripts).toBe(0);
      const said = squeezed(shown.said.join(' '));
      for (const text of expected(s, ALL)) expect(said).toContain(text);
      expect(squeezed(shown.all)).toContain(squeezed(visible(s.title)));
    });
});

/** Two runs as one drawing: what each program counts, and what it says of it, in words of ours alone. */
const PAIRS = { 'lesson 3 and its variant': pairSubject, signs: signsPair } as const;
const FRAMES: Choice = { ...WHOLE, detail: 'registers' };
function pairCode(name: 'mermaid' | 'plantuml', p: PairSubject) {
  const lines = pairLinesOf(name, p, FRAMES);
  if (!lines.ok) throw new Error(lines.error.what);
  const arrows = lines.value.filter((l) => /^\s*L_\w+ ?-/.test(l)).length;
  return { lines: lines.value, arrows, alternatives: lines.value.filter((l) => /^\s*alt /.test(l)).length };
}

test.describe('two runs', () => {
  for (const [name, pair] of Object.entries(PAIRS)) {
    test(`Mermaid draws both of ${name}, and where they part as alternatives`, async ({ page }) => {
      const code = pairCode('mermaid', await pair());
      await drawMermaid(page, code.lines.join('\n'));
      const shown = await page.evaluate(() => ({
        arrows: document.querySelectorAll('[class^="messageLine"]').length,
        alternatives: [...document.querySelectorAll('.labelText')].filter((e) => e.textContent === 'alt').length,
        scripts: document.querySelectorAll('svg script').length,
      }));
      expect(shown).toEqual({ arrows: code.arrows, alternatives: code.alternatives, scripts: 0 });
    });

    test(`PlantUML draws both of ${name}, and where they part as alternatives`, async ({ page }) => {
      await reader(page);
      await page.addScriptTag({ url: '/@plantuml/core/viz-global.js' });
      const code = pairCode('plantuml', await pair());
      const svg = await page.evaluate(draw, [...code.lines]);
      expect(svg).toMatch(/^(<\?[^>]*>)?\s*<svg/);
      const said = await page.evaluate((text) => {
        document.body.innerHTML = text;
        return [...document.querySelectorAll('text')].map((t) => t.textContent);
      }, svg);
      expect(said.join(' ')).not.toContain('Syntax Error');
      expect(said.filter((t) => t === 'alt')).toHaveLength(code.alternatives);
    });
  }
});

test.describe('PlantUML', () => {
  for (const [name, subject] of Object.entries(CASES))
    test(`draws every message of ${name}`, async ({ page }) => {
      await reader(page);
      await page.addScriptTag({ url: '/@plantuml/core/viz-global.js' });
      const s = await subject();
      const plantuml = formatNamed('plantuml');
      // What is too high for it is drawn in the parts that we say would do.
      for (const [from, end] of partsOf(plantuml, s, ALL)) {
        const part = { ...ALL, from, end };
        const svg = await page.evaluate(draw, [...plantuml.lines(s, part)]);
        expect(svg).toMatch(/^(<\?[^>]*>)?\s*<svg/);
        const shown = await page.evaluate((text) => {
          document.body.innerHTML = text;
          // An arrow's shaft is its only line from left to right; heads are slanted.
          const shafts = [...document.querySelectorAll('line[stroke-width="1"]')].filter(
            (l) => l.getAttribute('y1') === l.getAttribute('y2'),
          );
          return { arrows: shafts.length, said: document.body.textContent ?? '' };
        }, svg);
        expect(shown.said).not.toContain('Syntax Error');
        expect(shown.arrows).toBe(counts(s, part).arrows);
        const said = squeezed(shown.said);
        for (const text of expected(s, part)) expect(said).toContain(text);
        expect(said).toContain(squeezed(visible(s.title)));
      }
    });
});

/** Runs in the page. */
async function draw(code: string[]): Promise<string> {
  const url = '/@plantuml/core/plantuml.js';
  const plantuml = (await import(url)) as {
    renderToString(lines: string[], done: (svg: string) => void, failed: (message: string) => void): void;
  };
  return new Promise((resolve) => plantuml.renderToString(code, resolve, (message) => resolve(`failed: ${message}`)));
}
