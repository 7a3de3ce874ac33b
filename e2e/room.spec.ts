import { test } from './support/page.ts';
import { expectNoSideways, expectNothingClipped } from './support/room.ts';
import { openState, STATES } from './support/states.ts';

// Nothing is cut off and nothing scrolls sideways, from a phone to a large screen, and at 200 % zoom.
const WINDOWS = [
  { name: 'a phone', viewport: { width: 360, height: 740 }, deviceScaleFactor: 1 },
  { name: '1440 by 900 at 200 %', viewport: { width: 720, height: 450 }, deviceScaleFactor: 2 },
  { name: 'a small laptop', viewport: { width: 1024, height: 640 }, deviceScaleFactor: 1 },
  { name: 'a laptop', viewport: { width: 1440, height: 900 }, deviceScaleFactor: 1 },
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
    if (window.viewport.width < 900)
      test('and on every tab', async ({ page }) => {
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
