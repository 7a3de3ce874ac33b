import { fitted, monoWidth } from '../../../layout/text-width.ts';
import { changeWords, type GraphNode, type StateGraph } from '../../../store/session/exploring.ts';

/** The size of the type in a box, in pixels. */
const SIZE = 10.5;
/** Changes that a box has room for. */
const LINES = 2;
const NARROWEST = 150;
/** The line on top of a box, one of what changed, and below it. */
const TOP = 20;
const LINE = 15;
const BELOW = 4;
const WIDEST = 250;
const PADDING = 10;

/** What changed on the way to a node, each in a few words; the first node has none. */
export const changesText = ({ changes }: GraphNode): readonly string[] => changes.map(changeWords);

/** The lines in the box of a node. */
export function boxLines(node: GraphNode): readonly string[] {
  const changes = changesText(node);
  if (changes.length === 0) return ['the beginning'];
  if (changes.length <= LINES) return changes;
  return [...changes.slice(0, LINES - 1), `and ${changes.length - LINES + 1} more changes`];
}

/** Everything about a node in a line, for who hears it. */
export function nodeName(node: GraphNode): string {
  const broke = node.broke.length === 0 ? '' : `, breaks ${rulesOf(node.broke).join(', ')}`;
  return `${changesText(node).join(', ') || 'the beginning'}${broke}`;
}

/** `I7` of `I7: use after free`. */
export const rulesOf = (broke: readonly string[]): readonly string[] => [
  ...new Set(broke.map((text) => text.split(':', 1)[0] as string)),
];

/** Who took the first step to a node: `rmmod optee`; empty for the first. */
export function firstBy({ edges, nodes }: StateGraph, node: number): string {
  const edge = edges.find((e) => e.to === node && e.from === nodes[node]?.parent);
  return (edge?.by[0] ?? '').replace(/ on CPU \d+$/, '');
}

/** As wide as the widest of them wants to be. */
export function boxWidth({ nodes }: StateGraph): number {
  const widest = Math.max(0, ...nodes.flatMap(boxLines).map((text) => monoWidth(text, SIZE)));
  return Math.min(WIDEST, Math.max(NARROWEST, widest + 2 * PADDING));
}

/** As high as the one with the most lines. */
export const boxHeight = ({ nodes }: StateGraph): number =>
  TOP + LINE * Math.max(1, ...nodes.map((n) => boxLines(n).length)) + BELOW;

export const inBox = (text: string, width: number): string =>
  fitted(text, width - 2 * PADDING + 4, (t) => monoWidth(t, SIZE));
