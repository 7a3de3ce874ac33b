import type { Colours } from './colours.ts';
import { element, escaped } from './element.ts';

/** Faces with the same advances come first, so that a document on any system has the words where they were planned. */
const SANS = "Arial, 'Liberation Sans', Helvetica, sans-serif";
const MONO = "'Liberation Mono', 'Noto Sans Mono', Menlo, Consolas, monospace";

export interface Letters {
  readonly size: number;
  readonly fill: string;
  readonly mono?: true;
  readonly bold?: true;
  readonly anchor?: 'middle' | 'end';
  /** Drawn around the letters in this colour, so that lines give way to words. */
  readonly halo?: string;
  /** The planned width in pixels: another face is squeezed into it or spread over it. */
  readonly width?: number;
}

/** Words that stay words: whoever opens the drawing can search and select them. */
export function words(text: string, x: number, y: number, l: Letters): string {
  return element(
    'text',
    {
      x,
      y,
      fill: l.fill,
      'font-family': l.mono ? MONO : SANS,
      'font-size': l.size,
      'xml:space': 'preserve',
      ...(l.bold ? { 'font-weight': 600 } : {}),
      ...(l.anchor === undefined ? {} : { 'text-anchor': l.anchor }),
      ...(l.width === undefined ? {} : { textLength: l.width, lengthAdjust: 'spacingAndGlyphs' }),
      ...(l.halo === undefined
        ? {}
        : { 'paint-order': 'stroke', stroke: l.halo, 'stroke-width': 3, 'stroke-linejoin': 'round' }),
    },
    escaped(text),
  );
}

/** The colour of a tone, and the weak one behind its words. */
export const toneColours = (tone: string, c: Colours): readonly [strong: string, weak: string] =>
  tone === 'ok'
    ? [c.ok, c.okWeak]
    : tone === 'error'
      ? [c.err, c.errWeak]
      : tone === 'violation'
        ? [c.viol, c.violWeak]
        : [c.ink2, c.inset];
