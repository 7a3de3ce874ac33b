import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CALLS } from '../src/abi/ffa-call.ts';
import { accessProblems, expectAccessibleInBothThemes } from './support/axe.ts';
import { expect, inspector, open, settled, test } from './support/page.ts';
import { expectNoSideways } from './support/room.ts';

const BIND = '#/calls/FFA_NOTIFICATION_BIND';

test('the build has a plain page for every call', () => {
  const built = readdirSync(fileURLToPath(new URL('../dist/reference/calls/', import.meta.url)));
  expect(built.toSorted()).toEqual(['index.html', ...CALLS.map((c) => `${c.name}.html`)].toSorted());
});

test.describe('without a script', () => {
  test.use({ javaScriptEnabled: false });
  test('the plain pages can be read, and lead to each other', async ({ page }) => {
    await page.goto('/reference/index.html');
    await page.getByRole('link', { name: 'Calls of FF-A' }).click();
    await page.getByRole('link', { name: 'FFA_NOTIFICATION_BIND', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('FFA_NOTIFICATION_BIND');
    await page
      .getByRole('cell', { name: /^DENIED/ })
      .first()
      .getByRole('link')
      .click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText('DENIED −6');
    await page.getByRole('link', { name: 'Open in the page' }).click();
    await expect(page).toHaveURL(/index\.html#\/errors\/DENIED$/);
  });
});

for (const colorScheme of ['light', 'dark'] as const)
  test.describe(`${colorScheme}, on a phone`, () => {
    test.use({ colorScheme, viewport: { width: 360, height: 740 } });
    for (const path of [
      'calls/FFA_NOTIFICATION_BIND.html',
      'glossary/index.html',
      'signs/index.html',
      'causes/index.html',
    ])
      test(`the plain page ${path} can be read`, async ({ page }) => {
        await page.goto(`/reference/${path}`);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        expect(await accessProblems(page)).toEqual([]);
        await expectNoSideways(page, path);
      });
  });

test.describe('on a phone, in both themes', () => {
  test.use({ viewport: { width: 360, height: 740 } });
  for (const route of ['calls/FFA_NOTIFICATION_BIND', 'reference', 'signs', 'glossary/spmc', 'errors'])
    test(`#/${route} is accessible`, async ({ page }) => {
      await open(page, `#/${route}`);
      await expect(page.getByRole('dialog')).toBeVisible();
      await expectAccessibleInBothThemes(page, route);
    });
});

test('an address opens a page over the run; its links, the lessons and the back button lead on', async ({ page }) => {
  await open(page, BIND);
  const dialog = page.getByRole('dialog', { name: 'FFA_NOTIFICATION_BIND' });
  await expect(dialog).toContainText('section 17.3 of 1.1');
  await dialog.getByRole('link', { name: 'DENIED' }).first().click();
  await expect(page.getByRole('dialog', { name: /DENIED −6/ })).toBeVisible();
  await page.goBack();
  await expect(dialog).toBeVisible();
  await dialog.getByRole('link', { name: /^Lesson 3, / }).click();
  await settled(page);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(inspector(page).getByRole('heading', { level: 2 })).toHaveText(/^Row 25,/);
});

test('the inspector leads to the pages of its row, and closing one comes back to it', async ({ page }) => {
  await open(page, BIND);
  await page
    .getByRole('dialog')
    .getByRole('link', { name: /^Lesson 3, / })
    .click();
  await settled(page);
  await inspector(page).getByRole('link', { name: 'FFA_NOTIFICATION_BIND' }).click();
  await expect(page.getByRole('dialog', { name: 'FFA_NOTIFICATION_BIND' })).toBeVisible();
  await settled(page);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(inspector(page).getByRole('heading', { level: 2 })).toHaveText(/^Row 25,/);
});

test('an address without a page says so', async ({ page }) => {
  await open(page, '#/calls/FFA_NOTHING');
  await expect(page.getByRole('alert')).toContainText('no page “calls/FFA_NOTHING”');
});

test('a list is searched, and the legend is reached from the list of keys', async ({ page }) => {
  await open(page, '#/causes');
  const find = page.getByRole('searchbox', { name: 'Show those with' });
  await find.fill('ids bound');
  await expect(page.getByRole('row').nth(1)).toBeVisible();
  expect(await page.getByRole('row').count()).toBeLessThan(60);
  await page.getByRole('button', { name: 'Close' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('?');
  await page.getByRole('link', { name: 'Signs of the diagram' }).click();
  await expect(page.getByRole('dialog', { name: 'Signs of the diagram' })).toContainText('A rule is broken');
});
