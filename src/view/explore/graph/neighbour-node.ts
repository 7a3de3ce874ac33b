import type { Placed } from '../../../layout/graph-layout.ts';

/** The node that an arrow key leads to, nearest in that direction; null for another key, and at the edge. */
export function neighbourNode(nodes: readonly Placed[], from: number, key: string): number | null {
  const here = nodes[from];
  if (here === undefined) return null;
  const side = { ArrowLeft: -1, ArrowRight: 1 }[key];
  const layer = { ArrowUp: -1, ArrowDown: 1 }[key];
  if (key === 'Home') return nodes.length > 0 ? 0 : null;
  if (side === undefined && layer === undefined) return null;
  const there = nodes
    .map((place, node) => ({ node, place }))
    .filter(({ place, node }) =>
      side === undefined
        ? place.layer === here.layer + (layer as number)
        : node !== from && place.layer === here.layer && Math.sign(place.x - here.x) === side,
    )
    .sort((a, b) => Math.abs(a.place.x - here.x) - Math.abs(b.place.x - here.x));
  return there[0]?.node ?? null;
}
