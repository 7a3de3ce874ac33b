import { expect, open, settled, test, writeJson } from './support/page.ts';

/** About 27,000 rows. */
const LONG = {
  v: 1,
  title: 'Long',
  actions: [{ do: 'probe' }, ...Array.from({ length: 50 }, () => ({ do: 'load-ta' }))],
};
/** So many of its runs are more rows than the page keeps. */
const FULL = 28;
const MORE = 28;

test('forking a long run again and again does not fill the memory', async ({ page }) => {
  await open(page);
  await writeJson(page, JSON.stringify(LONG));
  await page.getByRole('button', { name: 'Run this' }).click();
  await settled(page);
  const cdp = await page.context().newCDPSession(page);
  const heap = async (): Promise<number> => {
    await cdp.send('HeapProfiler.collectGarbage');
    return (await cdp.send('Runtime.getHeapUsage')).usedSize;
  };
  const fork = async (times: number): Promise<void> => {
    for (let n = 0; n < times; n++) {
      await page.getByRole('checkbox', { name: /PROTMEM/ }).click();
      await settled(page);
    }
  };
  await fork(FULL);
  const full = await heap();
  await fork(MORE);
  const after = await heap();
  const text = `heap after ${FULL} forks: ${(full / 1e6).toFixed(0)} MB, after ${FULL + MORE}: ${(after / 1e6).toFixed(0)} MB`;
  process.stdout.write(`${text}\n`);
  expect(after / full, text).toBeLessThan(1.25);
});
