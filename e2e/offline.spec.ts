import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test as base, type Locator, type Page } from '@playwright/test';
import { currentName, expect, settled } from './support/page.ts';
import { openExample, panel, toRecordings } from './support/recordings.ts';
import { StaticServer } from './support/static-server.ts';

// The page without its server: kept on this machine after one visit; and where it is not kept yet, every part that does
// not come is said, and comes when the server is back.

const test = base.extend<{ server: StaticServer }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from the pattern
  server: async ({}, use) => {
    const server = new StaticServer();
    await server.start();
    await use(server);
    await server.stop();
  },
});
const exportDialog = (page: Page) => page.getByRole('dialog', { name: 'Export' });
const missing = (page: Page) => page.getByRole('alert').filter({ hasText: 'A part of this page could not be loaded' });

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

  for (const [what, lose, find] of [
    ['the server is gone', (s: StaticServer) => s.stop(), (s: StaticServer) => s.start()],
    [
      'a new deploy has taken the old parts away',
      async (s: StaticServer) => {
        s.gone = (path) => path.startsWith('assets/');
      },
      async (s: StaticServer) => {
        s.gone = () => false;
      },
    ],
  ] as const)
    test(`${what}: said where it is seen, tried again, and nothing of the page is lost`, async ({ page, server }) => {
      // Nothing is loaded ahead in this test: the page has no idle moment.
      await page.addInitScript(() => {
        window.requestIdleCallback = () => 0;
      });
      await page.goto(server.address);
      await settled(page);
      await lose(server);
      await page.keyboard.press('Control+e');
      await expect(missing(page)).toBeVisible();
      await missing(page).getByRole('button', { name: 'Try again' }).click();
      await expect(missing(page)).toBeVisible();
      await find(server);
      await missing(page).getByRole('button', { name: 'Try again' }).click();
      await expect(exportDialog(page)).toBeVisible();
      await expect(missing(page)).toHaveCount(0);
    });

  test('every control whose part does not come says so, and opens it when the server has it again', async ({
    page,
    server,
  }) => {
    await page.addInitScript(() => {
      window.requestIdleCallback = () => 0;
    });
    await page.goto(server.address);
    await settled(page);
    const dialog = (name: string | RegExp): Locator => page.getByRole('dialog', { name });
    const recording = page.getByRole('heading', { name: 'Open a recording of a real machine' });
    let missed = 0;
    for (const [control, press, opens] of [
      ['?', () => page.keyboard.press('?'), dialog('Keys')],
      ['Ctrl K', () => page.keyboard.press('Control+k'), dialog('Commands')],
      ['V', () => page.keyboard.press('v'), dialog('View')],
      ['Shift B', () => page.keyboard.press('Shift+B'), dialog('Breakpoints')],
      ['O', () => page.keyboard.press('o'), dialog('Recent work')],
      ['I', () => page.keyboard.press('i'), dialog(/inject/i)],
      ['Ctrl E', () => page.keyboard.press('Control+e'), dialog('Export')],
      ['All lessons', () => page.getByRole('button', { name: 'All lessons' }).click(), dialog('All lessons')],
      [
        'Compare',
        () => page.getByRole('button', { name: 'Compare', exact: true }).click(),
        page.getByLabel('Left, scenario'),
      ],
      ['Explore', () => page.getByRole('button', { name: 'Explore', exact: true }).click(), dialog(/^Explore/)],
      ['Open a recording', () => page.getByRole('button', { name: 'Open a recording' }).click(), recording],
    ] as const)
      await test.step(control, async () => {
        server.gone = (path) => path.startsWith('assets/');
        await press();
        // Where a dialog waits for its part, it is said there, before the page.
        const again = missing(page).getByRole('button', { name: 'Try again' }).first();
        // What the first load brought opens at once.
        await expect(again.or(opens).first()).toBeVisible();
        server.gone = () => false;
        if (await again.isVisible()) {
          missed++;
          await again.click();
        }
        await expect(opens).toBeVisible();
        await expect(missing(page)).toHaveCount(0);
        await page.keyboard.press('Escape');
        await settled(page);
      });
    expect(missed).toBeGreaterThan(4);
  });

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
    await expect(missing(page)).toHaveCount(0);
  });
});
