// Makes public/readme.png from dist: npm run build && node e2e/readme-picture.mjs
// Lesson 3, the -EACCES walk, at the reply in which id 3 is granted.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { preview } from 'vite';
import { findChromium } from './browser.mjs';
import { smallerPng } from './png.mjs';

const LIMIT = 250_000;
const root = fileURLToPath(new URL('..', import.meta.url));
let png;

const { executablePath } = findChromium();
const browser = await chromium.launch(executablePath === undefined ? {} : { executablePath });
const server = await preview({
  root,
  build: { outDir: process.env.PICTURE_DIST ?? 'dist' },
  preview: { host: '127.0.0.1', port: 0, strictPort: false },
});
try {
  const page = await browser.newPage({
    viewport: { width: 1440, height: 900 },
    colorScheme: 'light',
    reducedMotion: 'reduce',
  });
  const settled = () => page.locator('html[data-idle=true]').waitFor();
  await page.goto(server.resolvedUrls?.local[0] ?? '');
  await settled();
  await page.getByRole('button', { name: 'All lessons' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /-EACCES walk/ })
    .click();
  await settled();
  const granted = page.getByRole('option', { name: /call, .*FFA_NOTIFICATION_BIND \{3\}/ });
  // The row may be below what is drawn: the cursor goes down until it is there.
  while ((await granted.count()) === 0) await page.getByRole('listbox', { name: 'Rows' }).press('ArrowDown');
  await granted.click();
  await page.keyboard.press('ArrowDown');
  await page.mouse.move(720, 885);
  await settled();
  await page.evaluate(() => document.fonts.ready);
  await page.evaluate(() => document.activeElement.blur());
  png = smallerPng(await page.screenshot());
} finally {
  await browser.close();
  await server.close();
}

console.log(`public/readme.png: ${(png.length / 1000).toFixed(0)} kB`);
if (png.length > LIMIT) {
  console.error(`It may have ${LIMIT / 1000} kB, so it was not written.`);
  process.exit(1);
}
writeFileSync(`${root}public/readme.png`, png);
