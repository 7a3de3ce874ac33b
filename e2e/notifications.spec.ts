import type { Page } from '@playwright/test';
import { stepOf } from '../src/lessons/find-row.ts';
import { expectAccessibleInBothThemes } from './support/axe.ts';
import { linkTo } from './support/links.ts';
import {
  expect,
  expectRow,
  inspector,
  listen,
  open,
  readAll,
  row,
  rows,
  settled,
  slider,
  state,
  test,
} from './support/page.ts';
import { rowOf } from './support/rows.ts';

/** Opens the lesson with this number from the list of all. */
async function openLesson(page: Page, number: number): Promise<void> {
  await page.getByRole('button', { name: 'All lessons' }).click();
  const dialog = page.getByRole('dialog', { name: 'All lessons' });
  await dialog.getByRole('button', { name: new RegExp(`^${number}\\b`) }).click();
  await expect(dialog).toBeHidden();
  await settled(page);
}

async function goTo(page: Page, n: number): Promise<void> {
  await slider(page).fill(String(n));
  await slider(page).blur();
  await expectRow(page, n);
}

/** The context of a row of the secure interrupt, as a screen reader says it. */
const ON_CPU_1 = /^CPU 1, secure UART, secure, atomic$/;

const PROBE = await linkTo({ title: 'A probe', actions: [{ do: 'probe' }, { do: 'remove' }] }, 0);

/** v1 with an event on the other CPU: it sleeps in an IPI; and a panic, at the last row. */
const BROKEN = await linkTo(
  {
    title: 'Broken rules and a panic',
    driver: 'v1',
    actions: [
      { do: 'probe' },
      { do: 'notify', cpu: 1 },
      { do: 'remove' },
      { do: 'unload' },
      { do: 'boot' },
      { do: 'notify' },
    ],
  },
  9999,
);

test.describe('by hand', () => {
  test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

  test('an interrupt in the middle of a probe, shared: the same interleaving elsewhere', async ({ page, browser }) => {
    await open(page, PROBE);
    const before = await readAll(page);
    const at = before.findIndex((name) => name.includes('Id 0 was free and is bound now'));
    await goTo(page, at);

    await page.getByRole('button', { name: 'By hand' }).click();
    const menu = page.getByRole('menu', { name: 'By hand' });
    await expect(menu.getByRole('menuitem').first()).toBeFocused();
    await menu.getByRole('menuitem', { name: 'Raise a secure interrupt on CPU 1' }).click();
    await expect(page.getByRole('dialog')).toHaveCount(0);

    // The cursor stays; what was before is as it was, and the interrupt is the next row, on CPU 1.
    await expectRow(page, at);
    const names = await readAll(page);
    expect(names.slice(0, at + 1)).toEqual(before.slice(0, at + 1));
    expect(names[at + 1]).toMatch(/^Row \d+, interrupt, SPMD to OP-TEE: secure UART/);
    expect(names.length).toBeGreaterThan(before.length);
    await goTo(page, at + 1);
    await expect(rows(page).getByRole('option', { selected: true })).toHaveAccessibleDescription(ON_CPU_1);
    await expect(page.getByRole('region', { name: 'Actions, in order' })).toContainText(`after row ${at}`);
    await expect(page.getByRole('region', { name: 'Actions, in order' })).toContainText('Remove the driver');

    await page.getByRole('button', { name: 'Copy link' }).click();
    await expect(page.getByRole('status').filter({ hasText: /^Link copied/ })).toBeVisible();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    const elsewhere = await browser.newContext();
    const said = listen(elsewhere);
    const other = await elsewhere.newPage();
    await other.goto(link);
    await settled(other);
    await expectRow(other, at + 1);
    await expect(rows(other).getByRole('option', { selected: true })).toHaveAccessibleDescription(ON_CPU_1);
    expect(await readAll(other)).toEqual(names);
    expect(said).toEqual([]);
    await elsewhere.close();
  });
});

test('another context runs next, by keyboard alone, and the choice is a part of the scenario', async ({ page }) => {
  const both = {
    title: 'Two at once',
    actions: [{ do: 'probe' }, { do: 'notify' }, { do: 'session', with: 'previous' }],
  };
  const at = rowOf(both, stepOf('console_itr_cb'));
  await open(page, await linkTo(both, at));
  await expectRow(page, at);
  await page.keyboard.press('h');
  const menu = page.getByRole('menu', { name: 'By hand' });
  await expect(menu.getByRole('menuitem').first()).toBeFocused();
  const now = menu.getByRole('group', { name: /^The next choice, before row \d+$/ }).getByRole('menuitem');
  expect(await now.count()).toBeGreaterThan(1);
  await expect(now.filter({ hasText: 'runs now' })).toHaveCount(1);
  await page.keyboard.press('End');
  await expect(now.last()).toBeFocused();
  const who = ((await now.last().textContent()) ?? '').replace(/^Let (.*) run$/, '$1');
  await page.keyboard.press('Enter');
  await expect(menu).toBeHidden();
  await expectRow(page, at);
  await expect(row(page, /^Row \d+, choice: .* runs, of /)).toBeVisible();
  await expect(row(page, /^Row \d+, choice: /)).toHaveAccessibleName(new RegExp(`choice: ${who} runs, of`));
  await page.getByText('Scenario as JSON').click();
  await expect(page.getByRole('textbox', { name: 'Scenario as JSON' })).toHaveValue(/"choices": \[[^\]]*[1-9]/);
  await page.keyboard.press('h');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('v1 sleeps in an IPI: the rule, its chain, the count, and v6.12 beside it', async ({ page }) => {
  await open(page);
  await openLesson(page, 11);
  const verdict = state(page).getByRole('region', { name: 'Outcome of the run' });
  await expect(verdict).toContainText(/[1-9] violations/);
  await expect(verdict).toContainText('I23 Nothing that sleeps runs where sleeping is not allowed.');
  await verdict
    .getByRole('button', { name: /^Go to row/ })
    .nth(1)
    .click();
  await settled(page);
  await expect(inspector(page).getByRole('heading', { level: 2 })).toHaveText(/a broken rule$/);
  const chain = inspector(page).getByRole('definition');
  for (const fn of ['notif_get_and_handle()', 'handle_notif_callbacks()', 'notif_callback()', 'optee_do_bottom_half()'])
    await expect(chain.getByText(fn, { exact: true })).toBeVisible();
  await expect(inspector(page)).toContainText('I23: Nothing that sleeps runs where sleeping is not allowed.');
  await expect(inspector(page)).toContainText('kernel/sched/core.c, __might_resched');
  await expect(inspector(page)).toContainText('no: it runs in an IPI');

  await page.getByRole('button', { name: 'Compare v1 and v6.12' }).click();
  const dialog = page.getByRole('dialog', { name: 'This scenario on v1 and on v6.12' });
  await expect(dialog.getByRole('region', { name: 'Outcome on v1' })).toContainText(
    'notif_callback → optee_do_bottom_half',
  );
  await expect(dialog.getByRole('region', { name: 'Outcome on v6.12' })).toContainText('no rule is broken');
  await expect(dialog.getByText('The first difference')).toHaveCount(1);
  await dialog.getByRole('button', { name: 'Show the run on v6.12' }).click();
  await settled(page);
  await expect(page.getByRole('radio', { name: 'v6.12', exact: true })).toBeChecked();
  await expect(verdict).toHaveCount(0);

  await page.getByRole('button', { name: 'Compare v1 and v6.12' }).click();
  await dialog.getByRole('button', { name: 'Show both in the diagram' }).click();
  await expect(page.getByRole('region', { name: 'Two futures' })).toBeVisible();
});

test('the two ways of a wake-up are a table that is read from the runs', async ({ page }) => {
  await open(page);
  await openLesson(page, 8);
  await page.getByRole('button', { name: 'Compare the two ways' }).click();
  const table = page.getByRole('dialog', { name: /^Bottom half and synchronous/ }).getByRole('table');
  const cells = (title: string) => table.getByRole('row', { name: new RegExp(`^${title}`) }).getByRole('cell');
  await expect(cells('What wakes').nth(0)).toContainText('SRI is raised, INTID 8');
  await expect(cells('What wakes').nth(1)).toContainText('optee_notif_send(64) by sender on CPU 1');
  await expect(cells('Register calls').nth(0)).toContainText('FFA_NOTIFICATION_GET');
  await expect(cells('Register calls').nth(1)).toContainText('YIELDING_CALL_RESUME');
  await expect(cells('When nobody waits').nth(1)).toContainText('latched');
  await expect(cells('When nobody sends').nth(1)).toContainText('waits for ever');
  await page.getByRole('button', { name: 'Open the run: Asynchronous: id 0' }).click();
  await settled(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Asynchronous: id 0');
});

test('a panic of OP-TEE and a hang are seen as such', async ({ page }) => {
  const actions = [{ do: 'probe' }, { do: 'remove' }, { do: 'unload' }, { do: 'boot' }, { do: 'notify' }];
  await open(page, await linkTo({ title: 'Reload with events coming', actions }, 0));
  const verdict = state(page).getByRole('region', { name: 'Outcome of the run' });
  await expect(verdict).toContainText('hangs');
  await expect(verdict).not.toContainText('OP-TEE has panicked');
  await page.keyboard.press('End');
  await settled(page);
  await expect(verdict).toContainText('OP-TEE has panicked');
  await expect(verdict).toContainText('do_bottom_half_value >= 0');
});

for (const width of [1440, 360])
  test.describe(`${width} wide, in both themes`, () => {
    test.use({ viewport: { width, height: width === 360 ? 740 : 900 } });

    for (const number of [8, 11])
      test(`lesson ${number} and its comparison are accessible`, async ({ page }) => {
        await open(page);
        if (width === 360) await page.getByRole('tab', { name: 'Scenario' }).click();
        await openLesson(page, number);
        await expectAccessibleInBothThemes(page, `lesson ${number}`);
        await page.getByRole('button', { name: /^Compare / }).click();
        await expect(page.getByRole('dialog').getByRole('table')).toBeVisible();
        await expectAccessibleInBothThemes(page, `comparison of lesson ${number}`);
      });

    test('the state with its outcome and the menu are accessible', async ({ page }) => {
      await open(page, BROKEN);
      if (width === 360) await page.getByRole('tab', { name: 'State' }).click();
      await expect(state(page).getByRole('region', { name: 'Outcome of the run' })).toBeVisible();
      await expectAccessibleInBothThemes(page, 'state with its outcome');
      await page.keyboard.press('h');
      await expect(page.getByRole('menu', { name: 'By hand' })).toBeVisible();
      await expectAccessibleInBothThemes(page, 'by hand');
    });
  });
