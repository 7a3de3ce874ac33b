import { callOf, replyTo } from '../src/lessons/find-row.ts';
import { linkTo } from './support/links.ts';
import { choose, expect, expectRow, inspector, open, row, settled, slider, test } from './support/page.ts';
import { named, PROBE, rowOf, WALK } from './support/rows.ts';

const BIND = rowOf(PROBE, callOf('FFA_NOTIFICATION_BIND'));
const REPLY = rowOf(PROBE, replyTo('FFA_NOTIFICATION_BIND'));
/** The first refusal of the walk. */
const DENIED = rowOf(WALK, replyTo('FFA_NOTIFICATION_BIND'));

const REPLIES = 'Legal replies, and what each would do';

test('the legal replies of a call say what each would do, and can be injected', async ({ page }) => {
  await open(page);
  await choose(page, named(REPLY, 'reply'));
  await expect(inspector(page).getByRole('button', { name: /^Inject this/ })).toHaveCount(0);
  await inspector(page).getByText(REPLIES).click();
  const real = inspector(page).getByRole('region', { name: /^Answers that OP-TEE’s SPMC has for BIND/ });
  const denied = real.getByRole('listitem').filter({ hasText: 'DENIED −6' });
  await expect(denied).toContainText('−EACCES (−13)');
  await expect(denied).toContainText(
    'notify_request returns −EACCES (−13). Then it sends FFA_NOTIFICATION_BIND. The probe succeeds.',
  );
  await expect(denied).toContainText('one of the ids is bound already');
  // The names of registers are written small, at the beginning of a sentence, too.
  await expect(denied).toContainText(/\.w2 asks for per-vCPU notifications/);
  const permanent = real.getByRole('listitem').filter({ hasText: 'INVALID_PARAMETERS −2' });
  await expect(permanent).toContainText(
    'notify_request returns −EINVAL (−22). Linux logs "optee: Failed to initialize async notifications: -22"',
  );
  // What it never gives and what breaks the rules are folded.
  await expect(inspector(page).getByText('NO_MEMORY −3')).toBeHidden();
  await inspector(page).getByText('Answers that it never gives for BIND').click();
  await expect(inspector(page).getByText('NO_MEMORY −3')).toBeVisible();

  await denied.getByRole('button', { name: 'Inject this: DENIED −6' }).click();
  await expectRow(page, REPLY);
  await expect(row(page, named(REPLY, 'reply, .*FFA_ERROR DENIED −6.* A fault was injected here\\.$'))).toBeVisible();
});

test('the reply that was given is marked, and the panel stays open from row to row', async ({ page }) => {
  await open(page, await linkTo(WALK, DENIED));
  await inspector(page).getByText(REPLIES).click();
  const given = inspector(page).getByRole('listitem').filter({ hasText: 'given here' });
  await expect(given).toHaveCount(1);
  await expect(given).toContainText('DENIED −6');
  await expect(given.getByRole('button')).toHaveCount(0);
  await page.keyboard.press('.');
  await page.keyboard.press('End');
  await page.keyboard.press('Home');
  await slider(page).fill(String(rowOf(WALK, replyTo('GET_API_VERSION'))));
  await settled(page);
  const folded = inspector(page).getByText('Answers that it never gives for GET_API_VERSION');
  await expect(folded).toBeVisible();
  await folded.click();
  await expect(inspector(page).getByRole('listitem').filter({ hasText: 'version 2.0' })).toContainText(
    'Incompatible OP-TEE API version',
  );
});

test('a number that is an error has every name that it has', async ({ page }) => {
  await open(page, await linkTo(WALK, DENIED));
  await expect(inspector(page)).toContainText('−6: FF-A DENIED, of which Linux makes −EACCES (−13); ENXIO as an errno');
  await page.keyboard.press('.');
  await page.keyboard.press('ArrowRight');
  await expect(inspector(page)).toContainText('−13: EACCES as an errno, which Linux makes of FF-A DENIED −6');

  const faults = [{ at: { service: 'ENABLE_ASYNC_NOTIF' }, do: { reply: { w3: '0xffff0006' } } }];
  await open(page, await linkTo({ title: 'Refused', actions: [{ do: 'probe' }], faults }, 0));
  await page.keyboard.press('/');
  await page.getByRole('textbox', { name: 'Find rows' }).fill('-65530');
  await expect(page.getByRole('search').getByRole('status')).toHaveText(/^1 row$/);
  await page.keyboard.press('Enter');
  await expect(inspector(page)).toContainText('−65530: TEE_ERROR_BAD_PARAMETERS (0xffff0006)');
});

test('the base of the numbers holds for the registers, the fields, and the rows after it', async ({ page }) => {
  await open(page);
  await choose(page, named(BIND, 'call'));
  await inspector(page).getByRole('button', { name: 'w1', exact: true }).click();
  const fields = inspector(page).getByRole('listitem').filter({ hasText: 'sender' });
  await expect(fields).toContainText('0x8001');
  await inspector(page).getByRole('radio', { name: 'dec' }).check({ force: true });
  await expect(fields).toContainText('32769');
  await page.keyboard.press('.');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowRight');
  await expect(inspector(page).getByRole('radio', { name: 'dec' })).toBeChecked();
  // From a field to its bits: they are lit as long as the pointer is on the field.
  await fields.hover();
  await expect(inspector(page).locator('[class*=litBit]')).toHaveCount(16);
});

test('a recording has the replies of its calls, and nothing to inject', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Open a recording' }).click();
  await page.getByRole('button', { name: /Ids 0 to 2 are taken/ }).click();
  await settled(page);
  const denied = /reply, .*FFA_ERROR DENIED −6/;
  await page.keyboard.press('.');
  await page.keyboard.press('e');
  await expect(
    page.getByRole('listbox', { name: 'Rows' }).getByRole('option', { selected: true }),
  ).toHaveAccessibleName(denied);
  await inspector(page).getByText(REPLIES).click();
  await expect(inspector(page).getByRole('listitem').filter({ hasText: 'given here' })).toContainText('DENIED −6');
  await inspector(page).getByText('Replies that break the rules').click();
  await expect(inspector(page).getByText('FFA_ERROR with w2 = 0')).toBeVisible();
  await expect(inspector(page).getByText('Edit the reply registers')).toHaveCount(0);
  await expect(inspector(page).getByText('No answer, or a late one')).toHaveCount(0);
  await expect(inspector(page).getByRole('button', { name: /^Inject this/ })).toHaveCount(0);
});
