import { stepOf } from '../src/lessons/find-row.ts';
import { NEWEST, REVISIONS, revisionOf } from '../src/stack/linux/revisions.ts';
import { SECURE_WORLD_FACTS } from '../src/stack/secure/facts.ts';
import { linkTo } from './support/links.ts';
import { boxOf, choose, expect, expectRow, open, readAll, row, state, test, tick, writeJson } from './support/page.ts';
import { PROBE, rowOf } from './support/rows.ts';

test.beforeEach(({ page }) => open(page));

test('without ASYNC_NOTIF there is no FFA_NOTIFICATION_BIND', async ({ page }) => {
  const box = page.getByRole('checkbox', { name: /^ASYNC_NOTIF/ });
  await expect(row(page, /FFA_NOTIFICATION_BIND/)).not.toHaveCount(0);
  await tick(box, false);
  await expect(page.getByRole('region', { name: 'Capabilities' })).toContainText('w5 = 0x5');
  const names = await readAll(page);
  expect(names.filter((n) => n.includes('caps 0x5'))).toHaveLength(1);
  expect(names.filter((n) => /FFA_NOTIFICATION_BIND|ENABLE_ASYNC_NOTIF|notify_request/.test(n))).toEqual([]);
  await tick(box);
  await page.keyboard.press('.');
  await page.keyboard.press('Home');
  await expect(row(page, /call, .*FFA_NOTIFICATION_BIND \{0\}/)).toBeVisible();
});

test('v1 registers its devices before rhashtable_init, v6.12 after it', async ({ page }) => {
  const order = async (): Promise<string[]> =>
    (await readAll(page)).flatMap((n) => /(tee_device_register\(\w+\)|rhashtable_init)/.exec(n)?.[0] ?? []);
  expect(await order()).toEqual(['rhashtable_init', 'tee_device_register(tee0)', 'tee_device_register(teepriv0)']);
  await tick(page.getByRole('radio', { name: 'v1', exact: true }), true, { force: true });
  expect(await order()).toEqual(['tee_device_register(tee0)', 'tee_device_register(teepriv0)', 'rhashtable_init']);
});

test('a new scenario begins with the newest kernel, and every list of drivers has every driver', async ({ page }) => {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: /^Command/ }).fill('New scenario');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('radio', { name: revisionOf(NEWEST).label, exact: true })).toBeChecked();
  // The OS version is asked for after the capabilities, and the share is of version 1.2.
  const services = (await readAll(page)).flatMap((n) => / call, .*?(GET_\w+_VERSION|EXCHANGE_\w+)/.exec(n)?.[1] ?? []);
  expect(services).toEqual(['GET_API_VERSION', 'EXCHANGE_CAPABILITIES', 'GET_OS_VERSION']);
  for (const { label } of REVISIONS)
    await expect(page.getByRole('radio', { name: label, exact: true }), label).toHaveCount(1);
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: /^Command/ }).fill('Compare: two scenarios');
  await page.keyboard.press('Enter');
  // Of each side a scenario, a driver and a secure world is chosen.
  const lists = page.getByRole('dialog').getByRole('combobox');
  await expect(lists).toHaveCount(6);
  const offered = await lists.locator('option').allTextContents();
  for (const { label } of [...REVISIONS, ...SECURE_WORLD_FACTS])
    expect(offered.filter((text) => text.includes(label)).length, label).toBeGreaterThanOrEqual(2);
});

test('a failing second tee_device_register unwinds, and the work queue leaks', async ({ page }) => {
  await writeJson(
    page,
    JSON.stringify({
      v: 1,
      driver: 'v6.12',
      actions: [{ do: 'probe' }],
      faults: [{ at: { fn: 'tee_device_register', nth: 2 }, do: { errno: 'ENOMEM' } }],
    }),
  );
  await page.getByRole('button', { name: 'Run this' }).click();
  await page.keyboard.press('.');
  await page.keyboard.press('End');
  const failed = row(
    page,
    /: tee_device_register\(teepriv0\) answers −ENOMEM \(−12\), .* A fault was injected here\.$/,
  );
  await expect(failed).toBeVisible();
  await failed.click();
  await expect(row(page, /: notify_relinquish\(/).first()).toBeVisible();
  await page.keyboard.press('End');
  await expect(row(page, /ffa_device_probe\(.*answers −ENOMEM \(−12\)/)).toBeVisible();
  const held = state(page).getByRole('region', { name: /^Held/ });
  await expect(held.filter({ hasText: 'optee_notification' })).toHaveCount(1);
  await expect(held.filter({ hasText: 'struct optee' })).toHaveCount(0);
});

test('the same fault from the inject menu', async ({ page }) => {
  await choose(page, /: tee_device_register\(teepriv0\) answers 0/);
  await page.getByRole('button', { name: 'Inject here' }).click();
  await page.getByRole('menuitem', { name: /^−ENOMEM \(−12\)/ }).click();
  await page.getByRole('button', { name: 'Keep new' }).click();
  await expect(page.getByRole('region', { name: 'Faults' })).toContainText('tee_device_register');
  await expectRow(page, rowOf(PROBE, stepOf('tee_device_register', 2)));
  await page.keyboard.press('End');
  await expect(row(page, /ffa_device_probe\(.*answers −ENOMEM \(−12\)/)).toBeVisible();
});

test('ids that are taken make the walk longer', async ({ page }) => {
  const add = page.getByRole('textbox', { name: 'Add to: Bound before the probe' });
  await add.fill('0-2');
  await add.press('Enter');
  await expect(page.getByRole('region', { name: 'Bound before the probe' })).toContainText('3 of 64');
  await expect(state(page).getByRole('gridcell', { name: /^id 2, bound, and no Linux driver owns it/ })).toBeVisible();
  for (const id of [0, 1, 2])
    await expect(row(page, new RegExp(`: notify_request\\(${id}\\) answers −EACCES`))).toHaveCount(1);
  await page.getByRole('button', { name: 'Remove id 1' }).click();
  await expect(page.getByRole('region', { name: 'Bound before the probe' })).toContainText('2 of 64');
  await expect(row(page, /: notify_request\(1\) answers 0/)).toHaveCount(1);
});

test('an action is added and its rows are run', async ({ page }) => {
  await page.getByRole('combobox', { name: 'Add an action' }).selectOption('Remove the driver');
  const actions = page.getByRole('region', { name: 'Actions, in order' });
  await actions.getByRole('button', { name: /^2 Remove the driver \d+–\d+$/ }).click();
  await expect(row(page, /call, .*FFA_NOTIFICATION_UNBIND \{0\}/)).not.toHaveCount(0);
  await page.keyboard.press('End');
  await expect(state(page).getByRole('gridcell', { name: /^id 0, free/ })).toBeVisible();
});

test('the next lesson opens', async ({ page }) => {
  await page.getByRole('button', { name: 'Next lesson, A remove, step by step' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('A remove, step by step');
  // It opens at its first step, where it begins to differ from the probe.
  await expect(page.getByRole('button', { name: /^1 / }).and(page.locator('[aria-current="step"]'))).toHaveCount(1);
});

test('ids are painted on a sheet, by the pointer and by keys', async ({ page }) => {
  const bound = page.getByRole('region', { name: 'Bound before the probe' });
  const held = page.getByRole('region', { name: 'Held by another driver' });
  await page.getByText('Paint the ids').click();
  const cell = (id: number) => page.getByRole('button', { name: new RegExp(`^Id ${id}, `) });
  await cell(63).scrollIntoViewIfNeeded();
  // One stroke from 0 to 2: the driver walks to 3.
  const [from, to] = [await boxOf(cell(0)), await boxOf(cell(2))];
  if (from === null || to === null) throw new Error('the sheet is not there');
  await page.mouse.move(from.x + 4, from.y + 4);
  await page.mouse.down();
  await page.mouse.move(to.x + 4, to.y + 4);
  await page.mouse.up();
  await expect(bound).toContainText('3 of 64');
  await expect(row(page, /: notify_request\(3\) answers 0/)).toHaveCount(1);
  // With keys: id 2 becomes the other driver's, id 1 is freed, and id 18 is painted on the way.
  await tick(page.getByRole('radio', { name: 'held' }), true, { force: true });
  await cell(2).focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(held).toContainText('2 of 64');
  await expect(cell(18)).toHaveAccessibleName('Id 18, held by another driver');
  await tick(page.getByRole('radio', { name: 'free' }), true, { force: true });
  await cell(1).click();
  await expect(bound).toContainText('1 of 64');
  await expect(row(page, /: notify_request\(1\) answers 0/)).toHaveCount(1);
});

test('a choice fills its group, and a long list of actions never pushes the title out of the header', async ({
  page,
}) => {
  const actions = ['probe', 'notify', 'load-ta', 'session', 'remove', 'probe'].map((what) => ({ do: what }));
  await open(page, await linkTo({ title: 'Many actions', actions: [...actions, { do: 'sync-send', key: 3 }] }, 0));
  const group = page.getByRole('group', { name: 'Linux driver' });
  await expect(group).toBeVisible();
  // All in one look, until it holds: what is drawn anew between two looks has no height in the second.
  await expect(async () => {
    const [outer = 0, ...segments] = await group.evaluate((g) =>
      [g, ...g.querySelectorAll('label')].map((e) => e.getBoundingClientRect().height),
    );
    expect(segments.length).toBeGreaterThan(1);
    // A border above and one below.
    for (const height of segments) expect(height).toBeCloseTo(outer - 2, 0);
  }).toPass();
  const head = await boxOf(page.getByRole('banner'));
  const title = await boxOf(page.getByRole('heading', { level: 1 }));
  expect(title?.y).toBeGreaterThanOrEqual(head?.y ?? 0);
});
