import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from './support/axe.ts';
import { tap } from './support/firefox.ts';
import { boxOf, expect, inspector, open, settled, state, test } from './support/page.ts';

const card = (page: Page): Locator => page.locator('#word-card');
const band = (page: Page): Locator => page.getByRole('region', { name: 'Lesson, step by step' });

/** The first step of a lesson has words that are explained. */
async function firstStep(page: Page): Promise<void> {
  await open(page);
  await page.keyboard.press('s');
  await settled(page);
}

test('a word of a lesson is explained by the pointer, which may go onto the card', async ({ page }) => {
  await firstStep(page);
  const word = band(page).locator('[data-term]').first();
  await word.hover();
  await expect(card(page)).toBeVisible();
  await expectAccessible(page, 'a word under the pointer');
  await card(page).hover();
  await expect(card(page)).toBeVisible();
  await page.mouse.move(5, 400);
  await expect(card(page)).toHaveCount(0);
});

test('by keyboard: the focus shows it, Enter goes into it, Escape closes it and comes back', async ({ page }) => {
  await firstStep(page);
  const word = band(page).locator('[data-term]').first();
  await page.keyboard.press('Tab');
  await word.focus();
  await expect(card(page)).toHaveRole('tooltip');
  await page.keyboard.press('Enter');
  await expect(card(page)).toHaveRole('dialog');
  await expect(card(page).getByRole('link', { name: 'Glossary' })).toBeFocused();
  await expectAccessible(page, 'a word that is kept open');
  await page.keyboard.press('Escape');
  await expect(card(page)).toHaveCount(0);
  await expect(word).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Glossary' })).toBeVisible();
});

test('lanes, headings of the state, contexts and registers say what they are', async ({ page }) => {
  await firstStep(page);
  await page.getByRole('button', { name: 'What is this: SPMC' }).click();
  await expect(card(page)).toContainText('Secure Partition Manager Core');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'What is this: Context' }).click();
  await expect(card(page)).toContainText('P process');
  await page.keyboard.press('Escape');
  await state(page).getByRole('button', { name: 'struct optee' }).click();
  await expect(card(page)).toContainText('bottom half value');
  await page.keyboard.press('Escape');
  await page.locator('[data-context="process"]').first().hover();
  await expect(card(page)).toContainText('It may sleep');
  await page.mouse.move(5, 5);
  await expect(card(page)).toHaveCount(0);
  // The fourth step is the answer to BIND.
  for (let i = 0; i < 3; i++) {
    await page.keyboard.press('s');
    await settled(page);
  }
  await inspector(page).getByRole('button', { name: 'w1', exact: true }).hover();
  await expect(card(page)).toContainText('0x8001, OP-TEE');
  await expectAccessible(page, 'the bits of a register');
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true });
  test('a tap opens a word inside the window, another tap closes it', async ({ page }) => {
    await open(page);
    const step = band(page).getByRole('button', { name: 'Next step' });
    await tap(step);
    await settled(page);
    const word = band(page).locator('[data-term]').first();
    await tap(word);
    await expect(card(page)).toBeVisible();
    const box = await boxOf(card(page));
    expect(box?.x).toBeGreaterThanOrEqual(0);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(360);
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(740);
    await expectAccessible(page, 'a word on a phone');
    await tap(word);
    await expect(card(page)).toHaveCount(0);
  });
});
