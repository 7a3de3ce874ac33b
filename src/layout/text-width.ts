// Text is never measured in the DOM: that would force a layout in the middle of a frame. Widths come from a table of
// advances. Fonts differ between systems, so a little is added: text that is planned too wide is cut a letter early,
// text that is planned too narrow would run over its neighbour.

/** Advances of the characters from space to tilde in thousandths of the type size: Arial and its metric twins. */
const SANS: readonly number[] = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
  556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
  722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
  556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
  260, 334, 584,
];
const OTHER: Readonly<Record<string, number>> = {
  '−': 584,
  '–': 556,
  '…': 1000,
  '→': 1000,
  '·': 333,
  '’': 222,
  µ: 556,
};
const WIDEST = 1000;
const SAFETY = 1.03;
/** Every character of the mono fonts in use is 0.6 of the type size wide, or a little less. */
const MONO = 0.605;

/** Width in pixels of `text` in the sans font at `size` pixels; `bold` adds what weight 600 adds. */
export function sansWidth(text: string, size: number, bold = false): number {
  let sum = 0;
  for (const c of text) sum += SANS[c.charCodeAt(0) - 32] ?? OTHER[c] ?? WIDEST;
  return (sum / 1000) * size * SAFETY * (bold ? 1.06 : 1);
}

/** Width in pixels of `text` in the mono font at `size` pixels. */
export const monoWidth = (text: string, size: number): number => [...text].length * size * MONO;

/** `text` cut with an ellipsis to what fits into `room` pixels; empty where not even three letters fit. */
export function fitted(text: string, room: number, width: (text: string) => number): string {
  if (width(text) <= room) return text;
  const letters = [...text];
  let lo = 0;
  let hi = letters.length;
  while (lo < hi) {
    const mid = (lo + hi + 1) >> 1;
    if (width(`${letters.slice(0, mid).join('').trimEnd()}…`) <= room) lo = mid;
    else hi = mid - 1;
  }
  return lo < 3 ? '' : `${letters.slice(0, lo).join('').trimEnd()}…`;
}

/** `text` in two lines of at most `room` pixels, parted at a blank; null where it has no such place. */
export function inTwo(text: string, room: number, width: (text: string) => number): readonly [string, string] | null {
  for (let at = text.lastIndexOf(' '); at > 0; at = text.lastIndexOf(' ', at - 1)) {
    if (width(text.slice(0, at)) > room) continue;
    const rest = text.slice(at + 1);
    return width(rest) <= room ? [text.slice(0, at), rest] : null;
  }
  return null;
}

/** Shorter forms of a sentence, the longest first: each ends where a clause does, so that each is true for itself. */
export function shorterSentences(sentence: string): readonly string[] {
  const out: string[] = [];
  for (const mark of ['. ', '; ', ': ']) {
    const at = (out.at(-1) ?? sentence).indexOf(mark);
    if (at > 0) out.push((out.at(-1) ?? sentence).slice(0, at));
  }
  return out;
}
