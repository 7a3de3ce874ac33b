import { monoWidth, sansWidth } from '../../layout/text-width.ts';

type Family = '--sans' | '--mono';

const SAMPLES: Readonly<Record<Family, string>> = {
  '--sans': 'May OP-TEE signal this id? The driver tries one after another.',
  '--mono': 'FFA_NOTIFICATION_BIND w1=0x80010000',
};
const known = new Map<string, number>();
let context: CanvasRenderingContext2D | null = null;

/**
 * Width of the sample in the reader's font over `planned`, at the size at which it is drawn: WebKitGTK rounds the
 * advance of every letter to whole pixels of the screen, so one size is wider and another narrower than the font.
 * Asked once for each size, of a canvas, which measures as the page draws: the page is not laid out for it. Null without a canvas.
 */
function measured(family: Family, size: number, planned: (text: string, size: number) => number): number | null {
  const key = `${family} ${size}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  context ??= document.createElement('canvas').getContext('2d');
  const names = getComputedStyle(document.documentElement).getPropertyValue(family);
  if (context === null || names === '') return null;
  context.font = `${size}px ${names}`;
  const scale = context.measureText(SAMPLES[family]).width / planned(SAMPLES[family], size);
  known.set(key, scale);
  return scale;
}

/** How much wider or narrower than the table of advances the reader's sans font is at `size` pixels; 1 where it cannot be known. */
export const sansScale = (size: number): number =>
  Math.min(Math.max(measured('--sans', size, sansWidth) ?? 1, 0.85), 1.4);

/** How much wider than planned a letter of the reader's mono font is at `size` pixels; never less than 1. */
export const monoScale = (size: number): number => Math.min(Math.max(measured('--mono', size, monoWidth) ?? 1, 1), 1.4);
