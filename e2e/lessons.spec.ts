import type { Page } from '@playwright/test';
import { LESSONS } from '../src/lessons/gallery.ts';
import { expectAccessibleInBothThemes } from './support/axe.ts';
import { boxOf, expect, open, picture, settled, test } from './support/page.ts';
import { expectNoSideways, expectNothingClipped } from './support/room.ts';

// A student's way through a lesson: by "next step" alone, every caption whole and in sight, to the question and its answer.

const WAYS = ['probe', 'eacces-walk', 'notification', 'two-ways', 'unbind-pending'];

async function openLesson(page: Page, name: string): Promise<(typeof LESSONS)[number]> {
  const lesson = LESSONS.find((l) => l.name === name);
  if (lesson === undefined) throw new Error(`there is no lesson ${name}`);
  await open(page);
  if (lesson.number > 1) {
    await page.keyboard.press('Control+k');
    await page
      .getByRole('combobox', { name: 'Command, lesson or row number' })
      .fill(`Lesson ${lesson.number}: ${lesson.title}`);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(lesson.scenario.title);
    await settled(page);
  }
  return lesson;
}

const band = (page: Page) => page.getByRole('region', { name: 'Lesson, step by step' });

/** The caption of a step is in the window, none of it cut off or behind something. */
async function expectWhole(page: Page, text: string): Promise<void> {
  const caption = band(page).getByText(text, { exact: true });
  await expect(caption).toBeInViewport({ ratio: 1 });
  const cut = await caption.evaluate((p) => {
    const { left, right, top, bottom } = p.getBoundingClientRect();
    const over = document.elementFromPoint(left + 4, bottom - 4);
    return {
      scrolls: p.scrollWidth > p.clientWidth + 1 || p.scrollHeight > p.clientHeight + 1,
      outside: left < 0 || top < 0 || right > innerWidth || bottom > innerHeight,
      covered: over !== p && !p.contains(over),
    };
  });
  expect(cut, text).toEqual({ scrolls: false, outside: false, covered: false });
}

for (const [width, height] of [
  [1440, 900],
  [360, 740],
] as const)
  test.describe(`${width} wide`, () => {
    test.use({ viewport: { width, height }, hasTouch: width === 360 });
    for (const name of WAYS)
      test(`${name}: every step by the button alone, and nothing moves but the row`, async ({ page }) => {
        const lesson = await openLesson(page, name);
        const next = page.getByRole('button', { name: /^(Next step|To the question)/ });
        const seen: string[] = [];
        let presses = 0;
        const box = await boxOf(band(page));
        for (const gloss of lesson.glosses) {
          if (seen.length > 0 || lesson.number === 1) {
            await next.click();
            presses++;
            await settled(page);
          }
          await expectWhole(page, gloss.text);
          seen.push(gloss.text);
          expect(await boxOf(band(page)), gloss.text).toEqual(box);
        }
        await expect(next).toHaveText(/^To the question/);
        await next.click();
        expect(++presses).toBeLessThanOrEqual(14);
        await expect(page.getByRole('group', { name: lesson.question })).toBeInViewport();
      });
  });

test('the answer to the question of lesson 3, by keys alone: wrong, why, right, and where it shows', async ({
  page,
}) => {
  const lesson = await openLesson(page, 'eacces-walk');
  await page.keyboard.press('q');
  const question = page.getByRole('group', { name: lesson.question });
  await expect(question.getByRole('radio').first()).toBeFocused();
  await page.keyboard.press('3');
  await page.keyboard.press('Enter');
  await expect(question.getByRole('status')).toHaveText(/^✗ The model does not agree. w3 holds ids 0 to 31/);
  await page.keyboard.press('4');
  await page.keyboard.press('Enter');
  await expect(question.getByRole('status')).toHaveText(/^✓ The model agrees/);
  await expect(question.getByText(lesson.answer)).toBeVisible();
  await question.getByRole('button', { name: /^Show it: row/ }).click();
  await settled(page);
  // The other run of the lesson: the lesson stays open, and its answer is kept.
  await expect(page.getByRole('heading', { name: 'The −EACCES walk' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Ids 0..31 taken' })).toHaveAttribute('aria-current', 'true');
  await page.reload();
  await settled(page);
  await page.getByRole('button', { name: 'All lessons' }).click();
  await expect(page.getByRole('button', { name: /The -EACCES walk.*1 of 5 steps, answered/ })).toBeVisible();
});

test('a change is called one, and the way back to the lesson is a button', async ({ page }) => {
  await openLesson(page, 'eacces-walk');
  await page.getByRole('textbox', { name: 'Add to: Held by another driver' }).fill('9');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Your change of lesson 3')).toBeVisible();
  await expect(band(page)).toBeHidden();
  await page.getByRole('button', { name: 'Back to the lesson' }).click();
  await expect(band(page)).toBeVisible();
});

for (const width of [1440, 360])
  test.describe(`${width} wide, in both themes`, () => {
    test.use({ viewport: { width, height: width === 360 ? 740 : 900 } });
    test('a step and a question can be read by everybody', async ({ page }) => {
      await openLesson(page, 'eacces-walk');
      for (const key of ['s', 'q']) {
        await page.keyboard.press(key);
        await settled(page);
        await expectAccessibleInBothThemes(page, key, async (theme) => {
          await expectNoSideways(page, key);
          await expectNothingClipped(page, key);
          await picture(page, test.info().outputPath(`${key}-${theme}.png`));
        });
      }
    });
  });
