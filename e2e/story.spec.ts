import { fileURLToPath } from 'node:url';
import { expectAccessibleInBothThemes } from './support/axe.ts';
import { currentName, expect, open, settled, test } from './support/page.ts';
import { fileInput, panel, title, toRecordings } from './support/recordings.ts';
import { expectNoSideways } from './support/room.ts';

const console_ = (name: string): string =>
  fileURLToPath(new URL(`../src/import/fixtures/field/${name}.txt`, import.meta.url));

test('a console tells its story: its lines lead to their rows, its first cause to the refusal in a run', async ({
  page,
}) => {
  await open(page);
  await toRecordings(page);
  await fileInput(page).setInputFiles(console_('bitmap-13'));
  await expect(title(page)).toHaveText('bitmap-13.txt');
  const told = panel(page).getByRole('region', { name: 'What its messages tell' });
  const first = told.getByRole('article').first();
  await expect(first.getByRole('heading', { level: 4 })).toContainText('BITMAP_DESTROY was refused');
  await first.getByRole('button', { name: 'Go to line 2' }).first().click();
  await settled(page);
  expect(await currentName(page)).toMatch(/Notification bitmap create error -13/);

  await first
    .getByRole('button', { name: /^Show in a run: / })
    .first()
    .click();
  await expect(page.getByRole('button', { name: 'Simulate' })).toHaveAttribute('aria-current', 'page');
  await settled(page);
  expect(await currentName(page)).toMatch(/DENIED/);
});

for (const width of [1440, 360])
  test.describe(`${width} wide, in both themes`, () => {
    test.use({ viewport: { width, height: width === 360 ? 740 : 900 } });

    test('a story with a call chain is accessible, everything unfolded', async ({ page }) => {
      await open(page);
      if (width === 360) await page.getByRole('combobox', { name: 'Ways in' }).selectOption('Open a recording');
      else await toRecordings(page);
      await fileInput(page).setInputFiles(console_('sleeping-own-mutex'));
      if (width === 360) await page.getByRole('tab', { name: 'Recording' }).click();
      const told = page.getByRole('region', { name: 'What its messages tell' });
      await expect(told.getByText('Call chain 7')).toBeVisible();
      for (const fold of await told.locator('details:not([open]) > summary').all()) await fold.click();
      await expectAccessibleInBothThemes(page, 'the story of a report', () =>
        expectNoSideways(page, 'the story of a report'),
      );
    });
  });
