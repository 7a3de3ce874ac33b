import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expectAccessible } from './support/axe.ts';
import { type StandIns, standIn } from './support/live.ts';
import { expect, expectRow, open, rows, settled, slider, test } from './support/page.ts';
import { fixture, panel, title, toRecordings } from './support/recordings.ts';
import { expectNoSideways } from './support/room.ts';

const text = readFileSync(fixture('b-probe.trace.txt'), 'utf8');
/** In the middle of a line. */
const half = text.indexOf('\n', text.length >> 1) - 20;

const strip = (page: Page) => page.getByRole('region', { name: 'Follow' });
const last = async (page: Page): Promise<number> => Number(await slider(page).getAttribute('max'));
/** What the test does to the stand-ins of the page. */
const does = <T>(page: Page, act: (live: StandIns, arg: T) => void, arg: T): Promise<void> =>
  page.evaluate(`(${act.toString()})(window.standIns, ${JSON.stringify(arg)})`);

test('a file that grows is followed: rows appear, a pause holds them back, and stopping keeps them', async ({
  page,
}) => {
  await page.addInitScript(standIn);
  await open(page);
  await toRecordings(page);
  await does(page, (live, t) => live.write(t), text.slice(0, half));
  await page.getByRole('button', { name: 'Follow a file' }).click();
  await expect(title(page)).toHaveText('board.log');
  await expect(strip(page).getByRole('status').first()).toContainText('Following board.log');
  await expectAccessible(page, 'following a file');
  const before = await last(page);

  // Who looks at an older row stays there, and is told of the newer ones.
  await rows(page).focus();
  await page.keyboard.press('Home');
  await strip(page).getByRole('button', { name: 'Pause' }).click();
  await does(page, (live, t) => live.write(t), text);
  await expect(strip(page)).toContainText(/wait, and nothing is lost/);
  expect(await last(page)).toBe(before);
  await strip(page).getByRole('button', { name: 'Go on' }).click();
  await expect.poll(() => last(page)).toBeGreaterThan(before);
  await expect(slider(page)).toHaveValue('0');
  await strip(page)
    .getByRole('button', { name: /newer rows/ })
    .click();
  await expectRow(page, await last(page));

  // Written anew: it is said, and the rows before stay.
  await does(page, (live, t) => live.write(t), text.slice(0, half));
  await expect(strip(page).getByRole('status', { name: 'Remarks' })).toContainText('became shorter');
  await strip(page).getByRole('button', { name: 'Stop and keep' }).click();
  await expect(page.getByText(/board\.log is no longer followed: its \d+ rows are here, and checked/)).toBeVisible();
  await settled(page);
  await expect(panel(page)).toContainText('against OP-TEE');
  expect(await last(page)).toBeGreaterThan(before);
});

test('the cause of a message is told while the board still speaks', async ({ page }) => {
  await page.addInitScript(standIn);
  await open(page);
  await toRecordings(page);
  const begun = '[    1.883012] ARM FF-A: Driver version 1.1\n[    1.951000] optee: initialized driver\n';
  await does(page, (live, t) => live.write(t), begun);
  await page.getByRole('button', { name: 'Follow a file' }).click();
  await expect(strip(page).getByRole('status').first()).toContainText('Following board.log');
  await does(
    page,
    (live, t) => live.write(t),
    `${begun}[   64.100301] ARM FF-A: Notification bitmap create error -13\n`,
  );
  await expect(panel(page)).toContainText('The bitmap is still there: BITMAP_DESTROY was refused when arm_ffa went');
  await expect(strip(page).getByRole('status').first()).toContainText('Following board.log');
});

test('a board is read from its serial port: its rows appear, it is unplugged and connected again, its bytes are kept', async ({
  page,
}) => {
  await page.addInitScript(standIn);
  await open(page);
  await toRecordings(page);
  await page.getByLabel('Bits a second').selectOption('1500000');
  await page.getByRole('button', { name: 'Connect a serial port' }).click();
  await expect(strip(page)).toContainText('Connected Serial port 0403:6001');
  await does(page, (live, t) => live.say(t), text.slice(0, half));
  await expect(title(page)).toHaveText('Serial port 0403:6001');
  await expect(rows(page).getByRole('option', { selected: true })).toBeVisible();
  const before = await last(page);
  await does(page, (live, t) => live.say(t), text.slice(half));
  await expect.poll(() => last(page)).toBeGreaterThan(before);
  const remarks = strip(page).getByRole('status', { name: 'Remarks' });
  await does(page, (live, name) => live.stumble(name), 'BufferOverrunError');
  await expect(remarks).toContainText('lost bytes once');
  await does(page, (live) => live.unplug(), null);
  await expect(strip(page)).toContainText('Lost Serial port');
  await expect(remarks).toContainText('What came is kept');
  await strip(page).getByRole('button', { name: 'Connect again' }).click();
  await expect(strip(page)).toContainText('Connected');
  await strip(page).getByRole('button', { name: 'Disconnect and keep' }).click();
  await expect(page.getByText(/is no longer followed: its \d+ rows are here/)).toBeVisible();
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the bytes' }).click();
  const file = await saved;
  expect(file.suggestedFilename()).toBe('serial-port-0403-6001.log');
  expect(readFileSync(await file.path(), 'utf8')).toBe(text);
  await settled(page);
  await expect(panel(page)).toContainText('against OP-TEE');
});

test('a browser that has neither says what to do; at 360 pixels the strip has room', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 720 });
  await page.addInitScript(standIn);
  await open(page);
  await page.evaluate('delete window.showOpenFilePicker; window.standIns.noSerial()');
  await page.getByLabel('Ways in').selectOption('recording');
  const ways = page.getByRole('region', { name: 'Follow' });
  await expect(ways).toContainText('This browser cannot follow a file or read a serial port');
  await expect(ways).toContainText('ffa-scope open --follow FILE');
  await expectNoSideways(page, 'ways to follow');
});
