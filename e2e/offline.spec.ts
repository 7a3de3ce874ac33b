import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { currentName, settled } from './support/page.ts';
import { fileInput, fixture, openExample, panel, title, toRecordings } from './support/recordings.ts';
import { expect, missing, test } from './support/served-page.ts';

// The page without its server: kept on this machine after one visit. Where it is not kept yet, what was not loaded does not
// come (lost-parts.spec.ts).

const exportDialog = (page: Page) => page.getByRole('dialog', { name: 'Export' });

async function kept(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await settled(page);
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (navigator.serviceWorker.controller === null)
      await new Promise((r) => navigator.serviceWorker.addEventListener('controllerchange', r, { once: true }));
  });
}

test.describe('kept after one visit', () => {
  test.use({ serviceWorkers: 'allow' });

  test('with the server stopped: reload, a lesson, a recording, an injection, an export, a document', async ({
    page,
    server,
  }) => {
    await kept(page, server.address);
    await server.stop();
    await page.reload();
    await settled(page);
    expect(await currentName(page)).toMatch(/^Row 0,/);
    // Another lesson, which the first load does not have; and it is run.
    await page.goto(`${server.address}#lesson=eacces-walk`);
    await settled(page);
    await expect(page).toHaveTitle(/^Ids 0\.\.2 taken/);
    // A fault, from what only the menu of faults loads; and its run.
    await page.keyboard.press('c');
    await page.keyboard.press('i');
    await page.getByRole('menuitem').first().click();
    await settled(page);
    await expect(page.getByRole('region', { name: 'Two futures' })).toBeVisible();
    await page.keyboard.press('Control+e');
    await expect(exportDialog(page).getByRole('region', { name: 'Preview' })).toContainText('User');
    // It is saved, too: all of it is made here.
    const [file] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Control+s')]);
    expect(readFileSync(await file.path(), 'utf8').split('\n').length).toBeGreaterThan(20);
    await page.keyboard.press('Escape');
    await toRecordings(page);
    await openExample(page, /^Ids 0 to 2 are taken/, 'e-bound-3.trace.txt');
    await expect(panel(page)).toContainText('Every reply is one that the profile gives.');
    expect((await page.request.get(`${server.address}docs/protocol.html`).catch(() => null))?.ok() ?? false).toBe(
      false,
    );
    await page.goto(`${server.address}docs/protocol.html`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  });

  test('a newer version is offered, comes when it is taken, and not before', async ({ page, server }) => {
    await kept(page, server.address);
    const worker = readFileSync(fileURLToPath(new URL('../dist/sw.js', import.meta.url)), 'utf8');
    const html = readFileSync(fileURLToPath(new URL('../dist/index.html', import.meta.url)), 'utf8');
    server.changed.set('sw.js', worker.replace(/VERSION = "[^"]*"/, 'VERSION = "next"'));
    server.changed.set('index.html', html.replace('<body>', '<body data-version="next">'));
    await page.reload();
    await settled(page);
    const offer = page.getByRole('status').filter({ hasText: 'A newer version of FF-A Scope is here' });
    // All files of the newer version come first.
    await expect(offer).toBeVisible();
    await expect(page.locator('body[data-version]')).toHaveCount(0);
    await offer.getByRole('button', { name: 'Reload with it' }).click();
    await expect(page.locator('body[data-version="next"]')).toHaveCount(1);
    await settled(page);
    await expect(offer).toHaveCount(0);
  });
});

test.describe('not kept', () => {
  test.use({ serviceWorkers: 'block' });

  test('what was loaded ahead opens without the server', async ({ page, server }) => {
    await page.goto(server.address);
    await settled(page);
    await expect(page.locator('html')).toHaveAttribute('data-ahead', 'true');
    await server.stop();
    await page.keyboard.press('Control+e');
    await expect(exportDialog(page).getByRole('region', { name: 'Preview' })).toContainText('User');
    await page.keyboard.press('Escape');
    await page.keyboard.press('i');
    await expect(page.getByRole('dialog').getByRole('button').first()).toBeVisible();
    await page.keyboard.press('Escape');
    // The worker that reads recordings is up, too.
    await toRecordings(page);
    await fileInput(page).setInputFiles(fixture('b-probe.trace.txt'));
    await expect(title(page)).toHaveText('b-probe.trace.txt');
    await settled(page);
    await expect(page.getByRole('listbox', { name: 'Rows' }).getByRole('option').first()).toBeVisible();
    await expect(missing(page)).toHaveCount(0);
  });
});
