import { linkTo } from './support/links.ts';
import { expect, open, settled, slider, test } from './support/page.ts';

// A link of a hundred characters to a hundred thousand rows, as often as it is opened. That rows are shown as they come is held by
// src/store/session/arrival.test.ts: a quick machine has all of these within a frame.

const heavy = (loads: number): Promise<string> =>
  linkTo({ title: `${loads} loads`, actions: [{ do: 'probe' }, ...Array(loads).fill({ do: 'load-ta' })] }, 0);
const TIMES = 10;

test('a link to a hundred thousand rows opens as often as it is asked for, and fills no memory', async ({ page }) => {
  await open(page);
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
  const first = await heap();
  await visit(TIMES - 1);
  const after = await heap();
  const text = `heap after the first run: ${(first / 1e6).toFixed(0)} MB, after ${TIMES}: ${(after / 1e6).toFixed(0)} MB`;
  process.stdout.write(`${text}\n`);
  // A run takes 3 MB in columns alone; the page keeps some, and no more.
  expect(after / first, text).toBeLessThan(2);
});
