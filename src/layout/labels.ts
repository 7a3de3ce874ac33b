import type { LanePlan } from './lanes.ts';
import { fitted, monoWidth, sansWidth } from './text-width.ts';

/** Sizes of what is written in a row, in pixels. */
export interface RowType {
  readonly rowHeight: number;
  readonly caption: number;
  readonly mono: number;
  /** Baseline of what stands above the line. */
  readonly baseline: number;
  /** The line of an arrow. */
  readonly line: number;
  /** How much wider than the table of advances the reader's sans font is, at the size of a caption. */
  readonly sansScale: number;
  /** How much wider than planned a letter of the reader's mono font is, at the size `mono`. */
  readonly monoScale: number;
}

/** Width of a caption in pixels. */
export const captionWidth = (text: string, type: RowType): number => sansWidth(text, type.caption) * type.sansScale;
/** Width in pixels of what is written in the mono font: a badge, a function, registers. */
export const codeWidth = (text: string, type: RowType): number => monoWidth(text, type.mono) * type.monoScale;

export const NORMAL_TYPE: RowType = {
  rowHeight: 26,
  caption: 11.5,
  mono: 10.5,
  baseline: 11.5,
  line: 18.5,
  sansScale: 1,
  monoScale: 1,
};
export const WIDE_TYPE: RowType = {
  rowHeight: 29,
  caption: 12.5,
  mono: 11.5,
  baseline: 13.5,
  line: 21.5,
  sansScale: 1,
  monoScale: 1,
};

export const SMALL_TYPE: RowType = {
  rowHeight: 20,
  caption: 10,
  mono: 9,
  baseline: 9,
  line: 14.5,
  sansScale: 1,
  monoScale: 1,
};
export const LARGE_TYPE: RowType = {
  rowHeight: 36,
  caption: 14,
  mono: 13,
  baseline: 16.5,
  line: 26.5,
  sansScale: 1,
  monoScale: 1,
};

interface Placed {
  readonly x: number;
  readonly text: string;
}

export interface PlacedBadge extends Placed {
  readonly width: number;
}

/** Where the labels of a row stand; null for what has no room. */
export interface PlacedLabels {
  readonly badge: PlacedBadge | null;
  readonly caption: Placed | null;
  /** Ends at its x where `specEnds` is set, begins there otherwise. */
  readonly spec: Placed | null;
  readonly specEnds: boolean;
}

export interface Labels {
  readonly caption: string;
  readonly spec: string;
  /** Shorter forms of the spec's word, the longest first. */
  readonly shorter: readonly string[];
  readonly badge: { readonly text: string; readonly short: string } | null;
}

const GAP = 7;
/** Glyph and padding of a badge. */
const BADGE = 24;
const MARGIN = 10;

export const badgeWidth = (text: string, type: RowType): number => BADGE + codeWidth(text, type);

/**
 * The labels of a frame, from the edge between the worlds on: badge, caption, and the spec's word at the right. Little
 * room takes the spec's word first, then the badge's number, then the caption; badge and arrow stay. A reply's caption
 * that would run into the lane `beyond`, where its arrow begins, stands behind that lane instead. `end` is where the labels must end.
 */
export function frameLabels(
  labels: Labels,
  plan: LanePlan,
  type: RowType,
  beyond: number | null,
  end = plan.right - MARGIN,
): PlacedLabels {
  const start = plan.words + GAP;
  const capWidth = (s: string): number => captionWidth(s, type);
  const badge = labels.badge === null ? null : fitBadge(labels.badge, start, end - start, type);
  let x = badge === null ? start : badge.x + badge.width + GAP;
  let room = (beyond ?? end) - (beyond === null ? 0 : GAP) - x;
  if (beyond !== null && capWidth(labels.caption) > room && end - beyond - GAP - 2 > room) {
    x = Math.max(beyond + GAP + 2, x);
    room = end - x;
  }
  const text = fitted(labels.caption, room, capWidth);
  const caption = text === '' ? null : { x, text };
  const used = caption === null ? x : x + capWidth(text);
  const fits = [labels.spec, ...labels.shorter].find((s) => s !== '' && codeWidth(s, type) + 12 <= end - used);
  return { badge, caption, spec: fits === undefined ? null : { x: end, text: fits }, specEnds: true };
}

/** The labels of a function's arrow or of a step on a lane: function, result, then the sentence where there is room. */
export function functionLabels(labels: Labels, x: number, plan: LanePlan, type: RowType): PlacedLabels {
  const end = plan.right - MARGIN;
  const mono = (s: string): number => codeWidth(s, type);
  const badgeRoom = labels.badge === null ? 0 : badgeWidth(labels.badge.text, type) + GAP;
  const specText = fitted(labels.spec, Math.max(end - x - badgeRoom, 0), mono);
  const spec = specText === '' ? null : { x, text: specText };
  let at = spec === null ? x : x + mono(specText) + GAP;
  const badge = labels.badge === null ? null : fitBadge(labels.badge, at, end - at, type);
  if (badge !== null) at = badge.x + badge.width + GAP;
  // Sentences stand in one column, where those of frames do, unless the function reaches into it.
  const column = Math.max(at + GAP, plan.words + GAP);
  const text = fitted(labels.caption, end - column, (s) => captionWidth(s, type));
  return { badge, caption: text === '' ? null : { x: column, text }, spec, specEnds: false };
}

/**
 * The labels of something that happens on one lane: to the right of it, or, where the lane is near the right end, to the
 * left of it and within the secure world.
 */
export function stepLabels(labels: Labels, laneX: number, plan: LanePlan, type: RowType): PlacedLabels {
  const right = plan.right - laneX;
  if (right > (plan.right - plan.left) * 0.3) return functionLabels(labels, laneX + MARGIN, plan, type);
  const end = laneX - MARGIN;
  const placed = functionLabels(labels, plan.words + GAP, { ...plan, right: end + MARGIN }, type);
  const by = Math.max(end - endOf(placed, type), 0);
  const shift = <P extends Placed>(p: P | null): P | null => (p === null ? null : { ...p, x: p.x + by });
  return { ...placed, badge: shift(placed.badge), caption: shift(placed.caption), spec: shift(placed.spec) };
}

/** Where the last word ends. */
function endOf({ badge, caption, spec }: PlacedLabels, type: RowType): number {
  if (caption !== null) return caption.x + captionWidth(caption.text, type);
  if (badge !== null) return badge.x + badge.width;
  return spec === null ? 0 : spec.x + codeWidth(spec.text, type);
}

/** The whole text where it fits; the short one where not, even if that is cut. */
function fitBadge(badge: { text: string; short: string }, x: number, room: number, type: RowType): PlacedBadge {
  const whole = badgeWidth(badge.text, type);
  if (whole <= room) return { x, width: whole, text: badge.text };
  const text = fitted(badge.short, Math.max(room - BADGE, type.mono * 4), (s) => codeWidth(s, type));
  return { x, width: badgeWidth(text, type), text };
}
