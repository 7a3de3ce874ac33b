import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { expectAccessible } from './support/axe.ts';
import { badLinks, linkTo } from './support/links.ts';
import { expect, open, settled, test } from './support/page.ts';
import { expectNoSideways } from './support/room.ts';

// A picture of every state of mockup/DESIGN-NOTES.md in both themes, wide and phone, to be laid beside the mockup's. Each is
// checked for accessibility, and that nothing is wider than the window.
const FOLDER = fileURLToPath(new URL('../node_modules/.cache/screens/', import.meta.url));
const WALK = {
  title: 'Ids 0, 1 and 2 are taken',
  bound: [0, 1, 2],
  actions: [{ do: 'probe' }, { do: 'notify' }, { do: 'remove' }],
};
const FAULT = [{ at: { call: 'FFA_NOTIFICATION_BIND', nth: 4 }, do: { error: 'INVALID_PARAMETERS' } }];
const [DAMAGED] = await badLinks();
// The row where the SPMC grants id 3, as in the mockup.
const GRANTED = 40;
const MAIN = await linkTo(WALK, GRANTED);
const FORK = `${await linkTo({ ...WALK, faults: FAULT }, GRANTED)}&b=${(await linkTo(WALK, 0)).slice('#s='.length).replace(/&.*/, '')}`;

interface State {
  readonly name: string;
  readonly link: string;
  /** What is done before the picture is taken. */
  readonly act?: (page: Page, phone: boolean) => Promise<void>;
}

const palette = async (page: Page, name: string): Promise<void> => {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Command, lesson or row number' }).fill(name);
  await page.keyboard.press('Enter');
};

const STATES: readonly State[] = [
  { name: 'first', link: '' },
  { name: 'main', link: MAIN },
  {
    name: 'inject',
    link: MAIN,
    async act(page) {
      await page.keyboard.press('i');
      await expect(page.getByRole('menu', { name: 'What happens here' })).toBeVisible();
    },
  },
  { name: 'fork', link: FORK },
  { name: 'error', link: DAMAGED?.fragment ?? '' },
  { name: 'futures', link: FORK, act: (page) => page.keyboard.press('t') },
  { name: 'view', link: MAIN, act: (page) => page.keyboard.press('v') },
  { name: 'breakpoints', link: MAIN, act: (page) => page.keyboard.press('Shift+B') },
  { name: 'recent', link: MAIN, act: (page) => page.keyboard.press('o') },
  { name: 'palette', link: MAIN, act: (page) => page.keyboard.press('Control+k') },
  { name: 'help', link: MAIN, act: (page) => page.keyboard.press('?') },
  { name: 'folded', link: MAIN, act: (page) => palette(page, 'fold every function') },
  {
    name: 'search',
    link: MAIN,
    async act(page) {
      await page.keyboard.press('/');
      await page.getByRole('textbox', { name: 'Find rows' }).fill('err:DENIED');
      await expect(page.getByRole('search').getByRole('status')).toHaveText(/3 rows/);
    },
  },
];

test.beforeAll(() => {
  mkdirSync(FOLDER, { recursive: true });
});

for (const colorScheme of ['light', 'dark'] as const)
  for (const width of [1440, 360])
    test.describe(`${colorScheme}, ${width} wide`, () => {
      test.use({ colorScheme, viewport: { width, height: width === 360 ? 740 : 900 } });
      test('every state', async ({ page }) => {
        test.setTimeout(180_000);
        for (const state of STATES)
          await test.step(state.name, async () => {
            // What cannot be opened is only told where nothing else is open.
            if (state.name === 'error' || state.name === 'first') await page.goto('about:blank');
            await open(page, state.link);
            await page.keyboard.press('.');
            await state.act?.(page, width === 360);
            await settled(page);
            await page.screenshot({ path: `${FOLDER}${state.name}-${colorScheme}-${width}.png` });
            await expectAccessible(page, state.name);
            await expectNoSideways(page, state.name);
            await page.goto('about:blank');
          });
      });
    });
