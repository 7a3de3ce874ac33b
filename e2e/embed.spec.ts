import type { Frame, FrameLocator, Page } from '@playwright/test';
import { expectAccessible } from './support/axe.ts';
import { expect, open, test } from './support/page.ts';

// The page as a part of another one: at 640 by 360 it is a diagram that plays by its buttons and says how high it is.

// Who reads it was never here: nobody is led around, and nothing is kept.
// A page that is emptied for the next test may frame nothing of this machine: Chromium takes it for a page of the net.
test.use({ firstVisit: true, reuseContext: false });

/** A page of somebody else with a frame in it; answers what the frame posts. */
async function framed(page: Page, base: string, fragment: string, size = { width: 640, height: 360 }) {
  await page.setContent(`<iframe title="run" width="${size.width}" height="${size.height}"></iframe>`);
  // It is listened to before it can say anything.
  await page.evaluate((src) => {
    addEventListener('message', (e) => {
      document.body.dataset.told = JSON.stringify(e.data);
    });
    document.querySelector('iframe')?.setAttribute('src', src);
  }, `${base}/?embed${fragment}`);
  const frame = page.frameLocator('iframe');
  await expect(frame.locator('html')).toHaveAttribute('data-idle', 'true');
  return frame;
}
const told = async (page: Page): Promise<{ type: string; height: number; row: number; rows: number; title: string }> =>
  JSON.parse((await page.locator('body').getAttribute('data-told')) ?? '{}');
const current = (frame: FrameLocator | Frame) => frame.getByRole('option', { selected: true });

test('lesson 3 in a frame of 640 by 360: a diagram at its first step, which plays by its buttons', async ({
  page,
  baseURL,
}) => {
  const frame = await framed(page, baseURL ?? '', '#lesson=eacces-walk');
  await expect(frame.getByRole('heading', { level: 1 })).toContainText('The -EACCES walk');
  await expect(frame.getByRole('heading', { level: 1 })).toContainText('step 1 of 5');
  const listed = await frame.getByRole('listbox', { name: 'Rows' }).boundingBox();
  expect(listed?.height ?? 0).toBeGreaterThanOrEqual(4 * 26);
  await expect(frame.getByRole('region', { name: 'What happens here' })).toContainText('Id 0 belongs to somebody else');
  const before = (await told(page)).row;
  await frame.getByRole('button', { name: 'Next step' }).click();
  await expect(frame.getByRole('heading', { level: 1 })).toContainText('step 2 of 5');
  await frame.getByRole('button', { name: 'Back one row' }).click();
  await expect.poll(async () => (await told(page)).row).toBe(before);
  // It plays by its button alone, to the end.
  const stopped = (await told(page)).row;
  await frame.getByRole('button', { name: 'Play' }).click();
  await expect(frame.getByRole('button', { name: 'Pause' })).toBeVisible();
  // A step is left on the screen until it can have been read.
  await expect.poll(async () => (await told(page)).row).toBeGreaterThan(stopped);
  await frame.getByRole('button', { name: 'Pause' }).click();
  await frame.getByRole('button', { name: 'Last row' }).click();
  await expect.poll(async () => told(page)).toMatchObject({ type: 'ffa-scope' });
  const { row, rows } = await told(page);
  expect(row).toBe(rows - 1);
});

test('what it posts is the height in which nothing scrolls', async ({ page, baseURL }) => {
  const frame = await framed(page, baseURL ?? '', '#lesson=eacces-walk');
  const { height } = await told(page);
  const rest = (): Promise<number> =>
    frame.getByRole('listbox', { name: 'Rows' }).evaluate((e) => e.scrollHeight - e.clientHeight);
  expect(await rest()).toBeGreaterThan(0);
  await page.locator('iframe').evaluate((e, h) => e.setAttribute('height', String(h)), height);
  await expect.poll(rest).toBe(0);
  expect((await told(page)).height).toBe(height);
});

test('theme, lanes, worlds and level of detail are as the address has them, and what it does not know it says', async ({
  page,
  baseURL,
}) => {
  const wish = '&theme=dark&hide=user&fold=secure&detail=registers&rows=small&nonsense=1';
  const frame = await framed(page, baseURL ?? '', `${wish}#lesson=probe`);
  await expect(frame.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(frame.getByRole('img', { name: /^Lanes from left to right/ })).toHaveAttribute(
    'aria-label',
    /^(?!.*User space).*folded into one lane/,
  );
  await expect(frame.locator('[data-fold]').first()).toBeVisible();
  await expect(frame.getByText('“nonsense”')).toBeVisible();
});

test('“Open in full” leads to the same row of the whole page', async ({ page, baseURL, context }) => {
  const frame = await framed(page, baseURL ?? '', '#lesson=eacces-walk');
  const link = frame.getByRole('link', { name: 'Open in full' });
  await expect(link).toHaveAttribute('href', /^\/#s=.*&r=\d+/);
  const { row } = await told(page);
  const [full] = await Promise.all([context.waitForEvent('page'), link.click()]);
  await expect(full.getByRole('slider', { name: 'Playback position' })).toHaveValue(String(row));
  expect(new URL(full.url()).search).toBe('');
});

test('keys move it, and no key opens what is not there', async ({ page, baseURL }) => {
  const frame = await framed(page, baseURL ?? '', '&detail=everything#lesson=probe');
  await frame.getByRole('listbox', { name: 'Rows' }).focus();
  await expect(current(frame)).toHaveAccessibleName(/^Row 0,/);
  await page.keyboard.press('ArrowRight');
  await expect(current(frame)).toHaveAccessibleName(/^Row 1,/);
  await page.keyboard.press('End');
  await page.keyboard.press('Home');
  await expect(current(frame)).toHaveAccessibleName(/^Row 0,/);
  for (const key of ['i', 'Control+e', '/', 'b', '?']) await page.keyboard.press(key);
  await expect(frame.getByRole('dialog')).toHaveCount(0);
  await current(frame).click({ button: 'right' });
  await expect(frame.getByRole('menu')).toHaveCount(0);
});

test('a damaged link says what is wrong with it', async ({ page, baseURL }) => {
  const frame = await framed(page, baseURL ?? '', '#s=1.AAAA');
  await expect(frame.getByRole('alert')).toContainText('link');
});

test('the element of the example: sized by what the frame posts, told where the reader is, under a strict policy', async ({
  page,
}) => {
  await page.goto('/embed.html');
  const walk = page.frameLocator('#walk iframe');
  await expect(walk.getByRole('heading', { level: 1 })).toContainText('The -EACCES walk');
  await expect(page.locator('#walk iframe')).toHaveCSS('height', '360px');
  await expect(page.locator('#where')).toContainText(/at row \d+ of \d+ of “Ids 0..2 taken”/);
  await page.locator('#dark').scrollIntoViewIfNeeded();
  const dark = page.frameLocator('#dark iframe');
  await expect(dark.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(page.locator('#dark iframe')).toHaveCSS('height', '560px');
  // What whoever embeds it wishes is kept for nobody.
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
  // Another lesson in the same frame, without loading the page again.
  await page.locator('#dark').evaluate((e) => e.setAttribute('src', '#lesson=no-such-lesson'));
  await expect(dark.getByRole('alert')).toContainText('no lesson “no-such-lesson”');
  await page.locator('#dark').evaluate((e) => e.setAttribute('src', 'javascript:alert(1)'));
  await expect(page.locator('#dark iframe')).toHaveAttribute('src', /^http:.*\/\?embed/);
});

for (const theme of ['light', 'dark'])
  test(`breaks no rule of accessibility, in ${theme}`, async ({ page }) => {
    await page.setViewportSize({ width: 640, height: 360 });
    await open(page, `?embed&theme=${theme}#lesson=eacces-walk`);
    await expectAccessible(page, theme);
  });
