import { replyTo } from '../src/lessons/find-row.ts';
import { currentName, expect, expectRow, listen, open, register, settled, state, test } from './support/page.ts';
import { named, PROBE, rowOf } from './support/rows.ts';

const REPLY = rowOf(PROBE, replyTo('FFA_NOTIFICATION_BIND'));

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

test('from the first paint to a shared fork by keyboard alone', async ({ page, browser }) => {
  await open(page);
  const { keyboard } = page;
  const name = (): Promise<string> => currentName(page);

  // The tab key alone leads to the rows.
  const list = page.getByRole('listbox', { name: 'Rows' });
  for (let n = 0; n < 60 && !(await list.evaluate((e) => e === document.activeElement)); n++)
    await keyboard.press('Tab');
  await expect(list).toBeFocused();

  // Walk to the BIND, choose DENIED in the menu.
  for (let n = 1; !(await name()).includes('FFA_NOTIFICATION_BIND {0}'); n++) {
    await keyboard.press('ArrowRight');
    await expectRow(page, n);
  }
  await keyboard.press('i');
  const menu = page.getByRole('menu', { name: 'What happens here' });
  const items = menu.getByRole('menuitem');
  await expect(items.first()).toBeFocused();
  const denied = menu.getByRole('menuitem', { name: /^DENIED/ });
  for (let n = 0; n < 20 && !(await denied.evaluate((e) => e === document.activeElement)); n++)
    await keyboard.press('ArrowDown');
  await expect(denied).toBeFocused();
  await keyboard.press('Enter');
  await expect(menu).toBeHidden();
  await expectRow(page, REPLY);
  expect(await name()).toMatch(/FFA_ERROR DENIED −6/);

  // Both futures are there, and where they part.
  const futures = page.getByRole('region', { name: 'Two futures' });
  await expect(futures.getByRole('listbox')).toHaveCount(2);
  await expect(page.getByRole('heading', { name: `Row ${REPLY}, first difference` })).toBeVisible();

  // On to the ENABLE; look at w4.
  for (let n = REPLY + 1; !(await name()).includes('ENABLE_ASYNC_NOTIF id 1'); n++) {
    await keyboard.press('ArrowDown');
    await expectRow(page, n);
  }
  await keyboard.press('4');
  await expect(page.getByRole('button', { name: 'w4', exact: true })).toHaveAttribute('aria-pressed', 'true');
  await expect(register(page, 'w4')).toHaveAccessibleName(/^w4 0x00000001 /);
  await expect(page.getByRole('img', { name: /^w4 of the call is 0x1: .*bottomHalfValue/ })).toBeVisible();
  await keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'w4', exact: true })).toHaveAttribute('aria-pressed', 'false');
  await expect(state(page).getByRole('gridcell', { name: /^id 1, bound by the OP-TEE driver/ })).toBeVisible();
  const there = await name();

  // Copy the link.
  const copy = page.getByRole('button', { name: 'Copy link' });
  for (let n = 0; n < 20 && !(await copy.evaluate((e) => e === document.activeElement)); n++)
    await keyboard.press('Tab');
  await expect(copy).toBeFocused();
  await keyboard.press('Enter');
  await expect(page.getByRole('status').filter({ hasText: 'Link copied' })).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());

  const elsewhere = await browser.newContext();
  const said = listen(elsewhere);
  const other = await elsewhere.newPage();
  await other.goto(link);
  await settled(other);
  expect(await currentName(other)).toBe(there);
  await expect(other.getByRole('region', { name: 'Two futures' }).getByRole('listbox')).toHaveCount(2);
  await expect(
    other
      .getByRole('listbox', { name: 'The old run' })
      .getByRole('option', { name: named(REPLY, 'reply, .*FFA_SUCCESS') }),
  ).toHaveCount(1);
  expect(said).toEqual([]);
  await elsewhere.close();
});

test('every key of the list works and gives the focus back', async ({ page }) => {
  await open(page);
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keys' });
  await expect(help).toBeVisible();
  for (const word of ['Forward one row', 'Play or pause', 'Next fault', 'Inject a fault at this row', 'List of keys'])
    await expect(help.getByText(word, { exact: true })).toBeVisible();
  // The page behind a dialog keeps still.
  await page.keyboard.press('End');
  await page.keyboard.press('Escape');
  await expect(help).toBeHidden();
  await expectRow(page, 0);

  const button = page.getByRole('button', { name: 'List of keys' });
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(help).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(button).toBeFocused();
});

test('the keys of a field stay in the field', async ({ page }) => {
  await open(page);
  const field = page.getByRole('textbox', { name: 'Add to: Bound before the probe' });
  await field.focus();
  await field.pressSequentially('i?.c');
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowLeft');
  await expectRow(page, 0);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(field).toHaveValue('i?.c');
});

test('the scenario is changed by keyboard: capabilities, revision, actions, ids of the grid', async ({ page }) => {
  await open(page);
  await page.getByRole('checkbox', { name: /^ASYNC_NOTIF/ }).focus();
  await page.keyboard.press('Space');
  await expect(page.getByRole('region', { name: 'Capabilities' })).toContainText('w5 = 0x5');
  await page.getByRole('radio', { name: 'v6.12', exact: true }).focus();
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByRole('radio', { name: 'v1', exact: true })).toBeChecked();
  await page.getByRole('button', { name: 'Change action 1, Probe the driver' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Probe the driver: remove' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Nothing happens in this scenario. Add an action to it')).toBeVisible();
  await page.getByRole('combobox', { name: 'Add an action' }).selectOption('Probe the driver');
  await expectRow(page, 0);

  const cells = state(page).getByRole('grid').getByRole('button');
  await cells.first().focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await expect(state(page).getByRole('button', { name: /^id 17, / })).toBeFocused();
  // The arrows of the grid move in the grid only.
  await expectRow(page, 0);
});
