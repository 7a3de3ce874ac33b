import { callOf, replyTo, stepOf } from '../src/lessons/find-row.ts';
import { boxOf, choose, expect, expectRow, open, row, rows, settled, test } from './support/page.ts';
import { named, PROBE, rowOf } from './support/rows.ts';

const ANSWER = rowOf(PROBE, replyTo('GET_API_VERSION'));
/** Two rows of which the second comes after the first. */
const FIRST = rowOf(PROBE, callOf('EXCHANGE_CAPABILITIES'));
const LATER = rowOf(PROBE, stepOf('tee_device_alloc'));

/** Opens a lesson by its words. */
async function lesson(page: import('@playwright/test').Page, words: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Command, lesson or row number' }).fill(words);
  await page.keyboard.press('Enter');
  await settled(page);
}

test('a click in the gutter sets a breakpoint at what the row is, and takes it away', async ({ page }) => {
  await open(page);
  const line = row(page, /^Row \d+, call, .*GET_API_VERSION/);
  const box = await boxOf(line);
  if (box === null) throw new Error('the row is not drawn');
  await page.mouse.click(box.x + 7, box.y + box.height / 2);
  await settled(page);
  await expect(line).toHaveAccessibleName(/ Breakpoint\.$/);
  await expect(rows(page).getByRole('option', { name: / Breakpoint\.$/ })).toHaveCount(1);
  await expectRow(page, 0);
  await expect(page).toHaveURL(/&k=call%3AGET_API_VERSION/);
  await page.mouse.click(box.x + 7, box.y + box.height / 2);
  await expect(rows(page).getByRole('option', { name: / Breakpoint\.$/ })).toHaveCount(0);
  await expect(page).not.toHaveURL(/&k=/);
});

test('the key takes away what stops at the row, whatever its words are', async ({ page }) => {
  await open(page);
  await page.keyboard.press('Shift+B');
  const dialog = page.getByRole('dialog', { name: 'Breakpoints' });
  await dialog.getByRole('textbox').fill('w0=0x84000061');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await page.keyboard.press('g');
  await settled(page);
  const stopped = rows(page).getByRole('option', { selected: true });
  await expect(stopped).toHaveAccessibleName(/FFA_SUCCESS.* Breakpoint\.$/);
  await page.keyboard.press('b');
  await expect(stopped).not.toHaveAccessibleName(/Breakpoint/);
});

for (const [kind, words, query, at] of [
  ['a call', 'Lesson 1:', 'call:FFA_NOTIFICATION_BIND', /, call, .*FFA_NOTIFICATION_BIND/],
  ['a register under a mask', 'Lesson 1:', 'w5=0x4/0xc', /, (call|reply), /],
  ['a function', 'Lesson 1:', 'fn:notify_request', /function, .*notify_request/],
  ['a broken rule', 'Lesson 13:', 'rule:I1', /broken rule, .*I1/],
] as const)
  test(`a breakpoint at ${kind} stops there, is marked, and comes back with the link`, async ({ page }) => {
    await open(page);
    await lesson(page, words);
    await page.keyboard.press('Shift+B');
    await page.getByRole('dialog', { name: 'Breakpoints' }).getByRole('textbox').fill(query);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await page.keyboard.press('g');
    await settled(page);
    const stopped = rows(page).getByRole('option', { selected: true });
    await expect(stopped).toHaveAccessibleName(at);
    await expect(stopped).toHaveAccessibleName(/ Breakpoint\.$/);
    const name = await stopped.getAttribute('aria-label');
    // The row is written into the address a moment after the cursor rests.
    await expect(page).toHaveURL(new RegExp(`&r=${/\d+/.exec(name ?? '')?.[0]}\\b`));
    await expect(page).toHaveURL(new RegExp(`&k=${encodeURIComponent(query).replaceAll('.', '\\.')}`));
    await page.reload();
    await settled(page);
    await expect(rows(page).getByRole('option', { selected: true })).toHaveAccessibleName(name ?? '');
  });

test('the menu of a row runs to it, and is left by Esc', async ({ page }) => {
  await open(page);
  const line = row(page, named(FIRST));
  await line.click({ button: 'right' });
  const menu = page.getByRole('menu', { name: `Row ${FIRST}` });
  await expect(menu.getByRole('menuitem', { name: 'Run to this row' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(line).toHaveAccessibleName(/ Breakpoint\.$/);
  await row(page, named(LATER)).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Run to this row' }).click();
  await expectRow(page, FIRST);
  await page.keyboard.press('.');
  await rows(page).dispatchEvent('contextmenu');
  const own = page.getByRole('menu', { name: `Row ${FIRST}` });
  await expect(own.getByRole('menuitem', { name: 'Remove the breakpoint' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(own).toBeHidden();
  await expect(rows(page)).toBeFocused();
});

test('a click on a line of the source runs to it', async ({ page }) => {
  await open(page);
  await choose(page, named(ANSWER));
  await page.keyboard.press('Home');
  const line = page.getByRole('list', { name: 'Lines of the source' });
  await page.keyboard.press('ArrowRight');
  await settled(page);
  const ran = line.getByTitle('Run to this line: its next row, or its first where none follows');
  const last = ran.last();
  const words = await last.textContent();
  await last.click();
  await settled(page);
  await expect(line.locator('[aria-current=location]')).toContainText((words ?? '').trim());
});
