import type { COLOURS } from './colours.ts';
import { element, escaped } from './element.ts';
import { words } from './letters.ts';

/** What stands around a drawing, and how large all of it is. */
interface Frame {
  readonly width: number;
  readonly height: number;
  readonly margin: number;
  /** The title, then what is said of it, a line each. */
  readonly heads: readonly string[];
  /** Lines below the drawing, the first of them at `footAt`. */
  readonly foot: readonly string[];
  readonly footAt: number;
  readonly colours: (typeof COLOURS)[keyof typeof COLOURS];
}

/** A whole SVG: the heads, the drawing, the foot. The texts have no control characters (plain-text.ts). */
export function* framed(
  { width, height, margin, heads, foot, footAt, colours }: Frame,
  drawing: Iterable<string>,
): Iterable<string> {
  yield `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`;
  yield element('title', {}, escaped(heads[0] ?? ''));
  yield element('rect', { width, height, fill: colours.surface });
  for (const [i, text] of heads.entries())
    yield words(text, margin, margin + 14 + (i === 0 ? 0 : 4 + i * 16), {
      size: i === 0 ? 15 : 11.5,
      fill: i === 0 ? colours.ink : colours.ink2,
      ...(i === 0 ? { bold: true as const } : {}),
    });
  yield* drawing;
  for (const [i, text] of foot.entries())
    yield words(text, margin, footAt + i * 16, { size: 9.5, mono: true, fill: colours.ink3 });
  yield '</svg>';
}
