import type { LanePlan } from '../../layout/lanes.ts';
import type { Overview } from '../../layout/overview.ts';
import { MARK } from '../../study/marks.ts';
import type { Size } from '../parts/use-size.ts';

const MARGIN = 5;

/** Draws the bins: lines from lane to lane, and errors, faults and broken rules over the full width. */
export function drawOverview(canvas: HTMLCanvasElement, overview: Overview, plan: LanePlan, size: Size): void {
  const ratio = globalThis.devicePixelRatio || 1;
  canvas.width = canvas.clientWidth * ratio;
  canvas.height = canvas.clientHeight * ratio;
  const context = canvas.getContext('2d');
  if (context === null) return;
  context.scale(ratio, ratio);
  const style = getComputedStyle(canvas);
  const colour = (token: string): string => style.getPropertyValue(token);
  const { rowsPerBin, bins } = overview.bins(size.height);
  const step = (size.height * rowsPerBin) / Math.max(overview.length, 1);
  const xOf = (lane: number): number => {
    const x = plan.lanes[lane]?.x ?? plan.left;
    return MARGIN + ((x - plan.left) / (plan.right - plan.left)) * (size.width - 2 * MARGIN);
  };
  const thick = Math.min(Math.max(step * 0.6, 1), 1.4);

  context.lineWidth = thick;
  context.strokeStyle = colour('--ink-3');
  context.beginPath();
  bins.forEach((bin, i) => {
    if (bin.first > bin.last) return;
    const y = (i + 0.5) * step;
    const [x1, x2] = [xOf(bin.first), xOf(bin.last)];
    context.moveTo(x1 === x2 ? x1 - 1.5 : x1, y);
    context.lineTo(x1 === x2 ? x2 + 1.5 : x2, y);
  });
  context.stroke();

  for (const [bit, token] of [
    [MARK.error, '--err'],
    [MARK.fault, '--viol'],
    [MARK.violation | MARK.departure, '--viol'],
  ] as const) {
    context.lineWidth = 2;
    context.strokeStyle = colour(token);
    context.beginPath();
    bins.forEach((bin, i) => {
      if ((bin.marks & bit) === 0) return;
      context.moveTo(3, (i + 0.5) * step);
      context.lineTo(size.width - 3, (i + 0.5) * step);
    });
    context.stroke();
  }
}
