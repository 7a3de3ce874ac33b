import type { Page } from '@playwright/test';
import { LESSONS } from '../src/lessons/gallery.ts';
import { STOPS } from '../src/view/tour/stops.ts';
import { expectAccessibleInBothThemes } from './support/axe.ts';
import { linkTo } from './support/links.ts';
import { expect, expectRow, open, picture, settled, test } from './support/page.ts';
import { expectNoSideways, expectNothingClipped } from './support/room.ts';

// The tour of the first visit: six stops on the page itself, out of the way of everything that somebody came for.

test.use({ firstVisit: true });

const card = (page: Page) => page.getByRole('dialog', { name: /./ }).filter({ hasText: /^Tour, \d of 6/ });

test('it opens at the first visit, is walked by Enter alone, and does not come again', async ({ page }) => {
  await open(page);
  for (const [i, stop] of STOPS.entries()) {
    await expect(card(page)).toContainText(`Tour, ${i + 1} of 6`);
    await expect(card(page).getByRole('heading', { name: stop.title })).toBeVisible();
    await expect(card(page).getByRole('button', { name: i === 5 ? 'Done' : 'Next', exact: true })).toBeFocused();
    await settled(page);
    await page.keyboard.press('Enter');
  }
  await expect(card(page)).toHaveCount(0);
  await expect(page.getByRole('listbox', { name: 'Rows' })).toBeFocused();
  await page.goto('about:blank');
  await open(page);
  await expect(card(page)).toHaveCount(0);
});

test('Escape ends it at once, the keys of the page go on meanwhile, and it is found again', async ({ page }) => {
  await open(page);
  await expect(card(page)).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expectRow(page, 1);
  await expect(card(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(card(page)).toHaveCount(0);
  await page.keyboard.press('?');
  await page.getByRole('button', { name: 'Tour of the page' }).click();
  await expect(card(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Command, lesson or row number' }).fill('tour');
  await page.keyboard.press('Enter');
  await expect(card(page)).toBeVisible();
});

test('it is in the way of no link, of no page with an address, and of no work', async ({ page }) => {
  const link = await linkTo({ title: 'A link', actions: [{ do: 'probe' }] }, 3);
  for (const address of [link, '#/glossary', '#lesson=eacces-walk', '#s=1.AAAA', '?embed']) {
    await page.goto('about:blank');
    await page.goto(`/${address}`);
    await settled(page);
    await expect(card(page), address).toHaveCount(0);
  }
});

test('the stop of the registers shows a row that has some, and the last one leads to a lesson', async ({ page }) => {
  await open(page);
  await card(page).getByRole('button', { name: 'Next', exact: true }).click();
  await settled(page);
  await expect(page.getByRole('region', { name: 'Inspector' }).getByRole('button', { name: 'w3' })).toBeVisible();
  for (let n = 0; n < 4; n++) await page.keyboard.press('Enter');
  await card(page)
    .getByRole('button', { name: /The -EACCES walk$/ })
    .click();
  await settled(page);
  await expect(card(page)).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'Lesson, step by step' })).toContainText('Step 1 of 5');
});

test('by keyboard alone from the first visit to the answer of lesson 3', async ({ page }) => {
  const lesson = LESSONS.find((l) => l.name === 'eacces-walk');
  if (lesson === undefined) throw new Error('there is no lesson 3');
  const { keyboard } = page;
  await open(page);
  await expect(card(page)).toBeVisible();
  await keyboard.press('Escape');
  await keyboard.press('Control+k');
  await keyboard.type('EACCES walk');
  await keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(lesson.scenario.title);
  await settled(page);
  const question = page.getByRole('group', { name: lesson.question });
  const first = question.getByRole('radio').first();
  let presses = 0;
  for (; presses < 14 && !(await first.evaluate((e) => e === document.activeElement)); presses++) {
    await keyboard.press('s');
    await settled(page);
  }
  expect(presses).toBeLessThanOrEqual(lesson.glosses.length + 1);
  await keyboard.press('4');
  await keyboard.press('Enter');
  await expect(question.getByRole('status')).toHaveText(/^✓ The model agrees/);
  await expect(question.getByText(lesson.answer)).toBeVisible();
});

for (const [width, height] of [
  [1440, 900],
  [1024, 640],
  [720, 450],
  [360, 740],
] as const)
  test.describe(`${width} wide, in both themes`, () => {
    test.use({ viewport: { width, height } });
    test('every stop is whole, inside the window, and read by everybody', async ({ page }) => {
      await open(page);
      for (const [i, stop] of STOPS.entries()) {
        await expect(card(page).getByRole('heading', { name: stop.title })).toBeInViewport({ ratio: 1 });
        await expect(card(page)).toBeInViewport({ ratio: 1 });
        // What it speaks of is on the page, and the card leaves it in sight where there is room beside it.
        await expect(page.locator(`[data-tour~="${stop.at}"]`).filter({ visible: true }).first()).toBeVisible();
        const look = async (theme = ''): Promise<void> => {
          await expectNoSideways(page, stop.title);
          await expectNothingClipped(page, stop.title);
          await picture(page, test.info().outputPath(`${i}-${theme}.png`));
        };
        if (width === 1440 || width === 360) await expectAccessibleInBothThemes(page, stop.title, look);
        else await look();
        await card(page)
          .getByRole('button', { name: /^(Next|Done)$/ })
          .click();
      }
    });
  });
