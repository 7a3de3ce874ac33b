import { callOf, stepOf } from '../src/lessons/find-row.ts';
import { boxOf, choose, expect, expectRow, open, row, settled, slider, state, test } from './support/page.ts';
import { lastRow, named, PROBE, rowOf } from './support/rows.ts';

const LAST = lastRow(PROBE);
const BIND = rowOf(PROBE, callOf('FFA_NOTIFICATION_BIND'));
/** The driver holds its work queue from here on. */
const QUEUE = rowOf(PROBE, stepOf('create_workqueue'));
const TARGET = BIND + 6;

test.beforeEach(({ page }) => open(page));

test('the first paint is a probe at its first step', async ({ page }) => {
  await expectRow(page, 0);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('A probe, step by step');
  await expect(row(page, /^Row 0, function, user space to FF-A core: ffa_device_probe/)).toBeVisible();
  await expect(row(page, /^Row 1, function, FF-A core to OP-TEE driver: optee_ffa_probe/)).toBeVisible();
  await expect(row(page, /^Row \d+, call, FF-A core to OP-TEE: GET_API_VERSION/)).toBeVisible();
  await expect(page.getByRole('img', { name: /^Lanes from left to right\. Normal world: .*EL3/ })).toBeVisible();
  await expect(page).toHaveTitle(/^A probe, step by step/);
});

test('the buttons move the cursor', async ({ page }) => {
  const press = (name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();
  await press('Forward one row');
  await expectRow(page, 1);
  await press('Forward one row');
  await expectRow(page, 2);
  await press('Back one row');
  await expectRow(page, 1);
  await press('Last row');
  await expectRow(page, LAST);
  await press('Forward one row');
  await expectRow(page, LAST);
  await press('First row');
  await expectRow(page, 0);
  await press('Back one row');
  await expectRow(page, 0);
});

test('the keys move the cursor', async ({ page }) => {
  for (const [key, at] of [
    ['ArrowRight', 1],
    ['ArrowDown', 2],
    ['ArrowLeft', 1],
    ['End', LAST],
    ['ArrowRight', LAST],
    ['ArrowUp', LAST - 1],
    ['Home', 0],
    ['ArrowLeft', 0],
  ] as const) {
    await page.keyboard.press(key);
    await expectRow(page, at);
  }
});

test('a click selects a row, and the arrows go on from there', async ({ page }) => {
  await choose(page, named(BIND, 'call, FF-A core to SPMC: FFA_NOTIFICATION_BIND \\{0\\}'));
  await expectRow(page, BIND);
  await page.keyboard.press('ArrowDown');
  await expectRow(page, BIND + 1);
});

test('play can be paused, and runs to the end', async ({ page }) => {
  const speed = page.getByRole('combobox', { name: 'Speed' });
  await speed.selectOption('1×');
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await settled(page);
  const at = Number(await slider(page).inputValue());
  expect(at).toBeLessThan(LAST);
  await expectRow(page, at);
  await slider(page).fill(String(LAST - 22));
  await speed.selectOption('8×');
  // From the diagram: a focused button takes Space for itself.
  await page.keyboard.press('.');
  await page.keyboard.press('Space');
  await expectRow(page, LAST);
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
});

test('the scrubber goes anywhere by mouse and by key', async ({ page }) => {
  const box = await boxOf(slider(page));
  if (box === null) throw new Error('the slider has no box');
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await settled(page);
  const middle = Number(await slider(page).inputValue());
  expect(Math.abs(middle - LAST / 2)).toBeLessThanOrEqual(2);
  await expectRow(page, middle);
  await slider(page).press('ArrowRight');
  await expectRow(page, middle + 1);
  await slider(page).press('End');
  await expectRow(page, LAST);
  await slider(page).press('Home');
  await expectRow(page, 0);
  await expect(slider(page)).toHaveAttribute('aria-valuetext', /^Row 0, .*ffa_device_probe.* t = /);
});

test('the jumps stop at what matters and say when there is nothing', async ({ page }) => {
  await page.getByRole('button', { name: 'Next change' }).click();
  await settled(page);
  const first = Number(await slider(page).inputValue());
  expect(first).toBeGreaterThan(0);
  await page.keyboard.press('c');
  await settled(page);
  expect(Number(await slider(page).inputValue())).toBeGreaterThan(first);
  await page.keyboard.press('Shift+C');
  await expectRow(page, first);
  await page.getByRole('button', { name: 'Next fault' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'No later fault.' })).toBeVisible();
  await expectRow(page, first);
});

test('the speed goes from a quarter to eight times, by key too, and is kept', async ({ page }) => {
  const speed = page.getByRole('combobox', { name: 'Speed' });
  await expect(speed.getByRole('option')).toHaveText(['0.25×', '0.5×', '1×', '2×', '4×', '8×']);
  await expect(speed).toHaveValue('2');
  await page.keyboard.press('+');
  await page.keyboard.press('+');
  await expect(speed.locator('option:checked')).toHaveText('4×');
  await page.keyboard.press('-');
  await expect(speed.locator('option:checked')).toHaveText('2×');
  for (let i = 0; i < 9; i++) await page.keyboard.press('-');
  await expect(speed.locator('option:checked')).toHaveText('0.25×');
  await page.reload();
  await settled(page);
  await expect(speed.locator('option:checked')).toHaveText('0.25×');
});

test('a row is gone to by its number, and a number that is none says why', async ({ page }) => {
  await page.keyboard.press('.');
  await page.keyboard.press('j');
  const field = page.getByRole('textbox', { name: `Row, 0 to ${LAST}` });
  await expect(field).toBeFocused();
  const form = page.getByRole('form', { name: 'Go to row' });
  await field.fill(String(LAST + 1));
  await field.press('Enter');
  await expect(form.getByRole('status')).toHaveText(`There is no row ${LAST + 1}. The last one is ${LAST}.`);
  await field.fill('bind');
  await form.getByRole('button', { name: 'Go', exact: true }).click();
  await expect(form.getByRole('status')).toHaveText(`“bind” is no row. Write a number from 0 to ${LAST}, as 40.`);
  await field.fill('40');
  await field.press('Enter');
  await expect(form).toBeHidden();
  await expectRow(page, 40);
  await expect(page.getByRole('listbox', { name: 'Rows' })).toBeFocused();
  await page.getByRole('button', { name: `Row 40 of ${LAST}, go to another` }).click();
  await expect(field).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: `Row 40 of ${LAST}, go to another` })).toBeFocused();
});

test('a run to a row is played there and stops at breakpoints on the way', async ({ page }) => {
  await choose(page, named(BIND, 'call, FF-A core to SPMC: FFA_NOTIFICATION_BIND'));
  await page.keyboard.press('b');
  await page.keyboard.press('Home');
  await page.keyboard.press('j');
  await page.getByRole('textbox', { name: `Row, 0 to ${LAST}` }).fill(String(TARGET));
  await page.keyboard.press('Shift+Enter');
  await expectRow(page, BIND);
  await expect(page.getByRole('status').filter({ hasText: `on the way to row ${TARGET}` })).toBeVisible();
  await page.keyboard.press('j');
  await page.getByRole('textbox', { name: `Row, 0 to ${LAST}` }).fill(String(TARGET));
  await page.getByRole('button', { name: 'Run there' }).click();
  await expectRow(page, TARGET);
});

test('a cell of the state leads to the row that wrote it, and back', async ({ page }) => {
  await page.keyboard.press('End');
  await expectRow(page, LAST);
  await state(page)
    .getByRole('button', { name: `Go to row ${QUEUE}`, exact: true })
    .click();
  await expectRow(page, QUEUE);
  const back = page.getByRole('button', { name: `Back to row ${LAST}` });
  await expect(back).toBeVisible();
  await page.keyboard.press('.');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Backspace');
  await expectRow(page, LAST);
  await expect(back).toBeHidden();
});
