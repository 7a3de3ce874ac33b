import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cardPlace } from './place.ts';

test('a card is inside the window and never over its word', () => {
  const size = fc.integer({ min: 40, max: 2000 });
  fc.assert(
    fc.property(
      size,
      size,
      fc.nat(),
      fc.nat(),
      fc.integer({ min: 8, max: 200 }),
      size,
      (width, height, x, y, w, cardHeight) => {
        const window = { width: width + 320, height: height + 300 };
        const left = x % (window.width - 8);
        const top = y % (window.height - 20);
        const word = { left, top, right: left + w, bottom: top + 20 };
        const card = { width: Math.min(336, window.width - 16), height: cardHeight };
        const place = cardPlace(word, card, window);
        const bottom = place.top + Math.min(card.height, place.maxHeight);
        expect(place.left).toBeGreaterThanOrEqual(8);
        expect(place.left + card.width).toBeLessThanOrEqual(window.width - 8);
        expect(place.top >= word.bottom || bottom <= word.top).toBe(true);
        if (place.maxHeight > 0) {
          expect(place.top).toBeGreaterThanOrEqual(0);
          expect(bottom).toBeLessThanOrEqual(window.height);
        }
      },
    ),
  );
});
