import type { Page } from '@playwright/test';
import { expect } from './page.ts';

/** Nothing of the page is wider than the window. */
export async function expectNoSideways(page: Page, where: string): Promise<void> {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(wide, `${where}: pixels beyond the right edge`).toBeLessThanOrEqual(0);
}

/** No words are cut off, with an ellipsis neither: what has no room is said shorter or left out (docs/screen.md#5). */
export async function expectNothingClipped(page: Page, where: string): Promise<void> {
  const clipped = await page.evaluate(() => {
    const found: string[] = [];
    for (const e of document.querySelectorAll<HTMLElement>('body *')) {
      if (!(e instanceof HTMLElement) || !e.checkVisibility() || e.clientWidth <= 1 || e.innerText.trim() === '')
        continue;
      const style = getComputedStyle(e);
      // Told by a screen reader and not shown.
      if (style.clipPath !== 'none') continue;
      const sideways = e.scrollWidth > e.clientWidth + 1 && /hidden|clip/.test(style.overflowX);
      const down = e.scrollHeight > e.clientHeight + 1 && /hidden|clip/.test(style.overflowY);
      if (sideways || down)
        found.push(
          `${e.tagName}.${e.className}: ${e.scrollWidth} x ${e.scrollHeight} in ${e.clientWidth} x ${e.clientHeight}: ${e.innerText.slice(0, 60)}`,
        );
    }
    for (const text of document.querySelectorAll('svg text'))
      if (text.textContent?.endsWith('…') === true) found.push(`in a drawing: ${text.textContent}`);
    return found;
  });
  expect(clipped, `${where}: words that are cut off`).toEqual([]);
}
