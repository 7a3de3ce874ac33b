import { linkVertical } from 'd3-shape';
import { type Arrow, layersOf, orderedLayers } from './graph-layers.ts';

/** What the boxes of a graph measure, in pixels. */
export interface GraphSizes {
  readonly width: number;
  readonly height: number;
  /** Between two boxes of a layer, and between two layers. */
  readonly gap: number;
  readonly layerGap: number;
}

/** A box; x and y are its middle. */
export interface Placed {
  readonly x: number;
  readonly y: number;
  readonly layer: number;
}

export interface GraphLayout {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly Placed[];
  /** For each arrow its line, and whether it leads back up, or stays in its layer. */
  readonly lines: readonly { readonly path: string; readonly back: boolean }[];
}

/** A layered drawing from top to bottom: the first node on top, each other as many layers below as arrows lead to it. */
export function graphLayout(count: number, arrows: readonly Arrow[], sizes: GraphSizes): GraphLayout {
  if (count === 0) return { width: 0, height: 0, nodes: [], lines: [] };
  const layer = layersOf(count, arrows);
  const rows = orderedLayers(layer, arrows);
  // What leads back, or along a layer, goes around the boxes: they do not follow it.
  const x = columns(
    rows,
    arrows.filter(({ from, to }) => layer[to] === (layer[from] as number) + 1),
    sizes,
  );
  const left = Math.min(...x) - sizes.width / 2 - sizes.gap;
  const nodes = x.map((at, node): Placed => {
    const l = layer[node] as number;
    return { x: at - left, y: sizes.gap + sizes.height / 2 + l * (sizes.height + sizes.layerGap), layer: l };
  });
  return {
    width: Math.max(...nodes.map((n) => n.x)) + sizes.width / 2 + sizes.gap,
    height: rows.length * (sizes.height + sizes.layerGap) - sizes.layerGap + 2 * sizes.gap,
    nodes,
    lines: arrows.map(({ from, to }) => line(nodes[from] as Placed, nodes[to] as Placed, sizes)),
  };
}

/** So often each layer moves towards the layers beside it. */
const ROUNDS = 8;

/** The middle of each box: near those that it is tied to, in the order of its layer, and never on its neighbour. */
function columns(
  rows: readonly (readonly number[])[],
  arrows: readonly Arrow[],
  { width, gap }: GraphSizes,
): readonly number[] {
  const step = width + gap;
  const x: number[] = [];
  for (const row of rows) for (const [i, node] of row.entries()) x[node] = (i - (row.length - 1) / 2) * step;
  const near: number[][] = x.map(() => []);
  for (const { from, to } of arrows) {
    near[from]?.push(to);
    near[to]?.push(from);
  }
  for (let round = 0; round < ROUNDS; round++)
    for (const row of round % 2 === 0 ? rows : rows.toReversed()) {
      const wanted = row.map((node) =>
        mean(
          (near[node] as number[]).map((n) => x[n] as number),
          x[node] as number,
        ),
      );
      for (const [i, at] of apart(wanted, step).entries()) x[row[i] as number] = at;
    }
  return x;
}

const mean = (list: readonly number[], none: number): number =>
  list.length === 0 ? none : list.reduce((a, b) => a + b, 0) / list.length;

/** The nearest places in the same order that are at least `step` apart: neighbours that are too near are put around their middle. */
function apart(wanted: readonly number[], step: number): readonly number[] {
  const blocks: { sum: number; count: number }[] = [];
  const at = (b: { sum: number; count: number }): number => b.sum / b.count;
  for (const [i, w] of wanted.entries()) {
    blocks.push({ sum: w - i * step, count: 1 });
    for (let b = blocks.length - 1; b > 0; b--) {
      const [before, last] = [blocks[b - 1], blocks[b]] as [
        { sum: number; count: number },
        { sum: number; count: number },
      ];
      if (at(before) <= at(last)) break;
      before.sum += last.sum;
      before.count += last.count;
      blocks.pop();
    }
  }
  const places: number[] = [];
  for (const b of blocks) for (let i = 0; i < b.count; i++) places.push(at(b) + places.length * step);
  return places;
}

const down = linkVertical<{ source: [number, number]; target: [number, number] }, [number, number]>()
  .x(([px]) => px)
  .y(([, py]) => py);

function line(from: Placed, to: Placed, { width, height }: GraphSizes): GraphLayout['lines'][number] {
  if (to.layer > from.layer) {
    const path = down({ source: [from.x, from.y + height / 2], target: [to.x, to.y - height / 2] }) ?? '';
    return { path, back: false };
  }
  // Up again, or along: out of the side that faces the other, and in by the same one.
  const side = to.x < from.x ? -1 : 1;
  const [fx, tx] = [from.x + (side * width) / 2, to.x + (to.layer === from.layer ? -side : side) * (width / 2)];
  const bow = to.layer === from.layer ? 0 : side * (18 + 6 * Math.min(6, from.layer - to.layer));
  const out = to.layer === from.layer ? (tx - fx) / 2 : Math.max(fx * side, tx * side) * side - fx + bow;
  const into = to.layer === from.layer ? (fx - tx) / 2 : Math.max(fx * side, tx * side) * side - tx + bow;
  return { path: `M${fx},${from.y}C${fx + out},${from.y} ${tx + into},${to.y} ${tx},${to.y}`, back: true };
}
