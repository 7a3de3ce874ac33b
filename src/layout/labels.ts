import type { LanePlan } from './lanes.ts';
import { fitted, inTwo, monoWidth, sansWidth, shorterSentences } from './text-width.ts';

/** Sizes of what is written in a row, in pixels. */
export interface RowType {
  readonly rowHeight: number;
  readonly caption: number;
  readonly mono: number;
  /** Baseline of what stands above the line. */
  readonly baseline: number;
  /** The line of an arrow. */
  readonly line: number;
  /** Baseline of the second line of a sentence, where no arrow is; null where the row is too low for one. */
  readonly second: number | null;
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
  second: 23,
  sansScale: 1,
  monoScale: 1,
};
export const WIDE_TYPE: RowType = {
  rowHeight: 29,
  caption: 12.5,
  mono: 11.5,
  baseline: 13.5,
  line: 21.5,
  second: 26,
  sansScale: 1,
  monoScale: 1,
};

export const SMALL_TYPE: RowType = {
  rowHeight: 20,
  caption: 10,
  mono: 9,
  baseline: 9,
  line: 14.5,
  second: null,
  sansScale: 1,
  monoScale: 1,
};
export const LARGE_TYPE: RowType = {
  rowHeight: 36,
  caption: 14,
  mono: 13,
  baseline: 16.5,
  line: 26.5,
  second: 32,
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

/** Where the labels of a row stand; null for what has no room. Nothing is cut: what does not fit is said shorter or left out. */
export interface PlacedLabels {
  readonly badge: PlacedBadge | null;
  readonly caption: Placed | null;
  /** The second line of the sentence, or all of it below the specification's word; on the baseline `second`. */
  readonly under: Placed | null;
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
/** Half of a bar that says who is active, and a little. */
const BAR = 6;

export const badgeWidth = (text: string, type: RowType): number => BADGE + codeWidth(text, type);

/**
 * The labels of a frame, from the edge between the worlds on: badge, caption, and the spec's word at the right. Little
 * room takes the spec's word first, then the badge's name, then the caption; badge and arrow stay. A reply's caption
 * that would run into the lane `beyond`, where its arrow begins, stands behind that lane instead, in two lines where one
 * is too short. `end` is where the labels must end.
 */
export function frameLabels(
  labels: Labels,
  plan: LanePlan,
  type: RowType,
  beyond: number | null,
  end = plan.right - MARGIN,
): PlacedLabels {
  const start = plan.words + GAP;
  const badge = labels.badge === null ? null : fitBadge(labels.badge, start, (beyond ?? end + BAR) - BAR - start, type);
  const x = badge === null ? start : badge.x + badge.width + GAP;
  const behind = beyond === null ? null : Math.max(beyond + GAP + 2, x);
  const places: Place[] = [{ x, room: (beyond ?? end + GAP) - GAP - x, lines: 1 }];
  if (behind !== null) places.push({ x: behind, room: end - behind, lines: 2 });
  const { caption, under } = placeSentence(labels.caption, places, type);
  const used = Math.max(
    caption === null ? x : endOfCaption(caption, type),
    under === null ? x : endOfCaption(under, type),
  );
  const fits = [labels.spec, ...labels.shorter].find((s) => s !== '' && codeWidth(s, type) + 12 <= end - used);
  return { badge, caption, under, spec: fits === undefined ? null : { x: end, text: fits }, specEnds: true };
}

/** The baseline of a first line where a second one stands below it: a little higher than that of a single line. */
export const firstOfTwo = (type: RowType): number =>
  type.second === null ? type.baseline : Math.min(type.baseline, type.second - type.caption - 1.5);

/** The baseline of the sentence, or of its first line. */
export const captionBaseline = (labels: PlacedLabels, type: RowType): number =>
  labels.under === null ? type.baseline : firstOfTwo(type);

/** Room for a sentence: where it begins, how wide it may be, in how many lines; `below`: on the second line alone. */
interface Place {
  readonly x: number;
  readonly room: number;
  readonly lines: 1 | 2;
  readonly below?: boolean;
}

type Sentence = Pick<PlacedLabels, 'caption' | 'under'>;

/** The whole sentence in the first place where it fits; else a shorter form of it; none where that does not fit either. */
function placeSentence(sentence: string, places: readonly Place[], type: RowType): Sentence {
  const width = (s: string): number => captionWidth(s, type);
  for (const text of [sentence, ...shorterSentences(sentence)]) {
    if (text === '') break;
    const whole = width(text);
    for (const { x, room, below } of places)
      if (whole <= room)
        return below === true ? { caption: null, under: { x, text } } : { caption: { x, text }, under: null };
    for (const { x, room, lines } of places) {
      const fits = lines === 2 && type.second !== null && whole <= 2 * room;
      const two = fits ? inTwo(text, room, width) : null;
      if (two !== null) return { caption: { x, text: two[0] }, under: { x, text: two[1] } };
    }
  }
  return { caption: null, under: null };
}

const endOfCaption = (p: Placed, type: RowType): number => p.x + captionWidth(p.text, type);

/** What the row of a function leaves free below its words. */
export interface Free {
  /** From here on nothing is drawn where a second line stands: an arrow ends before it. */
  readonly from: number;
  /** May the sentence stand below the function's name? */
  readonly below: boolean;
}

/**
 * The labels of a function's arrow or of a step on a lane: function, result, then the sentence: beside them, below the
 * name, or beside them in two lines.
 */
export function functionLabels(labels: Labels, from: number, plan: LanePlan, type: RowType, free: Free): PlacedLabels {
  const end = plan.right - MARGIN;
  const mono = (s: string): number => codeWidth(s, type);
  const { badge: result } = labels;
  const least = result === null ? 0 : badgeWidth(forms(result).at(-1) ?? '', type) + GAP;
  const most = result === null ? 0 : badgeWidth(result.text, type) + GAP;
  const names = [labels.spec, ...labels.shorter];
  // A name that is too long in every form begins before its lane.
  const x = Math.max(Math.min(from, end - least - Math.min(...names.map(mono)) - 0.5), Math.min(from, plan.left + 4));
  const name = names.find((s) => mono(s) + most <= end - x) ?? names.find((s) => mono(s) + least <= end - x);
  const specText = name ?? fitted(names.at(-1) ?? '', Math.max(end - x - least, 0), mono);
  const spec = specText === '' ? null : { x, text: specText };
  let at = spec === null ? x : x + mono(specText) + GAP;
  const badge = result === null ? null : besideLanes(result, at, end, plan, type);
  if (badge !== null) at = badge.x + badge.width + GAP;
  // Sentences stand in one column, where those of frames do, unless the function reaches into it.
  const column = Math.max(at + GAP, plan.words + GAP);
  const places: Place[] = [{ x: column, room: end - column, lines: column > free.from ? 2 : 1 }];
  if (free.below && spec !== null && badge === null && type.second !== null)
    places.push({ x, room: end - x, lines: 1, below: true });
  return { ...placeSentence(labels.caption, places, type), badge, spec, specEnds: false };
}

/**
 * The labels of something that happens on one lane: to the right of it, or, where the lane is near the right end, to the
 * left of it and within the secure world.
 */
export function stepLabels(labels: Labels, laneX: number, plan: LanePlan, type: RowType): PlacedLabels {
  const free: Free = { from: 0, below: true };
  const right = plan.right - laneX;
  if (right > (plan.right - plan.left) * 0.3) return functionLabels(labels, laneX + MARGIN, plan, type, free);
  const end = laneX - MARGIN;
  // A name that is longer than the room reaches over the edge, and takes the ground of its world with it (groundOf).
  const least = Math.min(...[labels.spec, ...labels.shorter].map((s) => codeWidth(s, type)));
  const begin = Math.max(Math.min(plan.words + GAP, end - least - 0.5), plan.left + 4);
  const placed = functionLabels(labels, begin, { ...plan, right: end + MARGIN }, type, free);
  const by = Math.max(end - endOf(placed, type), 0);
  const shift = <P extends Placed>(p: P | null): P | null => (p === null ? null : { ...p, x: p.x + by });
  const { badge, caption, under, spec } = placed;
  return { ...placed, badge: shift(badge), caption: shift(caption), under: shift(under), spec: shift(spec) };
}

/** Where the last word ends, in pixels; 0 where nothing is written. */
export function endOf({ badge, caption, under, spec, specEnds }: PlacedLabels, type: RowType): number {
  return Math.max(
    caption === null ? 0 : endOfCaption(caption, type),
    under === null ? 0 : endOfCaption(under, type),
    badge === null ? 0 : badge.x + badge.width,
    spec === null ? 0 : spec.x + (specEnds ? 0 : codeWidth(spec.text, type)),
  );
}

/** What a badge can say, the longest first: name and number, the name, the number. */
function forms({ text, short }: { readonly text: string; readonly short: string }): readonly string[] {
  const number = /[−-]\d+/.exec(text)?.[0];
  return number === undefined || number.length >= short.length ? [text, short] : [text, short, number];
}

/** The longest form that fits; the last one where none does, even if that is cut. */
function fitBadge(badge: { text: string; short: string }, x: number, room: number, type: RowType): PlacedBadge {
  const all = forms(badge);
  const last = all.at(-1) ?? '';
  const text =
    all.find((s) => badgeWidth(s, type) <= room) ??
    fitted(last, Math.max(room - BADGE, type.mono * 4), (s) => codeWidth(s, type));
  return { x, width: badgeWidth(text, type), text };
}

/** A badge that lies on no lane between `x` and `end`: in the first gap that has room for it. */
function besideLanes(
  badge: { text: string; short: string },
  x: number,
  end: number,
  plan: LanePlan,
  type: RowType,
): PlacedBadge {
  const lanes = plan.lanes.map((l) => l.x).filter((at) => at + BAR > x && at - BAR < end);
  const gaps = [...lanes, end + BAR].map((at, i) => [Math.max((lanes[i - 1] ?? x - BAR) + BAR, x), at - BAR] as const);
  for (const text of forms(badge)) {
    const width = badgeWidth(text, type);
    const gap = gaps.find(([from, to]) => width <= to - from);
    if (gap !== undefined) return { x: gap[0], width, text };
  }
  return fitBadge(badge, x, end - x, type);
}
