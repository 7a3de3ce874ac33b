import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { expect, settled } from './page.ts';

/**
 * The geometry of the page: every named part with its box. Kept boxes are compared with those of the page, so that a part
 * that moves, vanishes or is named otherwise is found without a picture. A number is kept only if other fonts do not
 * change it; the rest stands as `·`, so that what is kept holds on every machine.
 */

/** Numbers are kept in steps of this many pixels, and may be off by one step. */
const STEP = 8;
/** Fonts that no look of the page uses: wider, and of other heights. */
const OTHER_FONTS = ['serif; letter-spacing: 0.07em', 'monospace; letter-spacing: -0.03em'];
const FONT_DECIDES = '·';

type Box = readonly [x: number, y: number, width: number, height: number];
type Boxes = ReadonlyMap<string, Box>;
/** `x y width height` by the role and name of the part, in the order of the document. */
type Kept = Readonly<Record<string, string>>;

/** Writes the kept boxes anew in place of comparing with them. */
export const WRITE = process.env.SCREENS === 'write';

const FOLDER = fileURLToPath(new URL('../screens/', import.meta.url));

/** Every part is where it was kept. `name` is the state and the width of the window. */
export async function expectGeometry(page: Page, name: string): Promise<void> {
  const file = `${FOLDER}${name}.json`;
  if (WRITE) {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(file, `${JSON.stringify(await keepable(page), null, 2)}\n`);
  }
  if (!existsSync(file)) throw new Error(`${file} is missing. Write it with SCREENS=write (e2e/README.md).`);
  const kept: Kept = JSON.parse(readFileSync(file, 'utf8'));
  // As text, so that the order of the parts counts, too.
  const lines = (k: Kept): string[] => Object.entries(k).map(([part, box]) => `${part}: ${box}`);
  expect(lines(beside(await boxesOf(page), kept)), `${name}: the boxes of its parts`).toEqual(lines(kept));
}

/** The boxes as kept ones are written: a number that is near enough to the kept one is that one. */
function beside(boxes: Boxes, kept: Kept): Kept {
  return Object.fromEntries(
    [...boxes].map(([part, box]) => {
      const numbers = kept[part]?.split(' ') ?? [];
      const text = box.map((n, i) => {
        const was = numbers[i];
        if (was === FONT_DECIDES || Math.abs(n - Number(was)) <= STEP) return was;
        return String(rounded(n));
      });
      return [part, text.join(' ')];
    }),
  );
}

const rounded = (n: number): number => Math.round(n / STEP) * STEP + 0;

/** What of the page can be kept: it is measured with other fonts, too. */
async function keepable(page: Page): Promise<Kept> {
  const own = await boxesOf(page);
  const others: Boxes[] = [];
  for (const font of OTHER_FONTS) {
    await wear(page, `* { font-family: ${font} !important; }`);
    others.push(await boxesOf(page));
  }
  await wear(page, '');
  return Object.fromEntries(
    [...own].map(([part, box]) => {
      const steady = (n: number, i: number): boolean =>
        others.every((o) => Math.abs((o.get(part)?.[i] ?? Number.NaN) - n) <= STEP / 2);
      return [part, box.map((n, i) => (steady(n, i) ? rounded(n) : FONT_DECIDES)).join(' ')];
    }),
  );
}

/** A style of the tests' own; the content policy of the page lets no style element in. */
async function wear(page: Page, css: string): Promise<void> {
  await page.evaluate((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    document.adoptedStyleSheets = [sheet];
    return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  }, css);
  await settled(page);
}

/** The box of every part that has a role and a name, in pixels of the window. */
async function boxesOf(page: Page): Promise<Boxes> {
  const found = await page.evaluate(() => {
    const ROLES: Readonly<Record<string, string>> = {
      HEADER: 'banner',
      FOOTER: 'contentinfo',
      MAIN: 'main',
      NAV: 'navigation',
      ASIDE: 'complementary',
      SECTION: 'region',
      DIALOG: 'dialog',
      ARTICLE: 'article',
      TABLE: 'table',
      BUTTON: 'button',
      SELECT: 'combobox',
      TEXTAREA: 'textbox',
      SUMMARY: 'summary',
      H1: 'heading',
      H2: 'heading',
      H3: 'heading',
    };
    const NAMELESS = ['banner', 'contentinfo', 'main'];
    const NAMED_BY_TEXT = ['button', 'summary', 'heading', 'tab', 'menuitem', 'option', 'link'];
    const textOf = (e: Element): string => e.textContent?.replace(/\s+/g, ' ').trim() ?? '';
    const labelled = (e: Element): string =>
      e.getAttribute('aria-label') ??
      (e.getAttribute('aria-labelledby') ?? '')
        .split(' ')
        .map((id) => document.getElementById(id))
        .flatMap((l) => (l === null ? [] : [l.getAttribute('aria-label') ?? textOf(l)]))
        .join(' ');
    const fieldName = (e: Element): string =>
      e instanceof HTMLInputElement ? [...(e.labels ?? [])].map(textOf).join(' ') : '';

    const out: (readonly [string, readonly [number, number, number, number]])[] = [];
    const times = new Map<string, number>();
    // What is behind a dialog is another state's.
    const dialog = [...document.querySelectorAll('dialog, [role=dialog]')].find((d) => d.checkVisibility());
    const all = dialog === undefined ? document.querySelectorAll('body *') : [dialog, ...dialog.querySelectorAll('*')];
    for (const e of all) {
      const role = e.getAttribute('role') ?? (e instanceof HTMLInputElement ? e.type : ROLES[e.tagName]);
      if (role === undefined || role === 'presentation' || role === 'none' || !e.checkVisibility()) continue;
      const name = labelled(e) || fieldName(e) || (NAMED_BY_TEXT.includes(role) ? textOf(e) : '');
      const { x, y, width, height } = e.getBoundingClientRect();
      // What only a screen reader is told has no place.
      if ((name === '' && !NAMELESS.includes(role)) || width <= 1 || height <= 1) continue;
      // Code is no part of the page, and more rows are drawn than there is room for.
      if (e.closest('[aria-label="Lines of the source"]') !== null) continue;
      if (role === 'option' && (y + height <= 0 || y >= innerHeight)) continue;
      // Where the run has a row more, nothing moves.
      const steady = name.replace(/\b(rows?) [\d,]+( to [\d,]+)?/gi, '$1 #').replace(/\d+–\d+/g, '#–#');
      const part = `${role} ${steady.slice(0, 80)}`.trim();
      const nth = (times.get(part) ?? 0) + 1;
      times.set(part, nth);
      out.push([nth === 1 ? part : `${part} (${nth})`, [x, y, width, height]]);
    }
    return out;
  });
  return new Map(found);
}
