import { type Bar, barsOf } from '../../layout/bars.ts';
import { laneX } from '../../layout/lanes.ts';
import type { Trace } from '../../trace/trace.ts';
import { element } from './element.ts';
import { type Item, type PlaceOf, placesIn } from './items.ts';
import type { Drawing } from './row.ts';

/** How far a bar of another context stands to the right, and the room of a fold's box above and below, in pixels. */
const BESIDE = 4;
const FOLD = 4;

/** Who is active in which rows, on the lanes, as the page draws it: filled while it runs, hollow while it only waits. */
export function drawBars(trace: Trace, items: readonly Item[], d: Drawing): string {
  const lines = items.filter((i) => i.kind !== 'gap');
  const [head, last] = [lines[0], lines.at(-1)];
  if (head === undefined || last === undefined) return '';
  const first = head.kind === 'row' ? head.row.event.row : head.fold.first;
  const end = last.kind === 'row' ? last.row.event.row + 1 : last.fold.end;
  const placeOf = placesIn(items);
  const [from, to] = [items[0]?.y ?? 0, last.y + last.height];
  return barsOf(trace)
    .within(first, end)
    .filter((b) => d.plan.lanes.some((l) => l.stands.includes(b.actor)))
    .map((b) => bar(b, placeOf, from, to, d))
    .join('');
}

function bar(b: Bar, placeOf: (row: number) => PlaceOf, from: number, to: number, d: Drawing): string {
  const y = Math.max(top(placeOf(b.start), b, d), from);
  const end = Math.min(b.end === Number.POSITIVE_INFINITY ? to : bottom(placeOf(b.end), b, d), to);
  if (end <= y) return '';
  const look = lookOf(b, d);
  return element('rect', {
    class: 'bar',
    x: laneX(d.plan, b.actor) - 3.5 + b.beside * BESIDE,
    y,
    width: 7,
    height: end - y,
    rx: 1,
    ...look,
  });
}

// A bar that begins or ends in a fold begins below its box or ends above it.
const top = (p: PlaceOf, b: Bar, { type }: Drawing): number =>
  p.within === 'fold' ? p.y + p.height - FOLD : p.within === 'nothing' ? p.y : p.y + type.line - (b.sends ? 8 : 0);
const bottom = (p: PlaceOf, b: Bar, { type }: Drawing): number =>
  p.within === 'fold' ? p.y + FOLD : p.within === 'nothing' ? p.y : p.y + type.line + (b.sends ? 6 : 0);

/** Where sleeping is not allowed, the edge is twice as thick. */
function lookOf(b: Bar, { colours: c }: Drawing): { readonly [name: string]: string | number } {
  if (b.actor === 'user') return { fill: c.surface, stroke: c.line2 };
  switch (b.kind) {
    case 'process':
      return { fill: c.muteWeak, stroke: c.ink3 };
    case 'worker':
      return { fill: c.line2, stroke: c.ink2 };
    case 'hardirq':
    case 'ipi':
      return { fill: c.warnFill, stroke: c.ink, 'stroke-width': 2 };
    case 'secure-atomic':
      return { fill: c.worldSEdge, stroke: c.ink3, 'stroke-width': 2 };
    case 'secure-thread':
      return { fill: c.worldSHead, stroke: c.ink3 };
  }
}
