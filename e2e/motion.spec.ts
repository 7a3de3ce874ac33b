import { callOf, replyTo } from '../src/lessons/find-row.ts';
import { choose, expect, expectRow, open, test } from './support/page.ts';
import { lastRow, named, PROBE, rowOf } from './support/rows.ts';

const BIND = rowOf(PROBE, callOf('FFA_NOTIFICATION_BIND'));
const REPLY = rowOf(PROBE, replyTo('FFA_NOTIFICATION_BIND'));

/** Counts the animations that the page has started, of elements and of styles. */
const started = `
  window.startedAnimations = 0;
  const animate = Element.prototype.animate;
  Element.prototype.animate = function (...args) { window.startedAnimations++; return animate.apply(this, args); };
  addEventListener('transitionrun', (e) => { if (parseFloat(getComputedStyle(e.target).transitionDuration) > 0.01) window.startedAnimations++; }, true);
  addEventListener('animationstart', () => { window.startedAnimations++; }, true);
`;

for (const [name, contextOptions, moves] of [
  ['a step is an animation', { reducedMotion: 'no-preference' }, true],
  ['reduced motion jumps', { reducedMotion: 'reduce' }, false],
] as const)
  test.describe(name, () => {
    test.use({ contextOptions });

    test('forward and back end at the same places', async ({ page }) => {
      await page.addInitScript(started);
      const count = (): Promise<number> => page.evaluate('window.startedAnimations');
      await open(page);
      await choose(page, named(BIND, 'call'));
      const before = await count();
      await page.keyboard.press('ArrowRight');
      await expectRow(page, REPLY);
      await page.keyboard.press('ArrowLeft');
      await expectRow(page, BIND);
      // A step during a step finishes the first at once.
      for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowLeft']) await page.keyboard.press(key);
      await expectRow(page, REPLY + 1);
      const after = await count();
      if (moves) expect(after).toBeGreaterThan(before);
      else expect(after).toBe(before);
    });

    test('what a message changes comes when it lands, and is gone at once on the way back', async ({ page }) => {
      await page.addInitScript(`
        window.landed = 0;
        addEventListener('animationstart', (e) => { if (/land/.test(e.animationName)) window.landed++; }, true);
      `);
      const landed = (): Promise<number> => page.evaluate('window.landed');
      await open(page);
      await choose(page, named(BIND, 'call'));
      expect(await landed()).toBe(0);
      await page.keyboard.press('ArrowRight');
      await expectRow(page, REPLY);
      if (moves) await expect.poll(landed).toBeGreaterThan(0);
      else expect(await landed()).toBe(0);
      await page.keyboard.press('ArrowRight');
      await expectRow(page, REPLY + 1);
      const before = await landed();
      // Back to a row that changed something: nothing waits for a message.
      await page.keyboard.press('ArrowLeft');
      await expectRow(page, REPLY);
      await expect(page.getByRole('region', { name: 'State', exact: true })).toContainText(`written by row ${REPLY}`);
      expect(await landed()).toBe(before);
    });

    test('play reaches the end', async ({ page }) => {
      await open(page);
      await page.getByRole('slider', { name: 'Playback position' }).fill(String(lastRow(PROBE) - 22));
      await page.getByRole('combobox', { name: 'Speed' }).selectOption('8×');
      await page.getByRole('button', { name: 'Play', exact: true }).click();
      await expectRow(page, lastRow(PROBE));
    });
  });
