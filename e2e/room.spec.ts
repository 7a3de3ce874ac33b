import type { Page } from '@playwright/test';
import { settled, test } from './support/page.ts';
import { expectNoSideways, expectNothingClipped } from './support/room.ts';
import { openState, STATES } from './support/states.ts';

// Nothing is cut off and nothing scrolls sideways, from a phone to a large screen, and at 200 % zoom. At 360 and 1440
// pixels screens.spec.ts has the states open and looks for it there.

const expectRoom = async (page: Page, where: string): Promise<void> => {
  await expectNoSideways(page, where);
  await expectNothingClipped(page, where);
};

/** How many menus, dialogs and cards stand over the page. */
const over = (page: Page): Promise<number> =>
  page.locator('dialog[open], [role=dialog], [role=menu], #word-card').filter({ visible: true }).count();

const SMALL_LAPTOP = { width: 1024, height: 640 };
/** The same state in these is the same page: a window that somebody makes larger. */
const LARGER = [
  { width: 1280, height: 720 },
  { width: 2560, height: 1440 },
];
const ZOOMED = { viewport: { width: 720, height: 450 }, deviceScaleFactor: 2 };

test.describe('from a small laptop to a large screen', () => {
  test.use({ viewport: SMALL_LAPTOP });
  for (const state of STATES)
    test(`there is room for every word: ${state.name}`, async ({ page }) => {
      await openState(page, state, false);
      await expectRoom(page, `${state.name}, ${SMALL_LAPTOP.width} wide`);
      const stood = await over(page);
      for (const size of LARGER) {
        await page.setViewportSize(size);
        // What is measured anew is drawn in the frame after.
        await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
        await settled(page);
        // The card of a word goes when the window changes.
        if ((await over(page)) !== stood) await openState(page, state, false);
        await expectRoom(page, `${state.name}, ${size.width} wide`);
      }
    });
});

test.describe('1440 by 900 at 200 %', () => {
  test.use(ZOOMED);
  for (const state of STATES)
    test(`there is room for every word: ${state.name}`, async ({ page }) => {
      await openState(page, state, true);
      await expectRoom(page, state.name);
    });
});

for (const [name, window] of [
  ['a phone', { viewport: { width: 360, height: 740 }, deviceScaleFactor: 1 }],
  ['1440 by 900 at 200 %', ZOOMED],
] as const)
  test.describe(name, () => {
    test.use(window);
    test('there is room for every word on every tab', async ({ page }) => {
      const main = STATES.find((s) => s.name === 'main');
      if (main === undefined) throw new Error('there is no main state');
      await openState(page, main, true);
      for (const tab of ['Registers', 'State', 'Scenario', 'Steps'])
        await test.step(tab, async () => {
          await page.getByRole('tab', { name: tab }).click();
          await expectRoom(page, tab);
        });
    });
  });
