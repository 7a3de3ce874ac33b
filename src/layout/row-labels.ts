import type { RowText } from '../words/row-text.ts';
import {
  codeWidth,
  type Free,
  firstOfTwo,
  frameLabels,
  functionLabels,
  type PlacedLabels,
  type RowType,
  stepLabels,
} from './labels.ts';
import { type LanePlan, laneX } from './lanes.ts';
import { fitted, inTwo } from './text-width.ts';

/** The line of a log in its box. */
export interface LogLabel {
  readonly kind: 'log';
  readonly x: number;
  readonly width: number;
  /** Where the line begins, after the word `log`. */
  readonly textX: number;
  readonly text: string;
  /** Its second line where one is too short; null for none. */
  readonly more: string | null;
  /** Is there room for the word `log`? */
  readonly word: boolean;
}

interface RowLabels {
  readonly kind: 'labels';
  readonly labels: PlacedLabels;
  /** The type with the baseline on which they stand: above an arrow, or in the middle of the row. */
  readonly type: RowType;
}

/** Where the labels of a row stand, whatever it is. */
export function placeRow(text: RowText, plan: LanePlan, type: RowType): RowLabels | LogLabel {
  const from = laneX(plan, text.from);
  const to = laneX(plan, text.to);
  if (isMark(text, plan)) return beside(text, to, plan, type);
  switch (text.shape) {
    case 'frame': {
      if (plan.folded.includes('secure')) return { kind: 'labels', labels: frameLabels(text, plan, type, null), type };
      const beyond = text.reply && text.from === 'spmc' ? from : null;
      const end = text.reply && text.from === 'optee' ? from - 10 : plan.right - 10;
      return { kind: 'labels', labels: frameLabels(text, plan, type, beyond, end), type };
    }
    case 'irq':
      return { kind: 'labels', labels: frameLabels(text, plan, type, null), type };
    case 'function':
      return {
        kind: 'labels',
        labels: functionLabels(text, Math.min(from, to) + 12, plan, type, free(from, to)),
        type,
      };
    case 'step':
    case 'violation':
      return beside(text, to, plan, type);
    case 'choice': {
      const labels = functionLabels(text, plan.left + 10, plan, type, NOTHING_FREE);
      return {
        kind: 'labels',
        labels: { ...labels, badge: null, caption: null, under: null },
        type: { ...type, baseline: middleOf(type) },
      };
    }
    case 'log':
      return placeLog(text, plan, type);
  }
}

/** A message or a function between lanes that stand in one column has no arrow: it is a mark on the column. */
export const isMark = (text: RowText, plan: LanePlan): boolean =>
  plan.folded.length > 0 &&
  (text.shape === 'frame' || text.shape === 'function' || text.shape === 'irq') &&
  laneX(plan, text.from) === laneX(plan, text.to);

/** Behind the head of a function's arrow a sentence may have two lines. */
const free = (from: number, to: number): Free => ({ from: Math.max(from, to) + 8, below: false });
const NOTHING_FREE: Free = { from: Number.POSITIVE_INFINITY, below: false };

/** Labels beside their lane: in the middle of the row, or in two lines where the sentence has its own. */
function beside(text: RowText, lane: number, plan: LanePlan, type: RowType): RowLabels {
  const lowered = { ...type, baseline: middleOf(type) };
  const labels = stepLabels(text, lane, plan, lowered);
  // A badge is as high as its row has room for above the second line.
  const upper = labels.badge === null ? { ...type, baseline: firstOfTwo(type) } : type;
  return { kind: 'labels', labels, type: labels.under === null ? lowered : upper };
}

/** The baseline of what stands in the middle of a row. */
const middleOf = (type: RowType): number => type.rowHeight / 2 + 4;

/** The word `log` and its padding. */
const LABEL = 26;

function placeLog(text: RowText, plan: LanePlan, type: RowType): LogLabel {
  const lane = laneX(plan, text.to);
  const right = plan.right - lane > (plan.right - plan.left) * 0.3;
  const room = (right ? plan.right - 10 - (lane + 10) : lane - 10 - plan.left - 10) - LABEL - 14;
  const mono = (s: string): number => codeWidth(s, type);
  const two = (pixels: number): readonly string[] | null =>
    type.second === null ? null : inTwo(text.spec, pixels, mono);
  const beside = mono(text.spec) <= room ? [text.spec] : two(room);
  // Without the word and over the lanes there is more room.
  const across = beside === null ? two(plan.right - plan.left - 8 - 14) : null;
  const lines = beside ?? across ?? [fitted(text.spec, room, mono)];
  const label = across === null ? LABEL : 0;
  const width = label + Math.max(...lines.map(mono)) + 14;
  const x = across !== null ? plan.left + 4 : right ? lane + 10 : lane - 10 - width;
  return { kind: 'log', x, width, textX: x + 6 + label, text: lines[0] ?? '', more: lines[1] ?? null, word: label > 0 };
}
