import type { Page } from '@playwright/test';
import { expectAccessible, expectAccessibleInBothThemes } from './support/axe.ts';
import { expect, open, picture, test, tick } from './support/page.ts';
import { expectNoSideways } from './support/room.ts';

async function explored(page: Page) {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog', { name: 'Commands' }).locator('input').fill('Explore');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Explore: what can go wrong here' });
  await expect(dialog.getByRole('status').first()).toContainText(/^(\d+) of \1 faults at \d+ places tried/);
  return dialog;
}

test('every fault: what breaks, a cell by keyboard, and the way to its run', async ({ page }) => {
  await open(page);
  const dialog = await explored(page);
  const found = dialog.getByRole('list', { name: 'What breaks', exact: true }).getByRole('listitem');
  await expect(found.filter({ hasText: 'workqueue:optee_notification' })).toHaveCount(1);
  const cell = dialog.getByRole('button', { name: /^FFA_NOTIFICATION_BIND, DENIED:/ });
  await cell.focus();
  await page.keyboard.press('ArrowRight');
  await expect(dialog.getByRole('button', { name: /^FFA_NOTIFICATION_BIND, RETRY:/ })).toBeFocused();
  await dialog.getByRole('link', { name: /^Open at row \d+: FFA_NOTIFICATION_BIND, RETRY/ }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText(/RETRY/).first()).toBeVisible();
});

test('every order: a rule that breaks is found, and a mistake is explained', async ({ page }) => {
  await open(page);
  const dialog = await explored(page);
  await dialog.getByText('Every order').click();
  const any = dialog.getByLabel('What may happen at any time');
  await any.fill('notfy');
  await dialog.getByRole('button', { name: 'Try every order' }).click();
  await expect(dialog.getByRole('status')).toContainText('Did you mean notify?');
  await any.fill('notify:1');
  await dialog.getByLabel('At most so many switches').selectOption('0');
  await dialog.getByRole('button', { name: 'Try every order' }).click();
  await expect(dialog.getByRole('status')).toContainText('Complete up to 0 switches');
  // The choices, and the states: by keyboard to where a rule breaks, and to its run.
  await dialog.getByText('Choices', { exact: true }).click();
  await expect(dialog.getByRole('row').filter({ hasText: 'One notification, CPU 1nothing runs' })).toHaveCount(1);
  await dialog.getByText('States', { exact: true }).click();
  const graph = dialog.getByLabel(/^Graph of states: \d+ kinds/);
  const moved = graph.locator('g[transform]').first();
  const before = await moved.getAttribute('transform');
  await graph.getByRole('button', { name: 'the beginning' }).focus();
  await page.keyboard.press('-');
  await expect(moved).not.toHaveAttribute('transform', before ?? '');
  await page.keyboard.press('0');
  await page.keyboard.press('ArrowDown');
  await expect(graph.getByRole('button', { name: 'driver probing' })).toBeFocused();
  await expectAccessible(page, 'explore, states');
  await page.setViewportSize({ width: 360, height: 900 });
  await expect(dialog.getByText('driver probing').first()).toBeVisible();
  await expectAccessible(page, 'explore, states as a list');
  await expectNoSideways(page, 'explore, states as a list');
  await page.setViewportSize({ width: 1440, height: 900 });
  await graph.getByRole('button', { name: 'driver probing' }).focus();
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(page).toHaveURL(/r=\d+/);
});

test('two matrices side by side, and where they differ', async ({ page }) => {
  await open(page);
  const dialog = await explored(page);
  await dialog.getByLabel('Beside it').selectOption('fixed');
  const differ = dialog.getByRole('list', { name: 'Where the two differ' });
  await expect(dialog.getByText(/^\d+ cells differ: /)).toBeVisible();
  if (!(await differ.isVisible())) await dialog.getByText(/^\d+ cells differ: /).click();
  await expect(
    differ
      .getByRole('listitem')
      .filter({ hasText: /^tee_device_register/ })
      .first(),
  ).toContainText(/leaks|hangs/);
  await expect(dialog.getByRole('table')).toHaveCount(2);
  await expect(dialog.getByRole('button', { name: /, .* beside it$/ }).first()).toBeVisible();
  await expectAccessible(page, 'explore, two matrices');
  await picture(page, test.info().outputPath('two.png'));
});

test('a search that runs when the page is loaded anew is offered again, and the address stays', async ({ page }) => {
  await open(page);
  const dialog = await explored(page);
  expect(page.url()).toMatch(/#\/explore$/);
  await dialog.getByText('Every order').click();
  await dialog.getByLabel('What may happen at any time').fill('notify:1,remove,session');
  await dialog.getByLabel('At most so many switches').selectOption('4');
  await dialog.getByRole('button', { name: 'Try every order' }).click();
  await expect(dialog.getByRole('status')).toContainText(/\d+ states/);
  await page.reload();
  await dialog.getByRole('button', { name: 'Begin it again' }).click();
  await expect(dialog.getByLabel('What may happen at any time')).toHaveValue('notify:1,remove,session');
  await expect(dialog.getByRole('status')).toContainText(/\d+ states.* wait/);
  await dialog.getByRole('button', { name: 'Stop and keep what is there' }).click();
  await expect(dialog.getByRole('status')).toContainText('Stopped. What has been found is kept.');
  await page.reload();
  await expect(dialog.getByRole('button', { name: 'Begin it again' })).toHaveCount(0);
});

test('which fix ends what, and each fix is a switch of the scenario', async ({ page }) => {
  await open(page);
  const dialog = await explored(page);
  await dialog.getByText('Every fix').click();
  await dialog.getByRole('button', { name: 'Try the fixes' }).click();
  const row = dialog.getByRole('row').filter({ hasText: 'I2: id 55 is free' });
  await expect(row.getByRole('img', { name: 'hash-by-id both' })).toBeVisible({ timeout: 120_000 });
  await dialog.getByRole('button', { name: 'Stop and keep what is there' }).click();
  await expect(dialog.getByRole('status')).toContainText('Stopped. What has been found is kept.');
  await expectAccessible(page, 'explore, fixes');
  await picture(page, test.info().outputPath('fixes.png'));
  await page.keyboard.press('Escape');
  await page.getByRole('group', { name: 'Linux driver' }).getByText('fixed').click();
  const fixes = page.getByRole('region', { name: 'Fixes' });
  await tick(fixes.getByLabel('drain'), false);
  await expect(fixes).toContainText('14 of 15');
  await expectAccessible(page, 'fixes');
});

for (const width of [1440, 360])
  test.describe(`${width} wide, in both themes`, () => {
    test.use({ viewport: { width, height: 900 } });
    test('what was explored can be read by everybody', async ({ page }) => {
      await open(page);
      await explored(page);
      await expectAccessibleInBothThemes(page, 'explore', async (theme) => {
        await expectNoSideways(page, 'explore');
        await picture(page, test.info().outputPath(`explore-${theme}.png`));
      });
    });
  });
