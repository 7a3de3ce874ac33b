import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expectAccessible, expectAccessibleInBothThemes } from './support/axe.ts';
import { expectGeometry, WRITE } from './support/geometry.ts';
import { test } from './support/page.ts';
import { expectNoSideways, expectNothingClipped } from './support/room.ts';
import { openState, STATES } from './support/states.ts';

// Every state of support/states.ts, wide and on a phone: its geometry beside the kept one, room for every word, and in
// both themes a picture for the eye (docs/screen.md) and the rules of accessibility.
const FOLDER = fileURLToPath(new URL('../node_modules/.cache/screens/', import.meta.url));

test.beforeAll(() => {
  mkdirSync(FOLDER, { recursive: true });
});

for (const width of [1440, 360])
  test.describe(`${width} wide`, () => {
    test.use({ colorScheme: 'light', viewport: { width, height: width === 360 ? 740 : 900 } });
    for (const state of STATES)
      test(state.name, async ({ page }) => {
        await openState(page, state, width === 360);
        await expectGeometry(page, `${state.name}-${width}`);
        if (WRITE) return;
        await expectNothingClipped(page, state.name);
        await expectAccessibleInBothThemes(page, state.name, async (theme) => {
          await page.screenshot({ path: `${FOLDER}${state.name}-${theme}-${width}.png` });
          await expectNoSideways(page, `${state.name}, ${theme}`);
        });
      });
  });

// The looks that a person asks the system for; sight.spec.ts says what must hold in them.
for (const [look, contextOptions] of [
  ['more contrast', { contrast: 'more' }],
  ['forced colours', { forcedColors: 'active' }],
] as const)
  test.describe(look, () => {
    test.use({ contextOptions: { ...contextOptions, reducedMotion: 'reduce' } });
    for (const state of STATES.filter((s) => ['main', 'inject', 'fork', 'lesson', 'word', 'tour'].includes(s.name)))
      test(state.name, async ({ page }) => {
        await openState(page, state, false);
        await page.screenshot({ path: `${FOLDER}${state.name}-${look.replace(' ', '-')}.png` });
        await expectAccessible(page, state.name);
      });
  });
