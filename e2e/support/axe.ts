import type { Page } from '@playwright/test';
import axe from 'axe-core';
import { isFirefox } from './firefox.ts';
import { expect, settled } from './page.ts';

declare global {
  interface Window {
    axe: typeof axe;
  }
}

type Rules = { readonly type: 'tag' | 'rule'; readonly values: readonly string[] };
/** WCAG 2.2, levels A and AA. */
const ALL: Rules = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] };
/** Those of them that hang on colours; all others look at elements, names and boxes only. */
const OF_COLOURS: Rules = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };

/** What axe finds wrong in what is on the page now. */
export async function accessProblems(page: Page, rules = ALL): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  return await page.evaluate(async ({ type, values }) => {
    const { violations } = await window.axe.run(document, {
      runOnly: { type, values: [...values] },
      // All is checked; of what is well nothing is told, which is most of the time that telling takes.
      resultTypes: ['violations'],
    });
    return violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target.join(' ')}: ${n.failureSummary}`));
  }, rules);
}

/** The page breaks no rule of WCAG 2.2, levels A and AA, that axe can check. `where` names the state in the message. */
export async function expectAccessible(page: Page, where: string): Promise<void> {
  await settled(page);
  expect(await accessProblems(page), where).toEqual([]);
}

/**
 * The same in the theme of now and in the other, in which the page stays. Rules that do not hang on colours are asked
 * again only if the other theme changed an element, a name or a box. `look` is called in each theme.
 */
export async function expectAccessibleInBothThemes(
  page: Page,
  where: string,
  look: (theme: Theme) => Promise<void> = async () => {},
): Promise<void> {
  await settled(page);
  const theme = (await page.locator('html').getAttribute('data-theme')) === 'dark' ? 'dark' : 'light';
  expect(await accessProblems(page), `${where}, ${theme}`).toEqual([]);
  await look(theme);
  // Nobody can change the theme under an open page there; a project of its own has the other.
  if (isFirefox(page)) return;
  const before = await shapeOf(page);
  const other = theme === 'dark' ? 'light' : 'dark';
  await page.emulateMedia({ colorScheme: other });
  await expect(page.locator('html')).toHaveAttribute('data-theme', other);
  await settled(page);
  const rules = (await shapeOf(page)) === before ? OF_COLOURS : ALL;
  expect(await accessProblems(page, rules), `${where}, ${other}`).toEqual([]);
  await look(other);
}

type Theme = 'light' | 'dark';

/**
 * Every element of the page with its attributes, its place and whether it is seen, and the words between them; without
 * the names of the themes, which stand on the button that changes them.
 */
const shapeOf = (page: Page): Promise<string> =>
  page.evaluate(() =>
    [...document.body.querySelectorAll('*')]
      .map((e) => {
        const { x, y, width, height } = e.getBoundingClientRect();
        const attributes = [...e.attributes].map((a) => `${a.name}="${a.value}"`);
        return [e.tagName, ...attributes, x, y, width, height, e.checkVisibility()].join(' ');
      })
      .concat(document.body.textContent ?? '')
      .join('\n')
      .replaceAll(/\b(light|dark)\b/g, ''),
  );
