import { test } from './support/page.ts';
import { expectNoSideways, expectNothingClipped } from './support/room.ts';
import { openState, STATES } from './support/states.ts';

// Nothing is cut off and nothing scrolls sideways, from a phone to a large screen, and at 200 % zoom. At 360 and 1440
// pixels screens.spec.ts has the states open and looks for it there.
const WINDOWS = [
  { name: '1440 by 900 at 200 %', viewport: { width: 720, height: 450 }, deviceScaleFactor: 2 },
  { name: 'a small laptop', viewport: { width: 1024, height: 640 }, deviceScaleFactor: 1 },
  { name: 'a low laptop', viewport: { width: 1280, height: 720 }, deviceScaleFactor: 1 },
  { name: 'a large screen', viewport: { width: 2560, height: 1440 }, deviceScaleFactor: 1 },
] as const;

for (const { name, ...window } of WINDOWS)
  test.describe(name, () => {
    test.use(window);
    for (const state of STATES)
      test(`there is room for every word: ${state.name}`, async ({ page }) => {
        await openState(page, state, window.viewport.width < 900);
        await expectNoSideways(page, state.name);
        await expectNothingClipped(page, state.name);
      });
  });

for (const { name, ...window } of [
  { name: 'a phone', viewport: { width: 360, height: 740 }, deviceScaleFactor: 1 },
  WINDOWS[0],
])
  test.describe(name, () => {
    test.use(window);
    test('there is room for every word on every tab', async ({ page }) => {
      const main = STATES.find((s) => s.name === 'main');
      if (main === undefined) throw new Error('there is no main state');
      await openState(page, main, true);
      for (const tab of ['Registers', 'State', 'Scenario', 'Steps'])
        await test.step(tab, async () => {
          await page.getByRole('tab', { name: tab }).click();
          await expectNoSideways(page, tab);
          await expectNothingClipped(page, tab);
        });
    });
  });
