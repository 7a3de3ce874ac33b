import type { Page } from '@playwright/test';
import { linkTo } from './support/links.ts';
import { expect, open, settled, slider, test } from './support/page.ts';

// A link of a hundred characters to a hundred thousand rows: the page lives while they come, as often as it is opened.

const heavy = (loads: number): Promise<string> =>
  linkTo({ title: `${loads} loads`, actions: [{ do: 'probe' }, ...Array(loads).fill({ do: 'load-ta' })] }, 0);
const TIMES = 10;

/** The numbers of rows that the page has drawn, each in a frame of its own, from now until it rests. */
const drawnWhile = (page: Page): Promise<() => Promise<number[]>> =>
  page
    .evaluate(() => {
      const seen = new Set<number>();
      const look = (): void => {
        seen.add(Number(document.querySelector('input[type=range]')?.getAttribute('max')) + 1);
        requestAnimationFrame(look);
      };
      look();
      Object.assign(window, { drawn: seen });
    })
    .then(() => () => page.evaluate(() => [...(window as unknown as { drawn: Set<number> }).drawn]));

test('rows are drawn as they come, and what was opened often fills no memory', async ({ page }) => {
  await open(page);
  const drawn = await drawnWhile(page);
  const cdp = await page.context().newCDPSession(page);
  // What objects take and, beside them, the rows in columns.
  const heap = async (): Promise<number> => {
    await cdp.send('HeapProfiler.collectGarbage');
    const { usedSize, backingStorageSize } = await cdp.send('Runtime.getHeapUsage');
    return usedSize + backingStorageSize;
  };
  let loads = 198;
  const visit = async (times: number): Promise<void> => {
    for (let n = 0; n < times; n++, loads--) {
      await page.goto(`/${await heavy(loads)}`);
      await expect(page).toHaveTitle(new RegExp(`^${loads} loads`));
      await settled(page);
      expect(Number(await slider(page).getAttribute('max'))).toBeGreaterThan(90_000);
    }
  };
  await visit(1);
  // Of the first one a part was drawn before the whole; how many, only the machine can tell.
  const parts = await drawn();
  expect(parts.filter((rows) => rows > 130 && rows < Math.max(...parts)).length).toBeGreaterThan(0);
  const first = await heap();
  await visit(TIMES - 1);
  const after = await heap();
  const text = `heap after the first run: ${(first / 1e6).toFixed(0)} MB, after ${TIMES}: ${(after / 1e6).toFixed(0)} MB`;
  process.stdout.write(`${text}\n`);
  // A run takes 3 MB in columns alone; the page keeps some, and no more.
  expect(after / first, text).toBeLessThan(2);
});
