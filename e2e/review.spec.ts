import type { Page } from '@playwright/test';
import { REVISIONS } from '../src/stack/linux/revisions.ts';
import { SECURE_WORLD_FACTS } from '../src/stack/secure/facts.ts';
import { expectAccessibleInBothThemes } from './support/axe.ts';
import { expect, open, picture, test } from './support/page.ts';
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

for (const width of [1440, 360])
  test.describe(`${width} wide, in both themes`, () => {
    test.use({ viewport: { width, height: 900 } });
    test('the review can be read by everybody', async ({ page }) => {
      await open(page);
      await reviewed(page);
      await expectAccessibleInBothThemes(page, 'review', async (theme) => {
        await expectNoSideways(page, 'review');
        await picture(page, test.info().outputPath(`review-${theme}.png`));
      });
    });
  });

test('a review has an address of its own, which runs it, and Back and closing lead to the run again', async ({
  page,
}) => {
  await open(page, '#/review/v7.3/optee..v7.3/hafnium');
  const dialog = page.getByRole('dialog', { name: 'Review: what a change breaks and fixes' });
  await expect(dialog.getByRole('status').filter({ hasText: 'scenarios:' })).toHaveText(
    /^(\d+) of \1 scenarios: \d+ broken/,
    // Every lesson and its variants are run on both.
  );
  await expect(dialog.getByLabel('After, secure world')).toHaveValue('hafnium');
  // What ships is a link, and the address follows it.
  await dialog.getByRole('link', { name: 'v7.3 → fixed' }).click();
  await expect(page).toHaveURL(/#\/review\/v7\.3\.\.fixed$/);
  await expect(dialog.getByLabel('Before', { exact: true })).toHaveValue('v7.3');
  await expect(dialog.getByLabel('After, secure world')).toHaveValue('');
  await page.goBack();
  await expect(page).toHaveURL(/hafnium$/);
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(dialog).toBeHidden();
  await expect(page).toHaveURL(/#s=1\./);
});

test('an address that names no review says so', async ({ page }) => {
  await open(page, '#/review/v6.13..v7.3');
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText('“v6.13..v7.3”, which names no two drivers');
});

test('two lessons side by side from the header, then shown in one diagram', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Compare' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Left, scenario').selectOption('remove');
  await dialog.getByLabel('Right, scenario').selectOption('kexec');
  await expect(dialog.getByRole('region', { name: /^Outcome on/ })).toHaveCount(2);
  await expect(page.getByRole('dialog', { name: /^A remove, step by step.* beside kexec/ })).toBeVisible();
  await dialog.getByRole('button', { name: 'Show both in the diagram' }).click();
  await expect(page.getByRole('region', { name: 'Two futures' }).getByRole('listbox')).toHaveCount(2);
});

test('every list of drivers and of secure worlds has each that there is', async ({ page }) => {
  const drivers = REVISIONS.map((r) => r.id);
  const worlds = SECURE_WORLD_FACTS.map((w) => w.id);
  await open(page);
  const scenario = page.getByRole('complementary', { name: 'Scenario' });
  const labels = (name: string) =>
    scenario.getByRole('group', { name, exact: true }).locator('label').allTextContents();
  expect(await labels('Linux driver')).toEqual(REVISIONS.map((r) => r.label));
  expect(await labels('Secure world')).toEqual(SECURE_WORLD_FACTS.map((w) => w.label));
  const lists = async (names: readonly string[], own: readonly string[]): Promise<void> => {
    const dialog = page.getByRole('dialog');
    for (const name of names) {
      const options = async (label: string): Promise<string[]> => {
        const list = dialog.getByRole('combobox', { name: label, exact: true });
        await expect(list).toBeVisible();
        return list.locator('option').evaluateAll((all) => all.map((o) => (o as HTMLOptionElement).value));
      };
      expect(await options(name)).toEqual([...own, ...drivers]);
      expect(await options(`${name}, secure world`)).toEqual([...own, ...worlds]);
    }
  };
  await page.getByRole('button', { name: 'Compare' }).click();
  await lists(['Left', 'Right'], []);
  await page.getByRole('dialog').getByRole('button', { name: 'Review every lesson' }).click();
  await lists(['Before', 'After'], ['']);
});
