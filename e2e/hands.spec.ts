import type { Page } from '@playwright/test';
import { LESSONS } from '../src/lessons/gallery.ts';
import { expectAccessible } from './support/axe.ts';
import { boxOf, expect, inspector, open, rows, settled, slider, state, test } from './support/page.ts';
import { openState, STATES } from './support/states.ts';

// The diagram under the hand, keys that come before what they are meant for, and a low window.

const top = (page: Page): Promise<number> => rows(page).evaluate((e) => e.scrollTop);
/** Pixels from a row to the next one: the second row of a block begins there. */
const height = async (page: Page): Promise<number> => {
  const moved = await rows(page).getByRole('option').nth(1).getAttribute('transform');
  return Number(/translate\(0 (\d+)\)/.exec(moved ?? '')?.[1]);
};

test('a press that moves drags the rows and chooses none; one that does not move chooses', async ({ page }) => {
  await open(page);
  await page.keyboard.press('l');
  await settled(page);
  const at = await boxOf(rows(page));
  if (at === null) throw new Error('there are no rows');
  const [x, y] = [at.x + at.width / 2, at.y + at.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x, y - 120, { steps: 6 });
  await page.mouse.up();
  expect(await top(page)).toBe(120);
  await settled(page);
  await expect(slider(page)).toHaveValue('0');
  await page.mouse.click(x, y);
  await expect(slider(page)).not.toHaveValue('0');
});

test('Ctrl with the wheel makes the rows larger, then time, and back', async ({ page }) => {
  await open(page);
  const before = await height(page);
  await rows(page).hover();
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -100);
  await expect.poll(() => height(page)).toBeGreaterThan(before);
  await page.mouse.wheel(0, -100);
  await page.keyboard.up('Control');
  await page.keyboard.press('v');
  await expect(page.getByRole('radio', { name: /^Time/ })).toBeChecked();
});

test('L shows more of a lesson, Shift L less, and says how much', async ({ page }) => {
  await open(page);
  await page.keyboard.press('Shift+L');
  await settled(page);
  await expect(page.getByText(/^Calls: \d+ lines for \d+ rows\.$/)).toBeVisible();
  await page.keyboard.press('Shift+L');
  await expect(page.getByText(/^Registers only: \d+ lines for \d+ rows\.$/)).toBeVisible();
  await page.keyboard.press('v');
  await expect(page.getByRole('radio', { name: 'Registers only' })).toBeChecked();
});

for (const pause of [0, 60])
  test(`what is typed before the commands are there is kept, ${pause} ms a key`, async ({ page }) => {
    await open(page);
    await page.keyboard.press('Control+k');
    await page.keyboard.type('denied', { delay: pause });
    await expect(page.getByRole('combobox', { name: 'Command, lesson or row number' })).toHaveValue('denied');
  });

test('a fault is injected by keys that do not wait for the menu', async ({ page }) => {
  const main = STATES.find((s) => s.name === 'main');
  await open(page, main?.link);
  await page.keyboard.press('i');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Keep new' })).toBeVisible();
});

test('what is typed into the search at once is looked for', async ({ page }) => {
  await open(page);
  await page.keyboard.press('/');
  await page.keyboard.type('kind:log');
  await expect(page.getByRole('textbox', { name: 'Find rows' })).toHaveValue('kind:log');
});

test('from the first visit to the answer of the question of lesson 3 by keyboard alone', async ({ page }) => {
  const lesson = LESSONS.find((l) => l.name === 'eacces-walk');
  if (lesson === undefined) throw new Error('there is no such lesson');
  await open(page);
  await page.keyboard.press('Control+k');
  await page.keyboard.type(`Lesson ${lesson.number}`);
  await page.keyboard.press('Enter');
  await expect(page.getByText(`Lesson ${lesson.number} of`)).toBeVisible();
  await settled(page);
  for (let n = 1; n < lesson.glosses.length; n++) {
    await page.keyboard.press('s');
    await settled(page);
  }
  await page.keyboard.press('s');
  const question = page.getByRole('group', { name: lesson.question });
  await expect(question.getByRole('radio').first()).toBeFocused();
  await page.keyboard.press('4');
  await page.keyboard.press('Enter');
  await expect(question.getByRole('status')).toHaveText(/^✓ The model agrees/);
  await expectAccessible(page, 'the answer');
});

test.describe('1280 by 720', () => {
  test.use({ viewport: { width: 1280, height: 720 } });
  for (const name of ['first', 'main'])
    test(`${name}: 18 rows, the grid of ids and the first values of the state are on the screen`, async ({ page }) => {
      const found = STATES.find((s) => s.name === name);
      if (found === undefined) throw new Error(`there is no state ${name}`);
      await openState(page, found, false);
      const box = await boxOf(rows(page));
      expect((box?.height ?? 0) / (await height(page))).toBeGreaterThanOrEqual(18);
      await expect(state(page).getByRole('gridcell', { name: /^id 63/ })).toBeInViewport({ ratio: 1 });
      await expect(state(page).getByRole('listitem').first()).toBeInViewport({ ratio: 1 });
    });
});

test('1440 by 900: the grid of ids is on the screen beside the longest exchange', async ({ page }) => {
  const main = STATES.find((s) => s.name === 'main');
  await open(page, main?.link);
  await expect(inspector(page).getByRole('row', { name: /^w7/ })).toBeInViewport();
  await expect(state(page).getByRole('gridcell', { name: /^id 63/ })).toBeInViewport({ ratio: 1 });
});
