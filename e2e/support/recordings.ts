import { fileURLToPath } from 'node:url';
import type { Locator, Page } from '@playwright/test';
import { expect, settled } from './page.ts';

/** The path of a recording that the unit tests have, too. */
export const fixture = (name: string): string =>
  fileURLToPath(new URL(`../../src/import/fixtures/qemu-6.12.117/${name}`, import.meta.url));

/** The field behind "Choose a file". */
export const fileInput = (page: Page): Locator => page.getByLabel('File of a recording');
/** The panel that says what a recording is. */
export const panel = (page: Page): Locator => page.getByRole('complementary', { name: 'Recording' });
/** What is open. */
export const title = (page: Page): Locator => page.getByRole('heading', { level: 1 });

/** Goes where a recording is opened. */
export async function toRecordings(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Open a recording' }).click();
  await expect(page.getByRole('heading', { name: 'Open a recording of a real machine' })).toBeVisible();
  await settled(page);
}

/** Opens one of the recordings that ship. */
export async function openExample(page: Page, name: RegExp, file: string): Promise<void> {
  await page.getByRole('button', { name }).click();
  await expect(title(page)).toHaveText(file);
  await settled(page);
}
