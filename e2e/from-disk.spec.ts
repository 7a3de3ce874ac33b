import { expect, test } from '@playwright/test';
import { open, test as served } from './support/page.ts';

const SAYS = /^FF-A Scope needs a server, and this page was opened as a file: run “.+” in its folder, and open http/;

// What the console says of refused files is the browser's way to say it, so it is let be here.
test('a page that is opened from the disk says in one sentence what to do', async ({ page }) => {
  await page.goto(new URL('../dist/index.html', import.meta.url).href);
  await expect(page.getByText(SAYS)).toBeVisible();
  expect((await page.locator('body').innerText()).trim()).toMatch(SAYS);
});

served('a page that comes from a server says nothing of it', async ({ page }) => {
  await open(page);
  await expect(page.getByText(SAYS)).toBeHidden();
});
