import { callOf, nthRow, replyTo } from '../src/lessons/find-row.ts';
import { DRIVER } from '../src/trace/keys.ts';
import { expect, expectRow, open, slider, state, test } from './support/page.ts';
import { PROBE, rowOf } from './support/rows.ts';

const REPLY = rowOf(PROBE, replyTo('FFA_NOTIFICATION_BIND'));
const WRITTEN = rowOf(
  PROBE,
  nthRow((e) => e.kind === 'change' && e.changes.some((c) => c.key === DRIVER.bottomHalfValue)),
);
const LATER = rowOf(PROBE, callOf('YIELDING_CALL_WITH_ARG'));

test('a cell of the state is watched along the run, goes to its changes, and stays watched', async ({ page }) => {
  await open(page);
  const watched = page.getByRole('region', { name: 'Watched cells' });
  await slider(page).fill(String(LATER));
  await expectRow(page, LATER);
  await state(page)
    .getByRole('button', { name: /^Who wrote bottom_half_value\?/ })
    .click();
  const pin = state(page).getByRole('button', { name: 'Watch bottom_half_value' });
  await pin.click();
  await expect(pin).toHaveAttribute('aria-pressed', 'true');
  const lane = watched.getByRole('toolbar', { name: /^bottom_half_value along the run, \d+ changes$/ });
  await expect(watched.getByRole('status')).toHaveText('0');
  await lane.getByRole('button', { name: new RegExp(`^bottom_half_value, row ${WRITTEN}: .* → 0$`) }).click();
  await expectRow(page, WRITTEN);

  // A key on a cell of the grid does the same; the arrows move among its changes.
  await state(page)
    .getByRole('button', { name: /^id 0,/ })
    .focus();
  await page.keyboard.press('p');
  const id = watched.getByRole('toolbar', { name: /^id 0 along the run/ });
  await expect(id).toBeVisible();
  await id.getByRole('button', { name: 'id 0: free from the start' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(id.getByRole('button', { name: /^id 0, row \d+: free → bound$/ })).toBeFocused();
  await page.keyboard.press('Enter');
  await expectRow(page, REPLY);

  await page.reload();
  await expect(watched.getByRole('toolbar')).toHaveCount(2);
  await watched.getByRole('button', { name: 'Stop watching id 0' }).click();
  await watched.getByRole('button', { name: 'Stop watching bottom_half_value' }).click();
  await expect(watched).toHaveCount(0);
});

test('without a cell in focus the key says what to do', async ({ page }) => {
  await open(page);
  await page.keyboard.press('p');
  await expect(page.getByRole('status').filter({ hasText: 'go to it in the state and press P' })).toBeVisible();
});
