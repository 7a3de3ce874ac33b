import { callOf } from '../src/lessons/find-row.ts';
import { badLinks, linkTo } from './support/links.ts';
import { choose, expect, expectRow, open, register, row, settled, test, writeJson } from './support/page.ts';
import { named, PROBE, rowOf, WALK } from './support/rows.ts';

const BIND = rowOf(PROBE, callOf('FFA_NOTIFICATION_BIND'));

const BAD = await badLinks();

for (const { name, fragment, says } of BAD)
  test(`${name} opens nothing and says why`, async ({ page }) => {
    await open(page, fragment);
    await expect(page.getByRole('heading', { name: /cannot be opened, so nothing was loaded/ })).toBeFocused();
    await expect(page.getByRole('alert')).toHaveText(says);
    await expect(page.getByRole('listbox', { name: 'Rows' })).toHaveCount(0);
    await expect(page).toHaveTitle('FF-A Scope');
    await page.getByRole('button', { name: 'Start from lesson 1' }).click();
    await expectRow(page, 0);
  });

test('a bad link over an open scenario leaves it as it is', async ({ page }) => {
  await open(page);
  await choose(page, named(BIND, 'call'));
  await expect(page).toHaveURL(new RegExp(`&r=${BIND}$`));
  const address = page.url();
  for (const { name, fragment, says } of BAD) {
    await test.step(name, async () => {
      // As a person does who pastes it into the address bar: the page is not loaded again.
      await page.goto(`/${fragment}`);
      const alert = page.getByRole('alert').filter({ hasText: says });
      await expect(alert).toBeVisible();
      await expectRow(page, BIND);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('A probe, step by step');
      // The address is again that of what is open, so that it can be shared.
      await expect(page).toHaveURL(address);
      await alert.getByRole('button', { name: 'Close' }).click();
      await expect(page.getByRole('alert')).toHaveCount(0);
    });
  }
});

test('a good link over an open scenario replaces it', async ({ page }) => {
  await open(page);
  await page.goto(`/${await linkTo({ ...WALK, title: 'Ids 0..2 taken' }, 40)}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ids 0..2 taken');
  await expectRow(page, 40);
});

test('a link whose view is not understood still opens, with a note', async ({ page }) => {
  const link = await linkTo({ title: 'Half understood', actions: [{ do: 'probe' }] }, 7);
  await open(page, `${link}&zoom=4`);
  await expect(page.getByText('A part of the link about the view is not understood')).toBeVisible();
  await expectRow(page, 7);
});

test('the whole link pasted on the error screen opens it', async ({ page }) => {
  const link = await linkTo({ title: 'Whole again', actions: [{ do: 'probe' }] }, 3);
  await open(page, link.slice(0, 30));
  await page.getByRole('button', { name: 'Paste the whole link' }).click();
  const dialog = page.getByRole('dialog', { name: 'Open a link' });
  await dialog.getByRole('textbox').fill(link.slice(0, 40));
  await dialog.getByRole('button', { name: 'Open the link' }).click();
  await expect(dialog.getByRole('alert')).toHaveText(/cut off/);
  await dialog.getByRole('textbox').fill(link);
  await dialog.getByRole('button', { name: 'Open the link' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Whole again');
  await expectRow(page, 3);
});

const BAD_JSON = [
  ['an unknown field', '{"v":1,"bouund":[0],"actions":[{"do":"probe"}]}', /bouund.*bound/s],
  [
    'a register out of range',
    '{"v":1,"actions":[{"do":"probe"}],"faults":[{"at":{"call":"FFA_NOTIFICATION_BIND"},"do":{"reply":{"w2":"0x10000000000000000"}}}]}',
    /faults\[0\]\.do\.reply\.w2.*64/s,
  ],
  ['a register that does not exist', '{"v":1,"faults":[{"at":{"call":"FFA_RUN"},"do":{"reply":{"w9":1}}}]}', /w9/],
  ['broken JSON', '{"v":1,"actions":[{"do":"probe"}', /./],
] as const;

test('JSON that is wrong says one sentence and leaves the scenario open', async ({ page }) => {
  await open(page);
  await choose(page, named(BIND, 'call'));
  for (const [name, text, says] of BAD_JSON) {
    await test.step(name, async () => {
      const editor = await writeJson(page, text);
      await expect(editor).toHaveAccessibleDescription(says);
      await expect(editor).toHaveAttribute('aria-invalid', 'true');
      await expect(page.getByRole('button', { name: 'Run this' })).toBeDisabled();
      await expectRow(page, BIND);
    });
  }
  await page.getByRole('button', { name: 'Undo my changes' }).click();
  await settled(page);
  await expect(register(page, 'w0')).toHaveAccessibleName(/^w0 0x8400007f /);
  await expect(row(page, named(BIND, 'call, .*FFA_NOTIFICATION_BIND \\{0\\}'))).toBeVisible();
});
