import type { Page } from '@playwright/test';
import { callOf, replyTo } from '../src/lessons/find-row.ts';
import { expectAccessibleInBothThemes } from './support/axe.ts';
import { badLinks, linkTo } from './support/links.ts';
import { expect, open, test } from './support/page.ts';
import { expectNoSideways } from './support/room.ts';
import { PROBE, rowOf } from './support/rows.ts';

const BIND = rowOf(PROBE, callOf('FFA_NOTIFICATION_BIND'));

const [DAMAGED] = await badLinks();
const DENIED = {
  title: 'DENIED for id 0',
  actions: [{ do: 'probe' }, { do: 'notify' }, { do: 'remove' }],
  faults: [{ at: { call: 'FFA_NOTIFICATION_BIND' }, do: { error: 'DENIED' } }],
};
const FAULTED = await linkTo(DENIED, rowOf(DENIED, replyTo('FFA_NOTIFICATION_BIND')));

// What support/states.ts lists is looked at by screens.spec.ts; here is what lies behind it.
for (const width of [1440, 360]) {
  test.describe(`${width} wide, in both themes`, () => {
    test.use({ viewport: { width, height: width === 360 ? 740 : 900 } });

    const check = (page: Page, where: string): Promise<void> =>
      test.step(where, () => expectAccessibleInBothThemes(page, where, () => expectNoSideways(page, where)));

    test('all lessons, and the form of the reply', async ({ page }) => {
      await open(page);
      if (width === 360) await page.getByRole('tab', { name: 'Scenario' }).click();
      await page.getByRole('button', { name: 'All lessons' }).click();
      await check(page, 'lessons');
      await page.keyboard.press('Escape');
      if (width === 360) await page.getByRole('tab', { name: 'Steps' }).click();
      await page.getByRole('slider', { name: 'Playback position' }).fill(String(BIND));
      await page.getByRole('slider', { name: 'Playback position' }).blur();
      await page.keyboard.press('i');
      await page.getByRole('menuitem', { name: /^Edit the reply registers/ }).click();
      await check(page, 'reply form');
    });

    test('after a fault', async ({ page }) => {
      await open(page, FAULTED);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('DENIED for id 0');
      if (width === 360) {
        for (const tab of ['Registers', 'State', 'Scenario', 'Steps']) {
          await page.getByRole('tab', { name: tab }).click();
          await check(page, `${tab} after a fault`);
        }
      } else {
        await check(page, 'after a fault');
        await page.getByText('Legal replies, and what each').click();
        await check(page, 'the legal replies');
        await page.getByRole('button', { name: 'Change action 2, One notification' }).click();
        await page.getByText('More of the machine').click();
        await page.getByText('Scenario as JSON').click();
        await page.getByRole('textbox', { name: 'Scenario as JSON' }).fill('{"v": 1, "bouund": [0]}');
        await check(page, 'everything unfolded, JSON refused');
      }
    });

    test('a damaged link, over what is open and alone', async ({ page }) => {
      await open(page, FAULTED);
      await page.goto(`/${DAMAGED?.fragment}`);
      await expect(page.getByRole('alert').filter({ hasText: 'damaged' })).toBeVisible();
      await check(page, 'a message above the caption');
      await page.goto('about:blank');
      await open(page, DAMAGED?.fragment);
      await expect(page.getByRole('heading', { name: /nothing was loaded/ })).toBeVisible();
      await page.getByRole('button', { name: 'Paste the whole link' }).click();
      await check(page, 'paste dialog');
    });
  });
}
