import { sansWidth } from '../../layout/text-width.ts';

const SAMPLE = 'May OP-TEE signal this id? The driver tries one after another.';
let scale: number | null = null;

/**
 * How much wider or narrower than the table of advances the sans font of this reader is. Asked once, of a canvas: the
 * page is not laid out for it. Without a canvas the table stands.
 */
export function sansScale(): number {
  if (scale === null) {
    const context = document.createElement('canvas').getContext('2d');
    const family = getComputedStyle(document.documentElement).getPropertyValue('--sans');
    if (context === null || family === '') return 1;
    context.font = `100px ${family}`;
    scale = Math.min(Math.max(context.measureText(SAMPLE).width / sansWidth(SAMPLE, 100), 0.85), 1.4);
  }
  return scale;
}
