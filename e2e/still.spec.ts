import type { Page } from '@playwright/test';
import { expect, open, settled, slider, test } from './support/page.ts';

const STEPS = 30;

/**
 * Keeps what the browser calls a layout shift, those after a key press included, with what moved. What a panel says of
 * another row is laid out anew in that panel: the inspector, the state, the source and the caption do so, nothing else.
 */
const watch = `
  window.shifts = [];
  new PerformanceObserver((list) => {
    for (const e of list.getEntries())
      for (const { node, previousRect } of e.sources ?? []) {
        const element = node instanceof Element ? node : node?.parentElement;
        const panel = element?.closest('#panel-right > *, #panel-source, [aria-label="What happens here"]');
        // What is gone by now is told by where it stood.
        const { left, top } = document.querySelector('#panel-right').getBoundingClientRect();
        const wasInside = element === undefined && previousRect.left >= left && previousRect.top > top;
        const inside = wasInside || (panel !== null && panel !== undefined && panel !== element);
        if (!inside) window.shifts.push(element?.outerHTML.slice(0, 160) ?? 'what is gone by now');
      }
  }).observe({ type: 'layout-shift' });
`;

/** Where every panel, button and slider of the frame stands. */
const boxes = (page: Page): Promise<Record<string, string>> =>
  page.evaluate(() => {
    const at: Record<string, string> = {};
    const frame =
      '#desk > *, #panel-left section, main section, #panel-right > *, footer section, footer button, footer input, ' +
      // Inside the panels what every row has stays, too: the headings, the grid of ids and its signs.
      '#panel-right h2, #panel-right [role=grid], #panel-right [role=gridcell], #panel-right [role=grid] ~ ul, #panel-source h2';
    document.querySelectorAll(frame).forEach((e, i) => {
      const { x, y, width, height } = e.getBoundingClientRect();
      // A heading is as wide as its words.
      at[`${i} ${e.tagName} ${e.className}`] = e.tagName === 'H2' ? `${x} ${y}` : `${x} ${y} ${width} ${height}`;
    });
    return at;
  });

for (const from of [0, 40])
  test(`stepping from row ${from} and back moves no panel and no button`, async ({ page }) => {
    await page.addInitScript(watch);
    await open(page);
    await slider(page).fill(String(from));
    await settled(page);
    const before = await boxes(page);
    expect(Object.keys(before).length).toBeGreaterThan(15);
    await page.evaluate('window.shifts.length = 0');
    for (const key of ['ArrowRight', 'ArrowLeft'])
      for (let n = 0; n < STEPS; n++) {
        await page.keyboard.press(key);
        await settled(page);
        expect(await boxes(page), `after ${n + 1} times ${key}`).toEqual(before);
      }
    expect(await page.evaluate('window.shifts')).toEqual([]);
  });
