import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expectAccessible } from './support/axe.ts';
import { test } from './support/page.ts';
import { expectNoSideways } from './support/room.ts';
import { openState, STATES } from './support/states.ts';

// A picture of every state of support/states.ts in both themes, wide and phone, for the eye (docs/screen.md). Each is
// checked for accessibility, and that nothing is wider than the window.
const FOLDER = fileURLToPath(new URL('../node_modules/.cache/screens/', import.meta.url));

test.beforeAll(() => {
  mkdirSync(FOLDER, { recursive: true });
});

for (const colorScheme of ['light', 'dark'] as const)
  for (const width of [1440, 360])
    test.describe(`${colorScheme}, ${width} wide`, () => {
      test.use({ colorScheme, viewport: { width, height: width === 360 ? 740 : 900 } });
      for (const state of STATES)
        test(state.name, async ({ page }) => {
          await openState(page, state, width === 360);
          await page.screenshot({ path: `${FOLDER}${state.name}-${colorScheme}-${width}.png` });
          await expectAccessible(page, state.name);
          await expectNoSideways(page, state.name);
        });
    });

// The looks that a person asks the system for; sight.spec.ts says what must hold in them.
for (const [look, contextOptions] of [
  ['more contrast', { contrast: 'more' }],
  ['forced colours', { forcedColors: 'active' }],
] as const)
  test.describe(look, () => {
    test.use({ contextOptions: { ...contextOptions, reducedMotion: 'reduce' } });
    for (const state of STATES.filter((s) => ['main', 'inject', 'fork'].includes(s.name)))
      test(state.name, async ({ page }) => {
        await openState(page, state, false);
        await page.screenshot({ path: `${FOLDER}${state.name}-${look.replace(' ', '-')}.png` });
        await expectAccessible(page, state.name);
      });
  });
