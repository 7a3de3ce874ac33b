import { fileURLToPath } from 'node:url';
import { currentName, expect, open, settled, test } from './support/page.ts';
import { fileInput, panel, title, toRecordings } from './support/recordings.ts';

const binary = (name: string): string =>
  fileURLToPath(new URL(`../src/import/fixtures/binary/${name}`, import.meta.url));

test('trace.dat packed with zstd: its calls, and the stacks by the names that it holds itself', async ({ page }) => {
  await open(page);
  await toRecordings(page);
  await fileInput(page).setInputFiles(binary('arm64-probe.trace.dat'));
  await expect(title(page)).toHaveText('arm64-probe.trace.dat');
  await settled(page);
  await expect(panel(page)).toContainText('trace.dat');
  await expect(panel(page)).toContainText('45 records');
  await expect(panel(page)).toContainText('15, each with its reply');
  await expect(panel(page)).toContainText('Every record was understood.');
  expect(await currentName(page)).toMatch(/GET_API_VERSION/);
  await expect(page.getByRole('region', { name: 'Kernel stack' })).toContainText('optee_ffa_probe');
});

test('perf.data, and one that perf did not finish says what to type', async ({ page }) => {
  await open(page);
  await toRecordings(page);
  await fileInput(page).setInputFiles(binary('perf-data.data'));
  await expect(title(page)).toHaveText('perf-data.data');
  await settled(page);
  await expect(panel(page)).toContainText('14, each with its reply');
  await page.getByRole('button', { name: 'Open another' }).click();
  const head = new Uint8Array(600);
  head.set(new TextEncoder().encode('PERFILE2'));
  head[8] = 104;
  head[16] = 144;
  await fileInput(page).setInputFiles({ name: 'cut.data', mimeType: '', buffer: Buffer.from(head) });
  await expect(page.getByText('This perf.data was not finished by perf')).toBeVisible();
  await expect(page.getByText('perf script -i FILE > trace.txt')).toBeVisible();
});
