import type { Page } from '@playwright/test';
import { badLinks, linkTo } from './links.ts';
import { expect, inspector, open, settled } from './page.ts';
import { GRANTED, rowOf, WALK } from './rows.ts';

const ALL = { ...WALK, actions: [{ do: 'probe' }, { do: 'notify' }, { do: 'remove' }] };
const FAULT = [{ at: { call: 'FFA_NOTIFICATION_BIND', nth: 4 }, do: { error: 'INVALID_PARAMETERS' } }];
const [DAMAGED] = await badLinks();
const FOUND = rowOf(ALL, GRANTED);
const MAIN = await linkTo(ALL, FOUND);
const FORK = `${await linkTo({ ...ALL, faults: FAULT }, FOUND)}&b=${(await linkTo(ALL, 0)).slice('#s='.length).replace(/&.*/, '')}`;

/** A state of the page that is looked at (docs/screen.md). */
export interface State {
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

/** The fourth step of the first lesson: the answer to BIND. */
const step = async (page: Page): Promise<void> => {
  for (let n = 0; n < 4; n++) {
    await page.keyboard.press('s');
    await settled(page);
  }
};

export const STATES: readonly State[] = [
  { name: 'first', link: '' },
  { name: 'lesson', link: '', act: step },
  {
    name: 'question',
    link: '',
    async act(page) {
      await step(page);
      await page.keyboard.press('q');
      await expect(page.getByRole('button', { name: 'Check' }).first()).toBeInViewport();
    },
  },
  {
    name: 'word',
    link: '',
    async act(page) {
      await step(page);
      await page.getByRole('region', { name: 'Lesson, step by step' }).locator('[data-term]').first().click();
      await expect(page.locator('#word-card')).toBeVisible();
    },
  },
  {
    name: 'register',
    link: MAIN,
    async act(page, phone) {
      if (phone) await page.getByRole('tab', { name: 'Registers' }).click();
      await inspector(page).getByRole('button', { name: 'w1', exact: true }).hover();
      await expect(page.locator('#word-card')).toBeVisible();
    },
  },
  { name: 'main', link: MAIN },
  {
    name: 'inject',
    link: MAIN,
    async act(page) {
      await page.keyboard.press('i');
      // The foot tells of the line with the focus.
      const menu = page.getByRole('menu', { name: 'What happens here' });
      await expect(menu.getByRole('menuitem').first()).toBeFocused();
    },
  },
  {
    name: 'replies',
    link: MAIN,
    async act(page, phone) {
      if (phone) await page.getByRole('tab', { name: 'Registers' }).click();
      // A high window has them open.
      const replies = inspector(page).locator('details').filter({ hasText: 'Legal replies, and what each' });
      if ((await replies.getAttribute('open')) === null)
        await replies.getByText('Legal replies, and what each').click();
      await expect(
        inspector(page)
          .getByRole('button', { name: /^Inject this/ })
          .first(),
      ).toBeVisible();
    },
  },
  { name: 'fork', link: FORK },
  { name: 'error', link: DAMAGED?.fragment ?? '' },
  { name: 'futures', link: FORK, act: (page) => page.keyboard.press('t') },
  { name: 'view', link: MAIN, act: (page) => page.keyboard.press('v') },
  { name: 'breakpoints', link: MAIN, act: (page) => page.keyboard.press('Shift+B') },
  { name: 'recent', link: MAIN, act: (page) => page.keyboard.press('o') },
  { name: 'palette', link: MAIN, act: (page) => page.keyboard.press('Control+k') },
  { name: 'tour', link: '', act: (page) => palette(page, 'Tour of the page') },
  { name: 'help', link: MAIN, act: (page) => page.keyboard.press('?') },
  {
    name: 'folded',
    link: MAIN,
    act: async (page) => {
      await palette(page, 'fold every function');
      // Folds come after the first paint, and the list keeps its place while it shrinks: from the first row on it is the same.
      await page.keyboard.press('Home');
    },
  },
  {
    name: 'search',
    link: MAIN,
    async act(page) {
      await page.keyboard.press('/');
      await page.getByRole('textbox', { name: 'Find rows' }).fill('err:DENIED');
      await expect(page.getByRole('search').getByRole('status')).toHaveText(/3 rows/);
    },
  },
  {
    name: 'recording',
    link: MAIN,
    async act(page, phone) {
      if (phone) await page.getByRole('combobox', { name: 'Ways in' }).selectOption('recording');
      else await page.getByRole('button', { name: 'Open a recording' }).click();
      await expect(page.getByRole('heading', { name: 'Open a recording of a real machine' })).toBeVisible();
    },
  },
];

/** Opens the page in a state of the list, from nothing: what cannot be opened is told only where nothing else is open. */
export async function openState(page: Page, state: State, phone: boolean): Promise<void> {
  if (page.url() !== 'about:blank') await page.goto('about:blank');
  await open(page, state.link);
  await page.keyboard.press('.');
  await state.act?.(page, phone);
  await settled(page);
}
