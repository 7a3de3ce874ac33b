import { callOf } from '../src/lessons/find-row.ts';
import { choose, expect, expectRow, open, row, rows, settled, test } from './support/page.ts';
import { named, PROBE, rowOf } from './support/rows.ts';

const ASKED = rowOf(PROBE, callOf('GET_API_VERSION'));

test.beforeEach(async ({ page }) => {
  await open(page);
  await page.keyboard.press('.');
});

test('rows are found by what they say: next, previous, how many, and only those', async ({ page }) => {
  await page.keyboard.press('/');
  const bar = page.getByRole('search', { name: 'Find rows' });
  await bar.getByRole('textbox').fill('call:BIND');
  await expect(bar.getByRole('status')).toHaveText(/^[1-9]\d* rows?$/);
  await page.keyboard.press('Enter');
  await expect(rows(page).getByRole('option', { selected: true })).toHaveAccessibleName(/call, .*BIND/);
  await bar.getByRole('checkbox', { name: 'Only these' }).check();
  await expect(
    rows(page)
      .getByRole('option', { name: /do not fit the search/ })
      .first(),
  ).toBeVisible();
  await bar.getByRole('textbox').fill('lane:moon');
  await expect(bar.getByRole('status')).toContainText('there is no lane "moon"');
  await page.keyboard.press('Escape');
  await expect(bar).toBeHidden();
  await expect(rows(page).getByRole('option', { name: /do not fit the search/ })).toHaveCount(0);
});

test('functions fold and open again by key and by click', async ({ page }) => {
  await page.keyboard.press('Shift+Z');
  const fold = rows(page)
    .getByRole('option', { name: /^Rows \d+ to \d+, folded: sync_send_receive/ })
    .first();
  await expect(fold).toBeVisible();
  await fold.click();
  await expect(row(page, /^Row \d+, call, .*GET_API_VERSION/)).toBeVisible();
  await page.keyboard.press('Shift+Z');
  await expect(rows(page).getByRole('option', { name: /folded/ })).toHaveCount(0);
});

test('a breakpoint is set at a row, run to, and kept in the link', async ({ page }) => {
  await choose(page, named(ASKED, 'call'));
  await page.keyboard.press('b');
  await page.keyboard.press('Home');
  await page.keyboard.press('g');
  await expectRow(page, ASKED);
  await expect(page).toHaveURL(/&k=call%3AGET_API_VERSION/);
  await page.reload();
  await settled(page);
  await page.keyboard.press('Shift+B');
  await expect(page.getByRole('dialog', { name: 'Breakpoints' })).toContainText('call:GET_API_VERSION');
});

test('panels are sized by key and keep their size', async ({ page }) => {
  const line = page.getByRole('separator', { name: 'Size of the inspector' });
  await line.focus();
  const before = Number(await line.getAttribute('aria-valuenow'));
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await expect(line).toHaveAttribute('aria-valuenow', String(before + 32));
  await page.reload();
  await settled(page);
  await expect(page.getByRole('separator', { name: 'Size of the inspector' })).toHaveAttribute(
    'aria-valuenow',
    String(before + 32),
  );
});

test('work is kept in the browser and opens again', async ({ page }) => {
  await page.getByText('v1', { exact: true }).first().click();
  await expect.poll(() => page.evaluate(() => localStorage.getItem('ffa-scope.recent') ?? '')).toContain('Driver v1');
  await page.goto('about:blank');
  await open(page);
  await page.keyboard.press('o');
  await page.getByRole('button', { name: /Driver v1$/ }).click();
  await settled(page);
  await expect(page.getByRole('radio', { name: 'v1', exact: true })).toBeChecked();
});
