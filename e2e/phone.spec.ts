import type { Locator, Page } from '@playwright/test';
import { callOf, replyTo } from '../src/lessons/find-row.ts';
import { tap } from './support/firefox.ts';
import { badLinks, linkTo } from './support/links.ts';
import { boxOf, expect, open, register, settled, slider, state, test, tick } from './support/page.ts';
import { GRANTED, named, PROBE, rowOf, WALK } from './support/rows.ts';

const BIND = rowOf(PROBE, callOf('FFA_NOTIFICATION_BIND'));
const REPLY = rowOf(PROBE, replyTo('FFA_NOTIFICATION_BIND'));

test.use({ viewport: { width: 360, height: 740 }, hasTouch: true });

const current = (page: Page) => page.getByRole('list', { name: 'Rows' }).locator('[aria-current=step]');

test('the steps, the registers, the state and the scenario are tabs', async ({ page }) => {
  await open(page);
  await expect(current(page)).toHaveAccessibleName(/^Row 0, /);
  await tap(page.getByRole('button', { name: 'Forward one row' }));
  await expect(current(page)).toHaveAccessibleName(/^Row 1, /);
  await slider(page).fill(String(BIND));
  await expect(current(page)).toHaveAccessibleName(named(BIND, 'call, .*FFA_NOTIFICATION_BIND \\{0\\}'));
  await expect(current(page)).toBeInViewport();
  await expect(page.getByRole('row', { name: 'w0 0x8400007f not yet' })).toBeVisible();

  await tap(page.getByRole('tab', { name: 'Registers' }));
  await expect(register(page, 'w0')).toHaveAccessibleName(/^w0 0x8400007f not yet/);
  await tap(page.getByRole('button', { name: 'Forward one row' }));
  await expect(register(page, 'w0')).toHaveAccessibleName(/^w0 0x8400007f 0x84000061/);
  await tap(page.getByRole('tab', { name: 'State' }));
  await expect(state(page).getByRole('gridcell', { name: /^id 0, bound by the OP-TEE driver/ })).toBeVisible();
  await tap(page.getByRole('tab', { name: 'Scenario' }));
  await tick(page.getByRole('checkbox', { name: /^ASYNC_NOTIF/ }), false);
  await tap(page.getByRole('tab', { name: 'Steps' }));
  await expect(page.getByRole('button', { name: /FFA_NOTIFICATION_BIND/ })).toHaveCount(0);
});

test('the current row says what it changed', async ({ page }) => {
  await open(page);
  await slider(page).fill(String(BIND));
  await expect(page.getByRole('list', { name: 'What this row changed' })).toContainText('notify_lock');
  await slider(page).fill(String(REPLY));
  await expect(page.getByRole('list', { name: 'What this row changed' })).toHaveText(/spmc\.vm0\.bound 0x0 → 0x1/);
});

test('the tabs are moved by the arrow keys', async ({ page }) => {
  await open(page);
  await page.getByRole('tab', { name: 'Steps' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('tab', { name: 'Diagram' })).toBeFocused();
  await expect(page.getByRole('tabpanel', { name: 'Diagram' })).toBeVisible();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByRole('tabpanel', { name: 'Scenario' })).toBeVisible();
});

test('a fault is injected by touch', async ({ page }) => {
  await open(page);
  await slider(page).fill(String(BIND));
  await tap(page.getByRole('button', { name: 'Inject a fault here' }));
  await tap(page.getByRole('menuitem', { name: /^DENIED −6/ }));
  await settled(page);
  await expect(current(page)).toHaveAccessibleName(named(REPLY, 'reply, .*DENIED −6.* A fault was injected here\\.$'));
  await expect(page.getByRole('button', { name: /call, .*FFA_NOTIFICATION_BIND \{1\}/ })).toBeVisible();
});

test('a link that is damaged is explained on every tab', async ({ page }) => {
  const [damaged] = await badLinks();
  if (damaged === undefined) throw new Error('there is no damaged link');
  await open(page);
  for (const tab of ['Steps', 'Registers', 'State', 'Scenario']) {
    await tap(page.getByRole('tab', { name: tab }));
    await page.goto(`/${damaged.fragment}`);
    const alert = page.getByRole('alert').filter({ hasText: damaged.says });
    await expect(alert).toBeVisible();
    await tap(alert.getByRole('button', { name: 'Close' }));
    await expect(alert).toHaveCount(0);
    await expect(page).not.toHaveURL((url) => url.hash === damaged.fragment);
  }
});

/** The part of the window that an element takes. */
async function box(of: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  const b = await boxOf(of);
  if (b === null) throw new Error('it is not drawn');
  return b;
}

test('the rows begin below the search', async ({ page }) => {
  await open(page);
  await page.keyboard.press('/');
  await page.getByRole('textbox', { name: 'Find rows' }).fill('err:DENIED');
  const bar = await box(page.getByRole('search'));
  const panel = await box(page.getByRole('tabpanel'));
  expect(panel.y).toBeGreaterThanOrEqual(bar.y + bar.height);
});

test('the current row stays in sight when the caption of a fork comes', async ({ page }) => {
  const faults = [{ at: { call: 'FFA_NOTIFICATION_BIND', nth: 4 }, do: { error: 'INVALID_PARAMETERS' } }];
  const [beside = ''] = (await linkTo(WALK, 0)).slice('#s='.length).split('&');
  await open(page, `${await linkTo({ ...WALK, faults }, rowOf(WALK, GRANTED))}&b=${beside}`);
  await expect(page.getByRole('button', { name: 'Keep new' })).toBeVisible();
  const inject = page.getByRole('button', { name: 'Inject a fault here' });
  await expect(inject).toBeInViewport({ ratio: 1 });
  const panel = await box(page.getByRole('tabpanel'));
  const button = await box(inject);
  expect(button.y + button.height).toBeLessThanOrEqual(panel.y + panel.height);
});

test('a damaged link has the narrow header above it', async ({ page }) => {
  const [damaged] = await badLinks();
  await open(page, damaged?.fragment);
  const header = await box(page.getByRole('banner'));
  expect(header.height).toBe(48);
  await page.getByRole('combobox', { name: 'Ways in' }).selectOption('recording');
  await expect(page.getByRole('heading', { name: 'Open a recording of a real machine' })).toBeVisible();
});

test('a dialog is a sheet at the lower edge', async ({ page }) => {
  await open(page);
  for (const [key, name] of [
    ['v', 'View'],
    ['o', 'Recent work'],
    ['?', 'Keys'],
  ] as const) {
    await page.keyboard.press(key);
    const sheet = await box(page.getByRole('dialog', { name }));
    expect(sheet, name).toMatchObject({ x: 0, width: 360 });
    expect(sheet.y + sheet.height, name).toBe(740);
    await page.keyboard.press('Escape');
  }
});

test('the diagram lies beside the list: a finger takes it sideways, and each step shows the lanes of its row', async ({
  page,
}) => {
  await open(page);
  await tap(page.getByRole('tab', { name: 'Diagram' }));
  const next = page.getByRole('button', { name: /^Next step/ });
  for (const [rowName, heads] of [
    [/^Row \d+, reply, OP-TEE to FF-A core/, ['SPMC', 'OP-TEE']],
    [/^Row \d+, reply, OP-TEE to FF-A core/, ['SPMC', 'OP-TEE']],
  ] as const) {
    await tap(next);
    await settled(page);
    const now = page.getByRole('listbox', { name: 'Rows' }).getByRole('option', { selected: true });
    await expect(now).toHaveAccessibleName(rowName);
    for (const head of heads)
      await expect(
        page
          .locator('svg text')
          .filter({ hasText: new RegExp(`^${head}$`) })
          .first(),
      ).toBeInViewport();
  }
  await slider(page).fill('0');
  await settled(page);
  await expect(
    page
      .locator('svg text')
      .filter({ hasText: /^User$/ })
      .first(),
  ).toBeInViewport();
  // The caption of the step stays whole below it.
  await expect(page.getByRole('region', { name: 'Lesson, step by step' })).toBeInViewport({ ratio: 1 });
});

test('find, the next error and the commands are at the thumb', async ({ page }) => {
  await open(page, await linkTo(WALK, 0));
  for (const name of ['Find rows', 'Next error', 'Commands']) {
    const b = await box(page.getByRole('button', { name, exact: true }));
    expect(b.y, name).toBeGreaterThan(740 * 0.75);
    expect(Math.min(b.width, b.height), name).toBeGreaterThanOrEqual(44);
  }
  await tap(page.getByRole('button', { name: 'Next error' }));
  await expect(current(page)).toHaveAccessibleName(/DENIED −6/);
  await tap(page.getByRole('button', { name: 'Find rows' }));
  await expect(page.getByRole('textbox', { name: 'Find rows' })).toBeFocused();
  await page.keyboard.press('Escape');
  await tap(page.getByRole('button', { name: 'Commands' }));
  await expect(page.getByRole('dialog', { name: 'Commands' })).toBeVisible();
});

test('the letters of the page work wherever the focus is among the tabs', async ({ page }) => {
  await open(page);
  await page.getByRole('tab', { name: 'Steps' }).focus();
  await page.keyboard.press('s');
  await expect(page.getByRole('region', { name: 'Lesson, step by step' })).toContainText('Step 1 of');
});

test.describe('a laptop at 200 %', () => {
  test.use({ viewport: { width: 720, height: 450 }, deviceScaleFactor: 2, hasTouch: false });
  test('keeps the diagram: at least six rows of it with the caption of the step, and the question with its buttons', async ({
    page,
  }) => {
    await open(page);
    await page.keyboard.press('s');
    await settled(page);
    const list = await box(page.getByRole('listbox', { name: 'Rows' }));
    expect(list.height / 26).toBeGreaterThanOrEqual(6);
    await expect(page.getByRole('region', { name: 'Lesson, step by step' })).toBeInViewport({ ratio: 1 });
    await page.keyboard.press('q');
    await expect(page.getByRole('button', { name: 'Check' })).toBeInViewport({ ratio: 1 });
  });
});
