import { callOf, replyTo } from '../src/lessons/find-row.ts';
import { choose, expect, expectRow, inspector, open, row, settled, slider, test } from './support/page.ts';
import { GRANTED, lastRow, named, PROBE, rowOf, WALK } from './support/rows.ts';

const BIND = rowOf(PROBE, callOf('FFA_NOTIFICATION_BIND'));
const REPLY = rowOf(PROBE, replyTo('FFA_NOTIFICATION_BIND'));
const VERSION = rowOf(WALK, replyTo('GET_API_VERSION'));
const FOUND = rowOf(WALK, GRANTED);

test('every fault forks, and both runs stay to be seen', async ({ page }) => {
  await open(page);
  await choose(page, named(BIND, 'call'));
  await page.keyboard.press('i');
  await page.getByRole('menuitem', { name: /^DENIED −6/ }).click();
  await expectRow(page, REPLY);
  const runs = page.getByRole('combobox', { name: 'Run, 2 are kept' });
  await runs.selectOption({ index: 0 });
  await expect(row(page, named(REPLY, 'reply, .*FFA_SUCCESS'))).toBeVisible();
  await expectRow(page, REPLY);
  await runs.selectOption({ index: 1 });
  await expect(row(page, named(REPLY, 'reply, .*DENIED −6'))).toBeVisible();
  // The cursor keeps its place as far as the runs are the same.
  await page.keyboard.press('.');
  await page.keyboard.press('End');
  await runs.selectOption({ index: 0 });
  await expectRow(page, REPLY);
  await expect(runs).toContainText(`from row ${REPLY}`);
});

test('the lessons are in one list', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'All lessons' }).click();
  const dialog = page.getByRole('dialog', { name: 'All lessons' });
  await dialog.getByRole('button', { name: /The -EACCES walk/ }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('region', { name: 'Lesson', exact: true })).toContainText(/Lesson 3\b.*The −EACCES walk/);
  // It opens at its first step.
  await expect(page.getByRole('region', { name: 'Steps' }).locator('[aria-current="step"]')).toContainText(/^1/);
  await expect(page.getByRole('region', { name: 'Bound before the probe' })).toContainText('3 of 64');
  // What the lesson says stands at its rows, and nothing of the lesson before it.
  await slider(page).fill(String(VERSION));
  const caption = page.getByRole('region', { name: 'What happens here' }).getByRole('status');
  await expect(caption).toHaveText(`Row ${VERSION}. OP-TEE answers. The OP-TEE interface has version 1.0.`);
  await slider(page).fill(String(FOUND));
  await expect(caption).toHaveText(new RegExp(`^Row ${FOUND}\\. Id 3 is free and becomes the bottom half value\\. `));
});

test('a command is found by a part of its name, a row by its number', async ({ page }) => {
  await open(page);
  await page.keyboard.press('Control+k');
  const field = page.getByRole('combobox', { name: 'Command, lesson or row number' });
  await expect(field).toBeFocused();
  await field.fill('last row');
  await page.keyboard.press('Enter');
  await expectRow(page, lastRow(PROBE));
  await page.keyboard.press('Control+k');
  await field.fill('63');
  await page.keyboard.press('Enter');
  await expectRow(page, 63);
  await page.keyboard.press('Control+k');
  await field.fill('no such thing');
  // What is no command may stand in a row.
  await expect(page.getByRole('dialog').getByRole('option')).toHaveText([/Find rows with no such thing/]);
  await page.keyboard.press('Escape');
  await expectRow(page, 63);
});

test('the theme that was chosen stays', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await open(page);
  const html = page.locator('html');
  await expect(html).toHaveAttribute('data-theme', 'dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await expect(html).toHaveAttribute('data-theme', 'light');
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect(html).toHaveAttribute('data-theme', 'dark');
  const button = page.getByRole('button', { name: /^Theme: / });
  await expect(button).toHaveAccessibleName('Theme: as the system. Change to light');
  await button.click();
  await expect(html).toHaveAttribute('data-theme', 'light');
  await page.reload();
  await settled(page);
  await expect(html).toHaveAttribute('data-theme', 'light');
  await expect(button).not.toHaveAccessibleName(/as the system\. /);
});

test('the source shows the line that the row comes from', async ({ page }) => {
  await open(page);
  await choose(page, /call, FF-A core to SPMC: FFA_NOTIFICATION_BIND \{0\}/);
  const source = page.getByRole('region', { name: 'Source' });
  await expect(source).toContainText('linux/arm-ffa/notifier.ts');
  await expect(source.locator('[aria-current]')).toContainText('May this partition signal the id?');
});

test('the inspector marks a register that must be zero and is not', async ({ page }) => {
  await open(page);
  await choose(page, named(REPLY, 'reply'));
  await page.keyboard.press('i');
  await page.getByRole('menuitem', { name: /^Edit the reply registers/ }).click();
  await page.getByRole('textbox', { name: 'w4' }).fill('0x10');
  await page.getByRole('button', { name: 'Fork the run' }).click();
  await expectRow(page, REPLY);
  await expect(inspector(page).getByRole('row', { name: /^w4 .*MBZ 0x10$/ })).toBeVisible();
});

test.describe('between 900 and 1279 pixels', () => {
  test.use({ viewport: { width: 1024, height: 768 } });

  test('the scenario opens over the diagram and closes again', async ({ page }) => {
    await open(page);
    const toggle = page.getByRole('button', { name: 'Show the scenario' });
    await toggle.click();
    await expect(page.getByRole('checkbox', { name: /^ASYNC_NOTIF/ })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('checkbox', { name: /^ASYNC_NOTIF/ })).toBeHidden();
    await expect(toggle).toBeFocused();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wide).toBe(0);
  });
});

test('the source leads to the function upstream, and to the handler that answers', async ({ page }) => {
  await open(page);
  await choose(page, /call, .*FFA_NOTIFICATION_BIND \{0\}/);
  const source = page.getByRole('region', { name: 'Source' });
  await expect(source.getByRole('link', { name: /^ffa_notification_bind in Linux 6\.12\.117/ })).toHaveAttribute(
    'href',
    /driver\.c\?h=v6\.12\.117#n\d+$/,
  );
  await expect(source.getByRole('link', { name: /^handle_notification_bind in OP-TEE d5001fe0/ })).toHaveAttribute(
    'href',
    /thread_spmc\.c#L\d+$/,
  );
});

test('every dialog begins at the same height, in the middle', async ({ page }) => {
  await open(page);
  for (const [key, name] of [
    ['v', 'View'],
    ['o', 'Recent work'],
    ['?', 'Keys'],
    ['Control+k', 'Commands'],
    ['h', 'By hand'],
    ['Shift+B', 'Breakpoints'],
  ] as const) {
    await page.keyboard.press(key);
    const dialog = page.getByRole('dialog', { name });
    await expect(dialog).toBeVisible();
    const { x, y, right } = await dialog.evaluate((d) => d.getBoundingClientRect().toJSON());
    expect({ y, middle: (x + right) / 2 }, name).toEqual({ y: 90, middle: 720 });
    await page.keyboard.press('Escape');
  }
});

test('while its answers are on their way the inject menu stands at its row', async ({ page }) => {
  let arrive: () => void = () => {};
  const asked = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  await page.route(/inject-content/, async (route) => {
    await asked;
    await route.continue();
  });
  await open(page);
  await choose(page, named(BIND, 'call'));
  await page.keyboard.press('i');
  const waiting = page.getByText('Loading the answers…');
  await expect(waiting).toBeVisible();
  const line = await row(page, named(BIND, 'call')).evaluate((e) => e.getBoundingClientRect().toJSON());
  const box = await waiting.evaluate((e) => e.getBoundingClientRect().toJSON());
  expect(box.left).toBeGreaterThan(line.left);
  expect(Math.min(Math.abs(box.bottom - line.top), Math.abs(box.top - line.bottom))).toBeLessThan(20);
  arrive();
  await expect(page.getByRole('menu', { name: 'What happens here' })).toBeVisible();
});

test('what is typed while a dialog is on its way moves nothing', async ({ page }) => {
  let arrive = (): void => undefined;
  const gate = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  await page.route(/palette-[^/]*\.js/, async (route) => {
    await gate;
    await route.continue();
  });
  await open(page);
  await page.keyboard.press('Control+k');
  await page.keyboard.press('e');
  await page.keyboard.press('End');
  await expect(slider(page)).toHaveValue('0');
  arrive();
  await expect(page.getByRole('combobox', { name: 'Command, lesson or row number' })).toBeFocused();
  await page.keyboard.press('Escape');
  await page.keyboard.press('End');
  await expect(slider(page)).not.toHaveValue('0');
});
