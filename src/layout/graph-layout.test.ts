import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layersOf, orderedLayers } from './graph-layers.ts';
import { graphLayout } from './graph-layout.ts';

const SIZES = { width: 100, height: 40, gap: 10, layerGap: 30 };

const graphs = fc.integer({ min: 1, max: 30 }).chain((count) => {
  const node = fc.integer({ min: 0, max: count - 1 });
  return fc.record({
    count: fc.constant(count),
    arrows: fc.array(fc.record({ from: node, to: node }), { maxLength: 60 }),
  });
});

describe('layers of a graph', () => {
  it('are by the shortest way from the first node', () => {
    const arrows = [
      { from: 0, to: 1 },
      { from: 1, to: 2 },
      { from: 0, to: 2 },
      { from: 2, to: 0 },
    ];
    expect(layersOf(4, arrows)).toEqual([0, 1, 1, 2]);
  });

  it('are put in an order in which two arrows do not cross where they need not', () => {
    const arrows = [
      { from: 0, to: 1 },
      { from: 0, to: 2 },
      { from: 1, to: 4 },
      { from: 2, to: 3 },
    ];
    const [, [a] = [], [b] = []] = orderedLayers(layersOf(5, arrows), arrows);
    expect(arrows).toContainEqual({ from: a, to: b });
  });

  it('an arrow leads at most one layer down', () => {
    fc.assert(
      fc.property(graphs, ({ count, arrows }) => {
        const layer = layersOf(count, arrows);
        for (const { from, to } of arrows) expect(layer[to]).toBeLessThanOrEqual((layer[from] as number) + 1);
      }),
    );
  });

  it('every node has a place of its own inside the picture, and every arrow a line', () => {
    fc.assert(
      fc.property(graphs, ({ count, arrows }) => {
        const { nodes, lines, width, height } = graphLayout(count, arrows, SIZES);
        expect(nodes).toHaveLength(count);
        for (const [i, a] of nodes.entries()) {
          expect(a.x - SIZES.width / 2).toBeGreaterThanOrEqual(0);
          expect(a.x + SIZES.width / 2).toBeLessThanOrEqual(width);
          expect(a.y + SIZES.height / 2).toBeLessThanOrEqual(height);
          for (const b of nodes.slice(i + 1))
            if (a.layer === b.layer) expect(Math.abs(a.x - b.x)).toBeGreaterThanOrEqual(SIZES.width - 1e-6);
        }
        for (const { path } of lines) expect(path).not.toMatch(/NaN|undefined/);
      }),
    );
  });
});
