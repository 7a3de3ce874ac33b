import { expectAccessible } from './support/axe.ts';
import { linkTo } from './support/links.ts';
import { expect, inspector, open, row, settled, slider, state, test } from './support/page.ts';
import { GRANTED, named, rowOf, WALK } from './support/rows.ts';

const AND_BACK = { ...WALK, actions: [{ do: 'probe' }, { do: 'remove' }] };
const ROW = rowOf(AND_BACK, GRANTED);
const FAULT = [{ at: { call: 'FFA_NOTIFICATION_BIND', nth: 4 }, do: { error: 'DENIED' } }];
const FOUND = await linkTo(AND_BACK, ROW);

/** The contrast of two colours as CSS gives them, by WCAG 2.2. */
function contrast(a: string, b: string): number {
  const light = (css: string): number => {
    const [r = 0, g = 0, blue = 0] = (css.match(/[\d.]+/g) ?? []).map((n) => {
      const c = Number(n) / 255;
      return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * blue;
  };
  const [hi = 0, lo = 0] = [light(a), light(b)].sort((x, y) => y - x);
  return (hi + 0.05) / (lo + 0.05);
}

for (const colorScheme of ['light', 'dark'] as const)
  test.describe(`more contrast, ${colorScheme}`, () => {
    test.use({ colorScheme, contextOptions: { contrast: 'more', reducedMotion: 'reduce' } });

    test('words reach 7, and the lines that part the panels 4.5', async ({ page }) => {
      await open(page, FOUND);
      const token = (name: string): Promise<string> =>
        page.evaluate((n) => {
          const probe = document.createElement('i');
          probe.style.color = `var(${n})`;
          document.body.append(probe);
          const { color } = getComputedStyle(probe);
          probe.remove();
          return color;
        }, name);
      const grounds = await Promise.all(['--surface', '--inset', '--world-n', '--world-s', '--accent-weak'].map(token));
      for (const name of ['--ink', '--ink-2', '--ink-3'])
        for (const ground of grounds) expect(contrast(await token(name), ground), name).toBeGreaterThanOrEqual(7);
      const surface = await token('--surface');
      for (const name of ['--line', '--line-2', '--line-3', '--world-s-edge'])
        expect(contrast(await token(name), surface), name).toBeGreaterThanOrEqual(4.5);
      for (const name of ['--ok', '--err', '--warn', '--viol', '--accent'])
        expect(contrast(await token(name), await token(`${name}-weak`)), name).toBeGreaterThanOrEqual(7);
      await expectAccessible(page, `more contrast, ${colorScheme}`);
    });
  });

test.describe('forced colours', () => {
  test.use({ contextOptions: { forcedColors: 'active', reducedMotion: 'reduce' } });

  test('what is chosen has an edge, and the words of a button stand on its ground', async ({ page }) => {
    await open(page, FOUND);
    const edge = { outlineStyle: 'solid', outlineWidth: '2px' };
    await inspector(page).getByRole('button', { name: 'w1', exact: true }).click();
    await state(page)
      .getByRole('button', { name: /^id 3, / })
      .click();
    for (const chosen of [
      inspector(page).getByRole('button', { name: 'w1', exact: true }),
      state(page).getByRole('button', { name: /^id 3, / }),
      row(page, named(ROW)),
    ]) {
      await chosen.blur();
      expect(
        await chosen
          .evaluate((e) => getComputedStyle(e))
          .then(({ outlineStyle, outlineWidth }) => ({ outlineStyle, outlineWidth })),
      ).toEqual(edge);
    }
    const copy = page.getByRole('button', { name: 'Copy link' });
    const [ink, ground] = await copy.evaluate((e) => [getComputedStyle(e).color, getComputedStyle(e).backgroundColor]);
    expect(contrast(ink ?? '', ground ?? '')).toBeGreaterThanOrEqual(4.5);
    await page.keyboard.press('i');
    await expect(page.getByRole('dialog')).toHaveCSS('border-top-style', 'solid');
    await expectAccessible(page, 'forced colours');
  });
});

test('on paper stands the whole sequence with its registers, its title and its link', async ({ page }) => {
  await open(page, await linkTo({ ...AND_BACK, faults: FAULT }, ROW));
  const last = Number(await slider(page).getAttribute('max'));
  await page.keyboard.press('?');
  await page.emulateMedia({ media: 'print' });
  const paper = page.getByRole('article');
  await expect(paper.getByRole('heading', { level: 1 })).toHaveText('Ids 0, 1 and 2 are taken');
  // The address is written anew when the page is at rest: the paper has it as it is then.
  await expect(async () => expect(await paper.textContent()).toContain(page.url())).toPass();
  await expect(paper).toContainText('Fault: The 4th FFA_NOTIFICATION_BIND answers DENIED −6.');
  // The head of the table, and every row of the run.
  await expect(paper.getByRole('row')).toHaveCount(last + 2);
  // A word of the head is in one piece.
  const pieces = await paper.getByRole('columnheader').evaluateAll((all) =>
    all.map((h) => {
      const range = document.createRange();
      range.selectNodeContents(h);
      return range.getClientRects().length;
    }),
  );
  expect(pieces).toEqual(pieces.map(() => 1));
  const refused = paper
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: String(ROW), exact: true }) });
  await expect(refused).toContainText('SPMC ⇢ FF-A core');
  await expect(refused).toContainText('w0 0x84000060  w2 0xfffffffa');
  await expect(page.getByRole('button')).toHaveCount(0);
  await expect(page.getByRole('banner')).toBeHidden();
  await expect(paper).toHaveCSS('background-color', 'rgb(255, 255, 255)');
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(wide).toBeLessThanOrEqual(0);
  await page.emulateMedia({ media: 'screen' });
  await expect(paper).toHaveCount(0);
  await settled(page);
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
});
