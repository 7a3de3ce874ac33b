import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import manifest from '../package.json' with { type: 'json' };
import { pageOf } from '../tools/docs/render.mjs';
import { accessProblems } from './support/axe.ts';
import { expect, open, settled, test } from './support/page.ts';
import { expectNoSideways } from './support/room.ts';

const DOCUMENTS = readdirSync(fileURLToPath(new URL('../docs/', import.meta.url)), {
  recursive: true,
  encoding: 'utf8',
})
  .filter((path) => path.endsWith('.md'))
  .map((path) => `/docs/${pageOf(path)}`);

for (const colorScheme of ['light', 'dark'] as const)
  test.describe(`${colorScheme}, on a phone`, () => {
    test.use({ colorScheme, viewport: { width: 360, height: 740 } });

    // One style sheet colours them all: in the dark those are looked at that have everything in them.
    for (const path of colorScheme === 'light' ? DOCUMENTS : ['/docs/protocol.html', '/docs/recordings.html'])
      test(`${path} can be read`, async ({ page }) => {
        await page.goto(path);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        expect(await accessProblems(page)).toEqual([]);
        await expectNoSideways(page, path);
      });
  });

test('the index leads to every document, and every document back to the page', async ({ page }) => {
  await page.goto('/docs/index.html');
  const led = await page
    .getByRole('main')
    .getByRole('link')
    .evaluateAll((all) => all.map((a) => new URL((a as HTMLAnchorElement).href).pathname));
  expect([...new Set(led), '/docs/index.html'].toSorted()).toEqual(DOCUMENTS.toSorted());
  await page.goto('/docs/decisions/bigint-frames.html');
  await page.getByRole('link', { name: 'Documents' }).click();
  await expect(page).toHaveURL(/\/docs\/index\.html$/);
  await page.getByRole('link', { name: 'FF-A Scope' }).click();
  await expect(page).toHaveURL(/\/index\.html/);
});

test('a citation shows the finding that it names', async ({ page }) => {
  await page.goto('/docs/recordings.html#22b');
  const finding = page.getByText('never ends. In i8-fault-6');
  await expect(finding).toBeInViewport();
  await expect(finding).toHaveCSS('background-color', 'rgb(225, 237, 249)');
});

test('a lesson leads to the recording that it is known from, and stays open', async ({ page }) => {
  await open(page);
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Command, lesson or row number' }).fill('All 64 taken');
  await page.keyboard.press('Enter');
  await settled(page);
  const head = page.getByRole('heading', { level: 1 });
  await expect(head).toContainText('All 64');
  const lesson = await head.innerText();
  const opened = page.waitForEvent('popup');
  await page.getByRole('link', { name: 'recordings 3, in a new tab' }).click();
  const document = await opened;
  await expect(document.getByText('All 64 bound at the SPMC')).toBeInViewport();
  await expect(head).toHaveText(lesson);
});

test('the version, and the licenses of what is bundled, are a way from the list of keys', async ({ page, context }) => {
  await open(page);
  await page.keyboard.press('?');
  const keys = page.getByRole('dialog', { name: 'Keys' });
  await expect(keys).toContainText(`FF-A Scope ${manifest.version}`);
  const opened = context.waitForEvent('page');
  await keys.getByRole('link', { name: /^Licenses of what is bundled/ }).click();
  const licenses = await opened;
  for (const name of ['react-dom', 'zustand', 'd3-shape', 'fzstd'])
    await expect(licenses.getByRole('heading', { name: new RegExp(`^${name} [0-9]`) })).toBeVisible();
  await expect(licenses.getByText('Permission is hereby granted').first()).toBeVisible();
});
