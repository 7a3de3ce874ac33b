import { expectAccessible } from './support/axe.ts';
import { linkTo } from './support/links.ts';
import { expect, open, slider, state, test } from './support/page.ts';

const by = (vm: number, ...w: readonly (number | string)[]) => ({ do: 'smc', w, vm });

test('every VM that has a bitmap has its ids in the state, and says who may signal them', async ({ page }) => {
  const actions = [{ do: 'boot' }, by(5, '0x8400007d', 0, 2), by(5, '0x8400007f', '0x80010000', 0, '0x8')];
  await open(page, await linkTo({ title: 'Two VMs', secure: 'hafnium', actions }, 0));
  const grid = (vm: number) => state(page).getByRole('grid', { name: `64 notification ids of VM ${vm}` });
  await expect(grid(0)).toBeVisible();
  await expect(grid(5)).toBeHidden();
  await slider(page).focus();
  await page.keyboard.press('End');
  await expect(grid(5)).toBeVisible();
  const id = grid(5).getByRole('button', { name: /^id 3 of VM 5, bound by VM 5, .* may signal it to VM 5/ });
  await id.click();
  await expect(state(page).getByRole('status')).toContainText('free → bound');
  await expectAccessible(page, 'the ids of two VMs');
});

test('the SPMC runs where the secure world of the rows has it', async ({ page }) => {
  const link = await linkTo(
    { title: 'Hafnium', secure: 'hafnium', actions: [{ do: 'secure-boot' }, { do: 'boot' }] },
    0,
  );
  await open(page, link);
  await expect(page.getByRole('img', { name: /SPMC.*S-EL2/ })).toBeVisible();
});
