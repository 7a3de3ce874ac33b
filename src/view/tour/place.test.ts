import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tourPlace } from './place.ts';

const WINDOW = { width: 1440, height: 900 };
const CARD = { width: 360, height: 200 };

test('the card stands below its target, and above one at the lower edge', () => {
  expect(tourPlace({ left: 100, top: 0, right: 200, bottom: 44 }, CARD, WINDOW)).toEqual({ left: 8, top: 54 });
  expect(tourPlace({ left: 1300, top: 760, right: 1420, bottom: 800 }, CARD, WINDOW)).toEqual({ left: 1072, top: 550 });
});

test('beside a target that is as high as the window', () => {
  expect(tourPlace({ left: 270, top: 44, right: 990, bottom: 740 }, CARD, WINDOW)).toEqual({ left: 1000, top: 292 });
});

test('without a target it stands in the lower right corner', () => {
  expect(tourPlace(null, CARD, WINDOW)).toEqual({ left: 1072, top: 692 });
});

test('it is inside every window that can hold it, and covers no target that leaves it room below', () => {
  const size = fc.record({ width: fc.integer({ min: 320, max: 3000 }), height: fc.integer({ min: 240, max: 2000 }) });
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(size, fc.tuple(share, share, share, share), (window, [a, b, c, d]) => {
      const card = { width: 300, height: 180 };
      const target = {
        left: Math.min(a, b) * window.width,
        right: Math.max(a, b) * window.width,
        top: Math.min(c, d) * window.height,
        bottom: Math.max(c, d) * window.height,
      };
      const { left, top } = tourPlace(target, card, window);
      expect(left).toBeGreaterThanOrEqual(0);
      expect(top).toBeGreaterThanOrEqual(0);
      expect(left + card.width).toBeLessThanOrEqual(window.width);
      expect(top + card.height).toBeLessThanOrEqual(window.height);
      if (target.bottom + card.height + 20 < window.height) expect(top).toBeGreaterThanOrEqual(target.bottom);
    }),
  );
});
