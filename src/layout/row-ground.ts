import { sideOf, type WorldSide } from '../trace/actors.ts';
import type { RowText } from '../words/row-text.ts';
import { endOf, type RowType } from './labels.ts';
import type { LanePlan } from './lanes.ts';
import { placeRow } from './row-labels.ts';

/** A stretch of the ground of one world in the columns of the other, in pixels. */
interface Ground {
  readonly side: WorldSide;
  readonly from: number;
  readonly to: number;
}

/**
 * What a world does stands on its own ground: where its words reach beyond the edge, its ground does. Null where they do
 * not, and for what crosses the edge itself.
 */
export function groundOf(text: RowText, plan: LanePlan, type: RowType): Ground | null {
  const side = sideOf(text.to);
  if (sideOf(text.from) !== side || text.shape === 'log') return null;
  const placed = placeRow(text, plan, type);
  if (placed.kind === 'log') return null;
  if (side === 'normal') {
    const to = Math.min(endOf(placed.labels, type) + 8, plan.right);
    return to > plan.edge ? { side, from: plan.edge, to } : null;
  }
  const { badge, caption, spec, specEnds, under } = placed.labels;
  const from = Math.min(...[badge, caption, under, specEnds ? null : spec].map((p) => p?.x ?? plan.edge)) - 8;
  return from < plan.edge - 8 ? { side, from: Math.max(from, plan.left), to: plan.edge } : null;
}
