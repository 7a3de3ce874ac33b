import { callOf, replyTo } from '../src/lessons/find-row.ts';
import { choose, expect, expectRow, inspector, open, row, settled, test } from './support/page.ts';
import { named, PROBE, rowOf } from './support/rows.ts';

const BIND = rowOf(PROBE, callOf('FFA_NOTIFICATION_BIND'));
const REPLY = rowOf(PROBE, replyTo('FFA_NOTIFICATION_BIND'));
/** Rows 0 up to and without this one are equal in both, and far enough from the difference to be folded. */
const FOLDED = REPLY - 2;

test.beforeEach(async ({ page }) => {
  await open(page);
  await choose(page, named(BIND, 'call, .*FFA_NOTIFICATION_BIND'));
  await page.keyboard.press('i');
  await page.getByRole('menuitem', { name: /^DENIED −6/ }).click();
  await expectRow(page, REPLY);
});

test('a fault shows both futures, the equal beginning folded and the difference register by register', async ({
  page,
}) => {
  const both = page.getByRole('region', { name: 'Two futures' });
  await expect(both.getByRole('listbox')).toHaveCount(2);
  const old = both.getByRole('listbox', { name: 'The old run' });
  await expect(old.getByRole('option', { selected: true })).toHaveAccessibleName(named(REPLY, 'reply, .*FFA_SUCCESS'));
  await expect(row(page, named(REPLY, 'reply, .*DENIED −6'))).toBeVisible();
  await expect(
    old.getByRole('option', {
      name: new RegExp(`^Rows 0 to ${FOLDED - 1}, folded: The same in both runs, ${FOLDED} rows`),
    }),
  ).toBeVisible();
  await expect(inspector(page).getByRole('heading', { level: 2 })).toHaveText(`Row ${REPLY}, first difference`);
  await expect(inspector(page).getByRole('row', { name: /^w2 .*fffffffa.*differs/ })).toBeVisible();
  // What the drawing says is told, not shown.
  await expect(inspector(page).getByText(', differs').first()).toHaveCSS('clip-path', 'inset(50%)');
  await expect(page.getByRole('region', { name: 'What differs' })).toContainText('spmc.vm0.bound');
  await row(page, new RegExp(`^Rows 0 to ${FOLDED - 1}`)).click();
  await expect(row(page, named(rowOf(PROBE, callOf('GET_API_VERSION'))))).toBeVisible();
});

test('the other run is one Tab or one click away, and either can be kept', async ({ page }) => {
  const old = page.getByRole('listbox', { name: 'The old run' });
  await old.getByRole('option', { name: named(REPLY + 4) }).click();
  await expect(page.getByRole('listbox', { name: 'The new run' })).toBeVisible();
  await expectRow(page, REPLY + 4);
  await page.getByRole('button', { name: 'Keep old' }).click();
  await expect(page.getByRole('region', { name: 'Two futures' })).toHaveCount(0);
  await expect(row(page, named(REPLY, 'reply, .*FFA_SUCCESS'))).toBeVisible();
});

test('the back button of the browser takes the fork back, forward brings it again', async ({ page }) => {
  await expect(page).toHaveURL(/&b=1\./);
  await page.goBack();
  await settled(page);
  await expect(page.getByRole('region', { name: 'Two futures' })).toHaveCount(0);
  await expectRow(page, BIND);
  await page.goForward();
  await expectRow(page, REPLY);
  await expect(page.getByRole('region', { name: 'Two futures' })).toBeVisible();
});

test('the link of a fork holds both runs', async ({ page, browser }) => {
  await expect(page).toHaveURL(/&b=1\./);
  const other = await browser.newPage();
  await other.goto(page.url());
  await expectRow(other, REPLY);
  await expect(other.getByRole('listbox', { name: 'The old run' })).toBeVisible();
  await other.close();
});

test('the runs are a tree: named, walked and removed', async ({ page }) => {
  await page.getByRole('button', { name: 'Futures' }).click();
  const tree = page.getByRole('dialog', { name: 'Futures' });
  await expect(tree.getByRole('listitem')).toHaveCount(2);
  await tree.getByRole('button', { name: /^Rename The 1st/ }).click();
  await tree.getByRole('textbox').fill('Id 0 is taken');
  await page.keyboard.press('Enter');
  await expect(tree).toContainText('Id 0 is taken');
  await tree.getByRole('button', { name: 'Show As opened' }).click();
  await expect(row(page, named(REPLY, 'reply, .*FFA_SUCCESS'))).toBeVisible();
  await page.getByRole('button', { name: 'Futures' }).click();
  await tree.getByRole('button', { name: 'Remove Id 0 is taken' }).click();
  await expect(tree.getByRole('listitem')).toHaveCount(1);
});
