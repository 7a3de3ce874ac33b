import { type BrowserContext, test as base, expect, type Locator, type Page } from '@playwright/test';
import { isFirefox, letMediaBeUnknown, writeAsKeysDo } from './firefox.ts';

export { expect } from '@playwright/test';

/**
 * A test whose page says nothing wrong: no error or warning in the console (a broken content policy is one), no
 * exception, no request to anybody but the server of the page.
 */
export const test = base.extend<{ quiet: undefined; firstVisit: boolean }>({
  /** Is it the first visit of this browser? If not, it keeps what every visit keeps: that the tour was shown. */
  firstVisit: [false, { option: true }],
  browser: [
    async ({ browser }, use) => {
      letMediaBeUnknown(browser);
      await use(browser);
    },
    { scope: 'worker' },
  ],
  page: async ({ page, firstVisit }, use) => {
    // The pointer is where the test before left it: over nothing, so that no part begins as one that is pointed at.
    if (!isFirefox(page)) await page.mouse.move(-1, -1);
    await writeAsKeysDo(page);
    if (!firstVisit) await page.addInitScript(hasBeenHere);
    await use(page);
  },
  quiet: [
    async ({ context }, use) => {
      const said = listen(context);
      await use(undefined);
      expect(said, 'what the page said in its console').toEqual([]);
    },
    { auto: true },
  ],
});

/** Runs in the page before anything else: an earlier visit was here. A page without an origin keeps nothing. */
function hasBeenHere(): void {
  if (location.protocol.startsWith('http')) localStorage.setItem('ffa-scope.tour', 'shown');
}

/** Everything that a page of this context says that it should not; it grows while the pages run. */
export function listen(context: BrowserContext): string[] {
  const said: string[] = [];
  context.on('console', (m) => {
    // Playwright's own word where it keeps the page from starting one.
    if (m.text() === 'Service Worker registration blocked by Playwright') return;
    if (m.type() === 'error' || m.type() === 'warning') said.push(`${m.type()}: ${m.text()}`);
  });
  context.on('weberror', (e) => said.push(`exception: ${e.error().message}`));
  context.on('request', (r) => {
    const { protocol, hostname } = new URL(r.url());
    if (protocol.startsWith('http') && hostname !== '127.0.0.1') said.push(`request: ${r.url()}`);
  });
  return said;
}

/** Waits until nothing is under way: loading, playing, an animation (store/page/idle.ts). */
export async function settled(page: Page): Promise<void> {
  await expect(page.locator('html')).toHaveAttribute('data-idle', 'true');
}

/** Opens the page, with the fragment of a link if there is one. */
export async function open(page: Page, fragment = ''): Promise<void> {
  await page.goto(`/${fragment}`);
  await settled(page);
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Where an element stands in the window, as the page itself says it. `boundingBox` looks once, and now and then finds no box
 * of an element that is there all the time (2 of 40 times with Chromium's headless shell 156, never twice in one test).
 */
export const boxOf = (of: Locator): Promise<Box> =>
  of.evaluate((element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return { x, y, width, height };
  });

export const inspector = (page: Page): Locator => page.getByRole('region', { name: 'Inspector' });
export const state = (page: Page): Locator => page.getByRole('region', { name: 'State', exact: true });
export const rows = (page: Page): Locator => page.getByRole('listbox', { name: 'Rows' });
/** The drawn row whose accessible name is matched. */
export const row = (page: Page, name: RegExp): Locator => rows(page).getByRole('option', { name });
export const slider = (page: Page): Locator => page.getByRole('slider', { name: 'Playback position' });

/** The cursor is at this row: the diagram, the inspector and the slider say so. */
export async function expectRow(page: Page, n: number): Promise<void> {
  await settled(page);
  await expect(inspector(page).getByRole('heading', { level: 2 })).toHaveText(new RegExp(`^Row ${n},`));
  await expect(rows(page).getByRole('option', { selected: true })).toHaveAccessibleName(new RegExp(`^Row ${n},`));
  await expect(slider(page)).toHaveValue(String(n));
}

/** The row under the cursor, as a screen reader says it. */
export const currentName = async (page: Page): Promise<string> =>
  (await rows(page).getByRole('option', { selected: true }).getAttribute('aria-label')) ?? '';

/** Selects a row that is drawn by a click on it. */
export async function choose(page: Page, name: RegExp): Promise<void> {
  // What is still being drawn would move away under the pointer.
  await settled(page);
  await row(page, name).first().click();
  await settled(page);
  expect(await currentName(page)).toMatch(name);
}

/** A register of the inspector's table with its call, its reply and its field. */
export const register = (page: Page, name: `w${number}`): Locator =>
  inspector(page).getByRole('row', { name: new RegExp(`^${name} `) });

/**
 * The accessible names of all rows, in order. Only the rows in sight are drawn, so the scrubber goes along the run and
 * what is drawn is collected; every row must turn up once and in its place.
 */
export async function readAll(page: Page): Promise<string[]> {
  const count = Number(await slider(page).getAttribute('max')) + 1;
  const names: string[] = [];
  while (names.length < count) {
    await slider(page).fill(String(names.length));
    await expect(rows(page).getByRole('option', { selected: true })).toHaveAccessibleName(
      new RegExp(`^Row ${names.length},`),
    );
    const drawn = await rows(page)
      .getByRole('option')
      .evaluateAll((all) => all.map((o) => [Number(o.getAttribute('aria-posinset')), o.getAttribute('aria-label')]));
    for (const [position, name] of drawn) if (position === names.length + 1) names.push(String(name));
  }
  return names;
}

/** Writes a scenario into the JSON view, which is opened for it. */
export async function writeJson(page: Page, text: string): Promise<Locator> {
  const editor = page.getByRole('textbox', { name: 'Scenario as JSON' });
  if (!(await editor.isVisible())) await page.getByText('Scenario as JSON').click();
  await editor.fill(text);
  return editor;
}

/** Ticks a box or chooses a radio button, or not; the page may draw that only when the run that it asks for is there. */
export async function tick(box: Locator, on = true, how: { readonly force?: boolean } = {}): Promise<void> {
  await box.click(how);
  await expect(box).toBeChecked({ checked: on });
}

/** A picture of the page for the eye. In Firefox none is taken: Playwright does it with a style that the content policy refuses. */
export async function picture(page: Page, path: string): Promise<void> {
  if (!isFirefox(page)) await page.screenshot({ path });
}
