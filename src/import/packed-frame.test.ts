import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MOST_WORDS, packFrame, unpackFrame } from './packed-frame.ts';
import { FRAME_HALVES } from './read-word.ts';

const half = fc.oneof(fc.constant(0), fc.constant(0xffff_ffff), fc.integer({ min: 0, max: 0xffff_ffff }));

test('frames that are packed one behind the other come out as they were', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(half, { minLength: FRAME_HALVES, maxLength: FRAME_HALVES }), { maxLength: 8 }),
      (frames) => {
        const words = new Uint32Array(frames.length * MOST_WORDS);
        let used = 0;
        const at = frames.map((f) => {
          const from = used;
          used += packFrame(Uint32Array.from(f), words, from);
          return from;
        });
        expect(used).toBe(frames.flat().filter((h) => h !== 0).length + frames.length);
        const halves = new Uint32Array(FRAME_HALVES).fill(7);
        for (const [i, f] of frames.entries()) {
          unpackFrame(words, at[i] as number, halves);
          expect([...halves]).toEqual(f);
        }
      },
    ),
  );
});
