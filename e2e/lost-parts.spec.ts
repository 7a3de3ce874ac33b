import type { Locator, Page } from '@playwright/test';
import { replyTo } from '../src/lessons/find-row.ts';
import { settled } from './support/page.ts';
import { openExample, panel, toRecordings } from './support/recordings.ts';
import { PROBE, rowOf } from './support/rows.ts';
import { expect, missing, type StaticServer, test } from './support/served-page.ts';

// A server that stops, and a new deploy that takes the old parts away, under an open page: every control that needs a part
// which is not here says so where it is seen, and does what it was asked for when the part is there again.

test.use({ serviceWorkers: 'block' });

const REPLY = rowOf(PROBE, replyTo('FFA_NOTIFICATION_BIND'));
const dialog = (page: Page, name: string | RegExp): Locator => page.getByRole('dialog', { name });
const byPalette = async (page: Page, command: string): Promise<void> => {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Command, lesson or row number' }).fill(command);
  await page.keyboard.press('Enter');
};

/** A control, what is done with it, and what is seen when its part has come. */
type Control = readonly [name: string, press: (page: Page) => Promise<unknown>, opens: (page: Page) => Locator];

const CONTROLS: readonly Control[] = [
  ['?', (page) => page.keyboard.press('?'), (page) => dialog(page, 'Keys')],
  ['Ctrl K', (page) => page.keyboard.press('Control+k'), (page) => dialog(page, 'Commands')],
  ['V', (page) => page.keyboard.press('v'), (page) => dialog(page, 'View')],
  ['Shift B', (page) => page.keyboard.press('Shift+B'), (page) => dialog(page, 'Breakpoints')],
  ['O', (page) => page.keyboard.press('o'), (page) => dialog(page, 'Recent work')],
  ['I', (page) => page.keyboard.press('i'), (page) => dialog(page, /inject/i)],
  ['H', (page) => page.keyboard.press('h'), (page) => page.getByRole('menu', { name: 'By hand' })],
  ['Ctrl E', (page) => page.keyboard.press('Control+e'), (page) => dialog(page, 'Export')],
  ['/', (page) => page.keyboard.press('/'), (page) => page.getByRole('textbox', { name: 'Find rows' })],
  [
    'the menu of a row',
    (page) => page.getByRole('listbox', { name: 'Rows' }).dispatchEvent('contextmenu'),
    (page) => page.getByRole('menu', { name: /^Row \d+$/ }),
  ],
  [
    'Shift Z',
    (page) => page.keyboard.press('Shift+Z'),
    (page) => page.getByRole('option', { name: /folded|hidden|rows \d+ to/i }),
  ],
  [
    'All lessons',
    (page) => page.getByRole('button', { name: 'All lessons' }).click(),
    (page) => dialog(page, 'All lessons'),
  ],
  [
    'Compare',
    (page) => page.getByRole('button', { name: 'Compare', exact: true }).click(),
    (page) => page.getByLabel('Left, scenario'),
  ],
  [
    'Explore',
    (page) => page.getByRole('button', { name: 'Explore', exact: true }).click(),
    (page) =>
      dialog(page, /^Explore/)
        .getByRole('status')
        .first()
        .filter({ hasText: /^(\d+) of \1 faults/ }),
  ],
  [
    'the recipe, by the palette',
    (page) => byPalette(page, 'Record a machine: the recipe'),
    (page) => dialog(page, /recipe|record/i),
  ],
  [
    'causes, by the palette',
    (page) => byPalette(page, 'From a message to its cause'),
    (page) => dialog(page, /message|cause/i),
  ],
  [
    'two ways, by the palette',
    (page) => byPalette(page, 'Compare: bottom half and synchronous'),
    (page) => dialog(page, /^Bottom half/),
  ],
  ['review, by the palette', (page) => byPalette(page, 'Review'), (page) => dialog(page, /^Review/)],
  ['a link, by the palette', (page) => byPalette(page, 'Open a link'), (page) => dialog(page, /link/i)],
  [
    'the link to copy, by the palette',
    (page) => byPalette(page, 'Show the link to copy'),
    (page) => dialog(page, /link/i),
  ],
  [
    'reference, by the palette',
    (page) => byPalette(page, 'Reference: FFA_VERSION'),
    (page) => dialog(page, /FFA_VERSION/),
  ],
  [
    'tour, by the palette',
    (page) => byPalette(page, 'Tour of the page'),
    (page) => page.getByRole('dialog', { name: /./ }),
  ],
  [
    'the scenario as JSON',
    (page) => page.getByText('Scenario as JSON').click(),
    (page) => page.getByRole('textbox', { name: 'Scenario as JSON' }),
  ],
  [
    'ids to paint',
    (page) => page.getByText(/Paint the ids/).click(),
    (page) => page.getByRole('grid', { name: 'Ids to paint' }),
  ],
  [
    'the legal replies',
    async (page) => {
      await page.getByRole('slider', { name: 'Playback position' }).fill(String(REPLY));
      await page.getByText('Legal replies, and what each').click();
    },
    (page) => page.getByRole('region', { name: 'Inspector' }).getByRole('region', { name: /^Answers/ }),
  ],
  [
    'the driver with its fixes',
    (page) => page.getByRole('group', { name: 'Linux driver' }).getByText('fixed').click(),
    (page) => page.getByRole('region', { name: 'Fixes' }),
  ],
  [
    'a fault',
    async (page) => {
      await page.keyboard.press('.');
      await page.keyboard.press('i');
      await page.getByRole('menuitem').first().click();
    },
    (page) => page.getByRole('region', { name: 'Two futures' }),
  ],
  ['T', (page) => page.keyboard.press('t'), (page) => dialog(page, 'Futures')],
  [
    'Open a recording',
    (page) => page.getByRole('button', { name: 'Open a recording' }).click(),
    (page) => page.getByRole('heading', { name: 'Open a recording of a real machine' }),
  ],
];

const LOSSES: readonly (readonly [string, (s: StaticServer) => Promise<void>, (s: StaticServer) => Promise<void>])[] = [
  ['the server is stopped', (s) => s.stop(), (s) => s.start()],
  [
    'a new deploy has taken the old parts away',
    async (s) => {
      s.gone = (path) => path.startsWith('assets/');
    },
    async (s) => {
      s.gone = () => false;
    },
  ],
];

/** Opens the page as one who was here before; nothing is loaded ahead, because the page has no idle moment. */
async function openServed(page: Page, server: StaticServer): Promise<void> {
  await page.addInitScript(() => {
    localStorage.setItem('ffa-scope.tour', 'shown');
    window.requestIdleCallback = () => 0;
  });
  await page.goto(server.address);
  await settled(page);
}

for (const [what, lose, find] of LOSSES)
  test(`${what}: every control says so, and does what it was asked for when its part is there again`, async ({
    page,
    server,
  }) => {
    await openServed(page, server);
    // Where a dialog waits for its part, it is said there, before the page.
    const again = missing(page).getByRole('button', { name: 'Try again' }).first();
    for (const [control, press, opens] of CONTROLS)
      await test.step(control, async () => {
        await lose(server);
        await press(page);
        await expect(again, `${control}: says that its part is missing`).toBeVisible();
        await expect(opens(page), `${control}: is not there without its part`).toHaveCount(0);
        if (control === CONTROLS[0]?.[0]) {
          await again.click();
          await expect(again, 'tried in vain').toBeVisible();
        }
        await find(server);
        await again.click();
        await expect(opens(page).first(), `${control}: does what it was asked for`).toBeVisible();
        await expect(missing(page)).toHaveCount(0);
        await page.keyboard.press('Escape');
        await page.keyboard.press('.');
        await settled(page);
      });
    // Nothing of the page was lost meanwhile.
    await expect(page.getByRole('alert')).toHaveCount(0);
  });

test('a worker whose script does not come is said where it was asked for, and comes when it is asked for again', async ({
  page,
  server,
}) => {
  await openServed(page, server);
  const noWorker = (path: string): boolean => /^assets\/.*worker/.test(path);
  const all = (): boolean => false;

  server.gone = noWorker;
  await page.getByRole('button', { name: 'Explore', exact: true }).click();
  const explore = dialog(page, /^Explore/);
  await expect(explore.getByRole('status').first()).toContainText('Its worker could not be started.');
  server.gone = all;
  await explore.getByRole('button', { name: 'Try again' }).click();
  await expect(explore.getByRole('status').first()).toContainText(/^(\d+) of \1 faults at \d+ places tried\. $/);
  await expect(explore.getByRole('button', { name: 'Try again' })).toHaveCount(0);
  server.gone = noWorker;
  await explore.getByText('Every fix').click();
  const tryFixes = explore.getByRole('button', { name: 'Try the fixes' });
  await tryFixes.click();
  await expect(explore.getByRole('status')).toContainText('Its worker could not be started.');
  server.gone = all;
  await tryFixes.click();
  await expect(explore.getByRole('status')).toContainText(/[1-9]\d* of \d+ searches/);
  await page.keyboard.press('Escape');

  await toRecordings(page);
  // What hands the file to the worker is a part of the page, which the tests above lose.
  const isLost = (path: string): boolean => /(job|open)-worker/.test(path);
  const example = page.getByRole('button', { name: /^Ids 0 to 2 are taken/ });
  server.gone = isLost;
  await example.click();
  await expect(page.getByRole('alert')).toContainText('its worker could not be started. Open it again');
  server.gone = all;
  await openExample(page, /^Ids 0 to 2 are taken/, 'e-bound-3.trace.txt');
  server.gone = (path) => path.includes('counterpart-worker');
  const model = panel(page).getByRole('button', { name: 'Model this' });
  await model.click();
  await expect(page.getByRole('alert')).toContainText('its worker could not be started. Try again');
  server.gone = all;
  await model.click();
  await expect(page.getByRole('status').filter({ hasText: 'All 25 calls are equal.' })).toBeVisible();
});
