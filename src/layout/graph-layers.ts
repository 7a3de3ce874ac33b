/** An arrow between two nodes, by their indices. */
export interface Arrow {
  readonly from: number;
  readonly to: number;
}

/** Which layer each node stands in: how many arrows it is away from the first; nodes that none leads to come last. */
export function layersOf(count: number, arrows: readonly Arrow[]): readonly number[] {
  const out: number[][] = Array.from({ length: count }, () => []);
  for (const { from, to } of arrows) out[from]?.push(to);
  const layer = new Array<number>(count).fill(-1);
  let deepest = 0;
  const begin = (first: number, at: number): void => {
    layer[first] = at;
    const next = [first];
    for (let n = next.shift(); n !== undefined; n = next.shift())
      for (const to of out[n] as number[])
        if (layer[to] === -1) {
          layer[to] = (layer[n] as number) + 1;
          deepest = Math.max(deepest, layer[to] as number);
          next.push(to);
        }
  };
  for (let n = 0; n < count; n++) if (layer[n] === -1) begin(n, n === 0 ? 0 : deepest + 1);
  return layer;
}

/** So often the layers are gone through, down and up. */
const SWEEPS = 6;

/** The nodes of each layer from left to right, so that arrows between neighbouring layers cross seldom. */
export function orderedLayers(layer: readonly number[], arrows: readonly Arrow[]): readonly (readonly number[])[] {
  const rows: number[][] = Array.from({ length: Math.max(-1, ...layer) + 1 }, () => []);
  for (const [node, at] of layer.entries()) rows[at]?.push(node);
  const near: number[][] = layer.map(() => []);
  for (const { from, to } of arrows)
    if (Math.abs((layer[from] as number) - (layer[to] as number)) === 1) {
      near[from]?.push(to);
      near[to]?.push(from);
    }
  const place = new Array<number>(layer.length).fill(0);
  const number = (row: readonly number[]): void => {
    for (const [i, node] of row.entries()) place[node] = i - (row.length - 1) / 2;
  };
  for (const row of rows) number(row);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const down = sweep % 2 === 0;
    for (const row of down ? rows : rows.toReversed()) {
      const wanted = new Map(row.map((node) => [node, middle(near[node] as number[], layer, place, node, down)]));
      row.sort((a, b) => (wanted.get(a) as number) - (wanted.get(b) as number));
      number(row);
    }
  }
  return rows;
}

/** Where a node would stand for its neighbours in the layer above (or below) it. */
function middle(
  near: readonly number[],
  layer: readonly number[],
  place: readonly number[],
  node: number,
  above: boolean,
): number {
  const side = near.filter((n) => (layer[n] as number) < (layer[node] as number) === above);
  if (side.length === 0) return place[node] as number;
  return side.reduce((sum, n) => sum + (place[n] as number), 0) / side.length;
}
