import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { formatNamed } from '../src/export/formats.ts';
import { type Choice, WHOLE } from '../src/export/subject.ts';
import { SUBJECTS } from '../src/export/subjects.fixture.ts';
import { expectAccessible, expectAccessibleInBothThemes } from './support/axe.ts';
import { linkTo } from './support/links.ts';
import { expect, open, settled, test } from './support/page.ts';
import { expectNoSideways } from './support/room.ts';

const dialog = (page: Page): Locator => page.getByRole('dialog', { name: 'Export' });
const preview = (page: Page): Locator => dialog(page).getByRole('region', { name: 'Preview' });

async function openExport(page: Page): Promise<void> {
  await open(page);
  await page.keyboard.press('Control+e');
  await expect(preview(page)).toBeVisible();
  await settled(page);
}

/** What the model writes of lesson 1, which is what the page opens with; the link is the page's. */
async function written(name: string, choice: Partial<Choice> = {}): Promise<string> {
  const subject = await (SUBJECTS.probe as NonNullable<(typeof SUBJECTS)[string]>)();
  return [...formatNamed(name).lines(subject, { ...WHOLE, ...choice })].map((l) => `${l}\n`).join('');
}

/** All but the link, which has the address and the row of the page. */
const withoutLink = (text: string): string => text.replace(/\n(Link|#s=|http)[\s\S]*$/, '');

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

test('what is copied and saved is what is shown, and what the command line writes', async ({ page }) => {
  await openExport(page);
  await expect(dialog(page).getByRole('radio', { name: 'Text, 72 columns' })).toBeChecked();
  const shown = `${await preview(page).textContent()}\n`;
  expect(withoutLink(shown)).toBe(withoutLink(await written('text')));
  await dialog(page).getByRole('button', { name: 'Copy text' }).click();
  await expect(dialog(page).getByRole('status')).toHaveText('Copied');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(shown);
  const [file] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Control+s')]);
  expect(file.suggestedFilename()).toMatch(/^[a-z0-9-]+\.txt$/);
  expect(readFileSync(await file.path(), 'utf8')).toBe(shown);
});

test('rows, level of detail and lanes change the preview; the command says the same', async ({ page }) => {
  await openExport(page);
  const d = dialog(page);
  await d.getByRole('radio', { name: 'Text, 72 columns' }).press('ArrowUp');
  await expect(d.getByRole('radio', { name: 'Table' })).toBeChecked();
  await d.getByRole('spinbutton', { name: 'from' }).fill('20');
  await d.getByRole('spinbutton', { name: 'to' }).fill('40');
  await d.getByText('Calls', { exact: true }).click();
  await d.getByRole('checkbox', { name: 'OP-TEE', exact: true }).uncheck();
  const choice = { from: 20, end: 41, detail: 'calls', hidden: ['optee'] } as const;
  await expect(preview(page)).toHaveText((await written('table', choice)).trimEnd(), { useInnerText: true });
  await expect(d.getByText('ffa-scope run LINK --format table --rows 20-40 --detail calls --hide optee')).toBeVisible();
  await d.getByRole('spinbutton', { name: 'to' }).fill('10');
  await expect(d.getByRole('alert')).toContainText('There are no such rows');
  await expect(d.getByRole('button', { name: /^Copy/ })).toBeDisabled();
});

test('a picture is drawn, shown and saved as SVG and PNG', async ({ page }) => {
  await openExport(page);
  const d = dialog(page);
  for (const [name, begins] of [
    ['SVG', '<svg'],
    ['PNG', '\x89PNG'],
  ] as const) {
    await d.getByText(name, { exact: true }).click();
    const image = d.getByRole('img', { name: /as they are drawn/ });
    await expect.poll(() => image.evaluate((e) => (e as HTMLImageElement).naturalWidth)).toBe(1280);
    const saved = page.waitForEvent('download');
    await d.getByRole('button', { name: /^Save as/ }).click();
    expect(readFileSync(await (await saved).path(), 'latin1').slice(0, 4)).toBe(begins);
  }
});

test('two futures side by side are taken as one drawing, or one of them alone', async ({ page }) => {
  await open(page);
  await page.keyboard.press('c');
  await page.keyboard.press('i');
  await page.getByRole('menuitem').first().click();
  await settled(page);
  await expect(page.getByRole('region', { name: 'Two futures' })).toBeVisible();
  await page.keyboard.press('Control+e');
  const d = dialog(page);
  await d.getByText('SVG', { exact: true }).click();
  const width = () =>
    d.getByRole('img', { name: /as they are drawn/ }).evaluate((e) => (e as HTMLImageElement).naturalWidth);
  await expect.poll(width).toBe(1968);
  await expect(d.getByText('ffa-scope diff A B --format svg')).toBeVisible();
  await d.getByText('Mermaid', { exact: true }).click();
  await expect(preview(page)).toContainText('alt A');
  await expectAccessible(page, 'two futures');
  await d.getByText('This one', { exact: true }).click();
  await expect(preview(page)).not.toContainText('alt A');
  await expect(d.getByText(/ffa-scope run LINK --format mermaid/)).toBeVisible();
  // A format of one run alone does not ask.
  await d.getByText('C list of calls', { exact: true }).click();
  await expect(d.getByText('Both, side by side')).toHaveCount(0);
});

test('what is folded in the diagram is folded in the picture, unless it is not wanted', async ({ page }) => {
  await open(page, '#lesson=eacces-walk');
  await page.keyboard.press('Control+e');
  const d = dialog(page);
  await d.getByText('SVG', { exact: true }).click();
  const height = () =>
    d.getByRole('img', { name: /as they are drawn/ }).evaluate((e) => (e as HTMLImageElement).naturalHeight);
  await expect.poll(height).toBeGreaterThan(300);
  const folded = await height();
  await expect(d.getByText(/--fold \d+-\d+/)).toBeVisible();
  await d.getByRole('checkbox', { name: 'Folds, as in the diagram' }).uncheck();
  await expect.poll(height).toBeGreaterThan(2 * folded);
});

test('what is too long says which rows would do', async ({ page }) => {
  const actions = Array.from({ length: 30 }, () => [{ do: 'probe' }, { do: 'remove' }]).flat();
  await open(page, await linkTo({ actions }, 0));
  await page.keyboard.press('Control+e');
  await dialog(page).getByText('Mermaid', { exact: true }).click();
  await expect(dialog(page).getByRole('alert')).toContainText(
    /at most 50,000 characters.*Take them in parts \(rows 0-\d+, /,
  );
});

for (const width of [1440, 360])
  test.describe(`${width} wide, in both themes`, () => {
    test.use({ viewport: { width, height: width === 360 ? 740 : 900 } });
    test('has names, contrast and room', async ({ page }) => {
      await openExport(page);
      await expectAccessibleInBothThemes(page, 'export', () => expectNoSideways(page, 'export'));
      await dialog(page).getByText('SVG', { exact: true }).click();
      await expectAccessibleInBothThemes(page, 'export of a picture');
    });
  });
