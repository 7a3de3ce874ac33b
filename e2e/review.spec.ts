import type { Page } from '@playwright/test';
import { expectAccessible } from './support/axe.ts';
import { expect, open, test } from './support/page.ts';
import { expectNoSideways } from './support/room.ts';

const LIST = ['{"v":1,"title":"A wake-up","actions":[{"do":"probe"},{"do":"notify"}]}', '{"v":1,"title":"A probe"}'];

async function openReview(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  const commands = page.getByRole('dialog', { name: 'Commands' });
  await commands.locator('input').fill('Review: what');
  await page.keyboard.press('Enter');
}

/** The review dialog with a list of two scenarios, on v1 and v6.12. */
async function reviewed(page: Page) {
  await openReview(page);
  const dialog = page.getByRole('dialog', { name: 'Review: what a change breaks and fixes' });
  await dialog.getByLabel('Before', { exact: true }).selectOption('v1');
  await dialog.getByLabel('After', { exact: true }).selectOption('v6.12');
  await dialog.getByText('A list of your own').click();
  await dialog.getByLabel('One scenario a line, as JSON or as a link').fill(LIST.join('\n'));
  await dialog.getByRole('button', { name: 'Run 2 scenarios on both' }).click();
  await expect(dialog.getByText('2 of 2 scenarios: 0 broken, 1 fixed, 0 different, 1 the same.')).toBeVisible();
  return dialog;
}

test('two scenarios on two drivers: verdicts, the summary for a mail, and the way to both runs', async ({ page }) => {
  await open(page);
  const dialog = await reviewed(page);
  const lines = dialog.getByRole('list', { name: 'Reviewed scenarios' }).getByRole('listitem');
  await expect(lines).toHaveCount(2);
  await expect(lines.first()).toContainText(/fixed.*A wake-up.*Was: I23/);
  const mail = await dialog.getByRole('region', { name: 'summary', exact: true }).innerText();
  expect(mail).toMatch(/^FF-A Scope review: v1/);
  for (const line of mail.split('\n')) expect(line.length).toBeLessThanOrEqual(72);
  await dialog.getByText('fixed 1', { exact: true }).click();
  await expect(lines).toHaveCount(1);
  await lines.getByRole('link').click();
  await expect(page.getByRole('region', { name: 'Two futures' }).getByRole('listbox')).toHaveCount(2);
  // Who comes back finds it as it was.
  await openReview(page);
  await expect(lines).toHaveCount(2);
});

for (const colorScheme of ['light', 'dark'] as const)
  for (const width of [1440, 360])
    test.describe(`${colorScheme}, ${width} wide`, () => {
      test.use({ colorScheme, viewport: { width, height: 900 } });
      test('the review can be read by everybody', async ({ page }) => {
        await open(page);
        await reviewed(page);
        await expectAccessible(page, 'review');
        await expectNoSideways(page, 'review');
        await page.screenshot({ path: test.info().outputPath('review.png') });
      });
    });
