import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Page } from '@playwright/test';
import { currentName, expect, expectRow, open, settled, slider, state, test } from './support/page.ts';
import { fixture, panel, title } from './support/recordings.ts';

// A page that was saved as one file, opened from disk: it plays, and asks nobody.

const root = fileURLToPath(new URL('..', import.meta.url));
let folder = '';
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'one-file-'));
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Opens the file and answers every address that the page asks for besides itself. */
async function openFile(page: Page, path: string): Promise<string[]> {
  const asked: string[] = [];
  const own = pathToFileURL(path).href;
  page.context().on('request', (r) => {
    const url = r.url();
    if (url.split('#')[0] !== own && !url.startsWith('blob:') && !url.startsWith('data:')) asked.push(url);
  });
  await page.goto(own);
  await settled(page);
  return asked;
}

test('a run that the page saved: it opens, steps, forks, and sends nothing', async ({ page, context }) => {
  await open(page);
  await page.keyboard.press('Control+e');
  const dialog = page.getByRole('dialog', { name: 'Export' });
  await dialog.getByText('One page', { exact: true }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Save as .html' }).click(),
  ]);
  const path = join(folder, 'run.html');
  await download.saveAs(path);
  await page.close();

  const alone = await context.newPage();
  const asked = await openFile(alone, path);
  await expectRow(alone, 0);
  await alone.keyboard.press('e');
  await alone.keyboard.press('ArrowRight');
  await settled(alone);
  const rows = Number(await slider(alone).getAttribute('max'));
  expect(rows).toBeGreaterThan(20);
  // The model is in it, too: a fault makes another future.
  await alone.keyboard.press('c');
  await settled(alone);
  await alone.keyboard.press('i');
  await expect(alone.getByRole('dialog')).toBeVisible();
  await settled(alone);
  expect(asked).toEqual([]);
});

test('a recording that the command line wrote: rows, states and verdicts as where it was read', async ({ page }) => {
  const path = join(folder, 'recording.html');
  const cli = join(root, 'dist-cli', 'ffa-scope.mjs');
  const html = execFileSync(process.execPath, [cli, 'open', fixture('e-bound-3.trace.txt'), '--format', 'html'], {
    maxBuffer: 1 << 26,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  writeFileSync(path, html);
  const asked = await openFile(page, path);
  await expect(title(page)).toHaveText('e-bound-3.trace.txt');
  await expect(panel(page)).toContainText('Every reply is one that the profile gives.');
  await page.keyboard.press('e');
  await settled(page);
  expect(await currentName(page)).toMatch(/DENIED/);
  await expect(state(page)).toContainText('worked out from the calls');
  expect(asked).toEqual([]);
});
