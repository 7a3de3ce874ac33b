import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, expectRow, open, rows, settled, slider, test } from './support/page.ts';
import { fileInput, openExample, panel, title, toRecordings } from './support/recordings.ts';

test('rows appear as they come; a reading is stopped and kept, or dropped', async ({ page }, info) => {
  const file = info.outputPath('long.trace.txt');
  execFileSync(process.execPath, [fileURLToPath(new URL('../tools/big-trace.mjs', import.meta.url)), '150', file]);
  await open(page);
  await toRecordings(page);
  await openExample(page, /^A remove/, 'c-remove.trace.txt');
  await slider(page).fill('3');

  // While the worker reads, the diagram has the rows so far: they scroll and step, and more come below.
  await panel(page).getByRole('button', { name: 'Open another' }).click();
  await fileInput(page).setInputFiles(file);
  const reading = page.getByRole('region', { name: 'Reading' });
  // A busy machine takes its time to begin.
  await expect(reading.getByRole('button', { name: 'Stop and keep the rows' })).toBeVisible();
  await expect(reading).toContainText(/[\d.]+ MB of 150\.\d MB, [\d,]+ rows/);
  await expect(title(page)).toHaveText('long.trace.txt');
  await expect(rows(page).getByRole('option').first()).toBeVisible();
  const last = async (): Promise<number> => Number(await slider(page).getAttribute('max'));
  const before = await last();
  await rows(page).focus();
  await page.keyboard.press('ArrowDown');
  await expect(slider(page)).toHaveValue('1');
  await expect.poll(last).toBeGreaterThan(before);
  await expect(slider(page)).toHaveValue('1');
  await expect(panel(page)).toContainText('Still being read');

  // Dropped: what was open before is open again, at its row.
  await reading.getByRole('button', { name: 'Stop and drop them' }).click();
  await expect(title(page)).toHaveText('c-remove.trace.txt');
  await expect(reading).toContainText('The reading of long.trace.txt was stopped, and nothing of it is kept.');
  await expectRow(page, 3);
  await reading.getByRole('button', { name: 'Close' }).click();
  await expect(reading).toBeHidden();

  // Kept: the rows so far are checked, and everything says that there are more in the file.
  await panel(page).getByRole('button', { name: 'Open another' }).click();
  await fileInput(page).setInputFiles(file);
  await reading.getByRole('button', { name: 'Stop and keep the rows' }).click();
  await expect(reading).toContainText(/was stopped: its first \d+ rows are here, the rest of the file is not/);
  await settled(page);
  await expect(panel(page)).toContainText(/Readthe first [\d.]+ MB, then it was stopped/);
  await expect(panel(page)).toContainText('against OP-TEE');
  await page.keyboard.press('End');
  await expectRow(page, await last());
});

test('a reading can be cancelled before its first row', async ({ page }, info) => {
  // What reads is not let in: a quick machine would be through with any file before the test has looked.
  await page.route(/open-worker[^/]*\.js/, () => undefined);
  const file = info.outputPath('never-begun.txt');
  writeFileSync(file, '84000063 10001 -> 10002\n');
  await open(page);
  await toRecordings(page);
  await fileInput(page).setInputFiles(file);
  const reading = page.getByRole('region', { name: 'Reading' });
  await expect(reading.getByRole('progressbar')).toBeVisible();
  await expect(reading.getByRole('button', { name: 'Cancel the reading' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(reading).toBeHidden();
  await expect(page.getByRole('button', { name: 'Choose a file' })).toBeVisible();
  await expect(page.getByText('The reading of never-begun.txt was stopped')).toBeVisible();
  await settled(page);
  await expect(title(page)).toHaveText('No recording is open');
});

test('a worker that the browser ends is noticed, and what was read stays', async ({ page }, info) => {
  const file = info.outputPath('ended.trace.txt');
  execFileSync(process.execPath, [fileURLToPath(new URL('../tools/big-trace.mjs', import.meta.url)), '150', file]);
  await open(page);
  await toRecordings(page);
  await fileInput(page).setInputFiles(file);
  const reading = page.getByRole('region', { name: 'Reading' });
  await expect(reading).toContainText(/[\d,]+ rows/);
  await expect(rows(page).getByRole('option').first()).toBeVisible();
  // It says nothing more, and no event comes: as where a browser needs its memory.
  for (const worker of page.workers())
    if (worker.url().includes('job-worker')) await worker.evaluate(() => self.close());
  await expect(reading).toContainText(/The reading of ended\.trace\.txt broke off: .*the browser ended its worker/);
  await settled(page);
  await expect(rows(page).getByRole('option').first()).toBeVisible();
});
