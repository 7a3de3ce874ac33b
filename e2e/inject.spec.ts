import { callOf, logWith, replyTo } from '../src/lessons/find-row.ts';
import {
  choose,
  expect,
  expectRow,
  inspector,
  listen,
  open,
  register,
  row,
  settled,
  state,
  test,
} from './support/page.ts';
import { named, PROBE, rowOf } from './support/rows.ts';

const BIND = rowOf(PROBE, callOf('FFA_NOTIFICATION_BIND'));
const REPLY = rowOf(PROBE, replyTo('FFA_NOTIFICATION_BIND'));
const CAPABILITIES = rowOf(PROBE, replyTo('EXCHANGE_CAPABILITIES'));
const LOGGED = rowOf(PROBE, logWith('revision'));

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

test('DENIED for id 0 sends the walk to id 1, and its link shows the same elsewhere', async ({ page, browser }) => {
  await open(page);
  await choose(page, named(BIND, 'call, .*FFA_NOTIFICATION_BIND \\{0\\}'));
  await page.getByRole('button', { name: 'Inject here' }).click();
  await page
    .getByRole('menuitem', { name: /^DENIED −6, −EACCES \(−13\), .*Then it sends FFA_NOTIFICATION_BIND/ })
    .click();

  // The cursor keeps its place: it stands at the first row that is not as before.
  await expectRow(page, REPLY);
  await expect(row(page, named(REPLY, 'reply, .*FFA_ERROR DENIED −6.* A fault was injected here\\.$'))).toBeVisible();
  await expect(row(page, /: notify_request\(0\) answers −EACCES \(−13\)/)).toBeVisible();
  await expect(row(page, /call, .*: FFA_NOTIFICATION_BIND \{1\}/)).toBeVisible();
  await page.getByRole('button', { name: 'Keep new' }).click();
  await expect(page.getByRole('region', { name: 'Faults' })).toContainText(
    'The 1st FFA_NOTIFICATION_BIND answers DENIED −6.',
  );

  await choose(page, /call, FF-A core to OP-TEE: ENABLE_ASYNC_NOTIF id 1/);
  await expect(register(page, 'w4')).toHaveAccessibleName(/^w4 0x00000001 not yet bottomHalfValue id 1$/);
  await expect(state(page).getByRole('gridcell', { name: /^id 1, bound by the OP-TEE driver, / })).toBeVisible();
  await expect(state(page).getByRole('gridcell', { name: 'id 0, free' })).toBeVisible();
  const heading = await inspector(page).getByRole('heading', { level: 2 }).innerText();

  await page.getByRole('button', { name: 'Copy link' }).click();
  await expect(page.getByRole('status').filter({ hasText: /^Link copied, \d+ characters$/ })).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link.length).toBeLessThan(300);

  const elsewhere = await browser.newContext();
  const said = listen(elsewhere);
  const other = await elsewhere.newPage();
  await other.goto(link);
  await settled(other);
  await expect(inspector(other).getByRole('heading', { level: 2 })).toHaveText(heading);
  await expect(register(other, 'w4')).toHaveAccessibleName(/^w4 0x00000001 /);
  await expect(other.getByRole('region', { name: 'Faults' })).toContainText(
    'The 1st FFA_NOTIFICATION_BIND answers DENIED −6.',
  );
  await expect(other.getByRole('heading', { level: 1 })).toHaveText('A probe, step by step');
  expect(said).toEqual([]);
  await elsewhere.close();
});

test('the address follows the scenario and the cursor, and a reload keeps both', async ({ page }) => {
  await open(page);
  await choose(page, named(BIND, 'call'));
  await expect(page).toHaveURL(new RegExp(`#s=1\\.[\\w-]+&c=[0-9a-f]{4}&r=${BIND}$`));
  await page.reload();
  await expectRow(page, BIND);
});

test('a fault is taken away again', async ({ page }) => {
  await open(page);
  await choose(page, named(BIND, 'call'));
  await page.keyboard.press('i');
  await page.getByRole('menuitem', { name: /^INVALID_PARAMETERS −2/ }).click();
  await expectRow(page, REPLY);
  await expect(row(page, /FFA_NOTIFICATION_BIND \{1\}/)).toHaveCount(0);
  await expect(row(page, /ENABLE_ASYNC_NOTIF/)).toHaveCount(0);
  await page.getByRole('button', { name: 'Keep new' }).click();
  await page.getByRole('button', { name: /^Remove: The 1st FFA_NOTIFICATION_BIND answers/ }).click();
  await expect(page.getByRole('region', { name: 'Faults' })).toContainText('none');
  await expect(row(page, named(REPLY, 'reply, .*FFA_SUCCESS'))).toBeVisible();
  await expect(row(page, /call, .*ENABLE_ASYNC_NOTIF id 0/)).toBeVisible();
});

test('a register of a reply is edited in place', async ({ page }) => {
  await open(page);
  await choose(page, named(CAPABILITIES, 'reply, .*caps 0x7'));
  await page.keyboard.press('i');
  await page.getByRole('menuitem', { name: /^Edit the reply registers/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit the reply' });
  await dialog.getByRole('textbox', { name: 'w5' }).fill('0x1ffffffff0000000000');
  await expect(dialog).toContainText('w5 is no word.');
  await expect(dialog.getByRole('button', { name: 'Nothing is changed' })).toBeDisabled();
  await dialog.getByRole('textbox', { name: 'w5' }).fill('0x5');
  await dialog.getByRole('button', { name: 'Fork the run' }).click();
  await expectRow(page, CAPABILITIES);
  await expect(register(page, 'w5')).toHaveAccessibleName(/^w5 \S+ 0x00000005/);
  await expect(row(page, /FFA_NOTIFICATION_BIND/)).toHaveCount(0);
});

test('where nothing can fail the menu says so and what to do', async ({ page }) => {
  await open(page);
  await choose(page, named(LOGGED, 'log'));
  await page.keyboard.press('i');
  const dialog = page.getByRole('dialog', { name: 'Nothing can be injected here' });
  await expect(dialog).toContainText(`Row ${LOGGED} is a line of the log. Select a call, a reply or a function.`);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expectRow(page, LOGGED);
});
