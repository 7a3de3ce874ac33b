import { type Arrow, frameArrow, functionArrow } from '../../layout/arrow.ts';
import type { PlacedLabels, RowType } from '../../layout/labels.ts';
import { captionBaseline, captionWidth, firstOfTwo } from '../../layout/labels.ts';
import { type LanePlan, laneX } from '../../layout/lanes.ts';
import { type LogLabel, placeRow } from '../../layout/row-labels.ts';
import { monoWidth } from '../../layout/text-width.ts';
import type { RowText } from '../../words/row-text.ts';
import { visible } from '../plain-text.ts';
import type { Colours } from './colours.ts';
import { element } from './element.ts';
import { toneColours, words } from './letters.ts';

export interface Drawing {
  readonly plan: LanePlan;
  readonly type: RowType;
  readonly colours: Colours;
}

/** The arrow or mark of a row with its labels, from the top of the row on. */
export function drawRow(row: RowText, d: Drawing): string {
  const text = { ...row, caption: visible(row.caption), spec: visible(row.spec) };
  const { plan, type, colours: c } = d;
  const to = laneX(plan, text.to);
  const placed = placeRow(text, plan, type);
  if (placed.kind === 'log') return drawLog(text, placed, d);
  const labels = drawLabels(text, placed.labels, { ...d, type: placed.type });
  const middle = type.rowHeight / 2;
  switch (text.shape) {
    case 'frame':
    case 'function':
      return drawArrow(text, d) + labels;
    case 'irq':
      return drawInterrupt(text, d) + labels;
    case 'violation':
      return (
        path(`M${to} ${middle - 6}l6 10.5h-12z`, { fill: c.violWeak, stroke: c.viol, 'stroke-width': 1.6 }) + labels
      );
    case 'step':
      return square(to, middle, c) + labels;
    default:
      return labels;
  }
}

const path = (d: string, how: { readonly [name: string]: string | number }): string => element('path', { d, ...how });

const square = (x: number, y: number, c: Colours): string =>
  element('rect', { x: x - 3.5, y: y - 3.5, width: 7, height: 7, fill: c.surface, stroke: c.ink3 });

function drawArrow(text: RowText, d: Drawing): string {
  const { plan, type, colours: c } = d;
  const [from, to] = [laneX(plan, text.from), laneX(plan, text.to)];
  const frame = text.shape === 'frame';
  const tone = text.reply ? (text.badge?.tone ?? 'plain') : 'plain';
  const stroke = tone === 'plain' ? (frame ? c.ink2 : c.ink3) : toneColours(tone, c)[0];
  const arrow: Arrow = frame
    ? frameArrow(from, to, type.line, rings(from, to, plan))
    : functionArrow(from, to, type.line);
  const dash = text.reply ? { 'stroke-dasharray': '5 3' } : {};
  return [
    path(arrow.line, { fill: 'none', stroke, 'stroke-width': frame ? 1.4 : 1, ...dash }),
    path(arrow.head, frame ? { fill: stroke } : { fill: 'none', stroke, 'stroke-width': 1.2 }),
    ...arrow.rings.map((cx) =>
      element('circle', { cx, cy: type.line, r: 2.6, fill: c.worldS, stroke, 'stroke-width': 1.2 }),
    ),
  ].join('');
}

/** The lanes between the ends of a frame that only pass it on. */
const rings = (from: number, to: number, plan: LanePlan): readonly number[] =>
  plan.lanes
    .filter((l) => l.actor === 'spmd' || l.actor === 'spmc')
    .map((l) => l.x)
    .filter((x) => x > Math.min(from, to) && x < Math.max(from, to));

function drawInterrupt(text: RowText, d: Drawing): string {
  const { plan, type, colours: c } = d;
  const lost = text.spec.endsWith(', lost');
  const el3 = laneX(plan, 'spmd');
  const to = lost ? el3 : laneX(plan, text.to);
  const arrow = frameArrow(laneX(plan, text.from), to, type.line);
  const y = type.line;
  const shaft = path(arrow.line, { fill: 'none', stroke: c.warn, 'stroke-width': 1.4, 'stroke-dasharray': '2 2.5' });
  if (lost)
    return shaft + path(`M${to - 4} ${y - 4}l8 8m0-8l-8 8`, { fill: 'none', stroke: c.err, 'stroke-width': 1.8 });
  return (
    shaft +
    path(arrow.head, { fill: c.warn }) +
    path(`M${el3} ${y - 5}l5 5l-5 5l-5 -5z`, { fill: c.warnFill, stroke: c.warn })
  );
}

function drawLog(text: RowText, placed: LogLabel, { plan, type, colours: c }: Drawing): string {
  const middle = type.rowHeight / 2;
  const error = text.badge !== null;
  const inset = placed.more === null ? 4.5 : 0.5;
  const first = placed.more === null ? middle + 4 : firstOfTwo(type);
  const box = { x: placed.x, y: inset, width: placed.width, height: type.rowHeight - 2 * inset, rx: 3 };
  const letters = { size: type.mono, mono: true, fill: error ? c.err : c.ink2 } as const;
  return [
    square(laneX(plan, text.to), middle, c),
    element('rect', {
      ...box,
      fill: error ? c.errWeak : c.surface,
      stroke: error ? c.err : c.line2,
      ...(error ? {} : { 'stroke-dasharray': '2 2' }),
    }),
    placed.word ? words('log', placed.x + 7, first, letters) : '',
    words(placed.text, placed.textX, first, { ...letters, width: monoWidth(placed.text, type.mono) }),
    placed.more === null
      ? ''
      : words(placed.more, placed.textX, type.second ?? 0, { ...letters, width: monoWidth(placed.more, type.mono) }),
  ].join('');
}

/** Strokes of the glyphs in badges. */
const GLYPH = {
  ok: 'M0 0l2.6 2.8 4.8-6',
  error: 'M0-3l6 6M6-3l-6 6',
  violation: 'M3.5-4.5l4 7.5h-8zM3.5-1.8v2',
  plain: '',
} as const;

function drawLabels(text: RowText, labels: PlacedLabels, d: Drawing): string {
  const { badge, caption, under, spec, specEnds } = labels;
  const { type, colours: c } = d;
  const out: string[] = [];
  if (badge !== null && text.badge !== null) {
    const [strong, weak] = toneColours(text.badge.tone, c);
    const middle = type.baseline - 3.5;
    out.push(
      element('rect', {
        x: badge.x,
        y: middle - 7.5,
        width: badge.width,
        height: 15,
        rx: 3,
        fill: weak,
        stroke: strong,
      }),
      element('path', {
        d: GLYPH[text.badge.tone],
        transform: `translate(${badge.x + 5.5} ${middle})`,
        fill: 'none',
        stroke: strong,
        'stroke-width': 1.6,
      }),
      words(badge.text, badge.x + 17, middle + 4, {
        size: type.mono,
        mono: true,
        bold: true,
        fill: strong,
        width: monoWidth(badge.text, type.mono),
      }),
    );
  }
  const loud = text.shape === 'frame' || text.shape === 'irq';
  const lines = [
    { part: caption, y: captionBaseline(labels, type) },
    { part: under, y: type.second ?? 0 },
  ];
  for (const { part, y } of lines)
    if (part !== null)
      out.push(
        words(part.text, part.x, y, {
          size: type.caption,
          fill: loud ? c.ink : c.ink3,
          width: captionWidth(part.text, type) / 1.03,
          ...(loud ? { halo: c.worldS } : {}),
        }),
      );
  if (spec !== null)
    out.push(
      words(spec.text, spec.x, type.baseline, {
        size: type.mono,
        mono: true,
        fill: c.ink2,
        halo: specEnds ? c.worldS : c.worldN,
        width: monoWidth(spec.text, type.mono),
        ...(specEnds ? { anchor: 'end' } : {}),
      }),
    );
  return out.join('');
}
