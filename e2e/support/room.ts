import type { Page } from '@playwright/test';
import { expect } from './page.ts';

/** Nothing of the page is wider than the window. */
export async function expectNoSideways(page: Page, where: string): Promise<void> {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(wide, `${where}: pixels beyond the right edge`).toBeLessThanOrEqual(0);
}

/**
 * No words are cut off: an element that hides what is wider or higher than itself says so with an ellipsis, and what
 * was cut off by it is whole in its title or in the inspector (docs/screen.md#5).
 */
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
      const meant = style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none';
      if ((sideways || down) && !meant)
        found.push(
          `${e.tagName}.${e.className}: ${e.scrollWidth} x ${e.scrollHeight} in ${e.clientWidth} x ${e.clientHeight}: ${e.innerText.slice(0, 60)}`,
        );
    }
    return found;
  });
  expect(clipped, `${where}: words that are cut off`).toEqual([]);
}
