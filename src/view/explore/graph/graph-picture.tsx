import { type KeyboardEvent, type ReactNode, useId, useMemo, useRef } from 'react';
import { graphLayout } from '../../../layout/graph-layout.ts';
import type { StateGraph } from '../../../store/session/exploring.ts';
import { Button } from '../../parts/button.tsx';
import css from './graph.module.css';
import { neighbourNode } from './neighbour-node.ts';
import { boxHeight, boxLines, boxWidth, firstBy, inBox, nodeName, rulesOf } from './node-text.ts';
import { useZoom } from './use-zoom.ts';

interface Props {
  readonly graph: StateGraph;
  readonly chosen: number;
  readonly onChoose: (node: number) => void;
  readonly onOpen: (node: number) => void;
}

const GAP = 22;
const LAYER_GAP = 40;
/** So high a picture may be; what is higher is moved in its place. */
const HIGHEST = 1400;

/** Nodes as boxes in layers, edges as arrows: dashed ones lead back. Arrows move, Enter opens, plus, minus and 0 zoom. */
export function GraphPicture({ graph, chosen, onChoose, onOpen }: Props): ReactNode {
  const id = useId();
  const svg = useRef<SVGSVGElement>(null);
  const moved = useRef<SVGGElement>(null);
  const width = boxWidth(graph);
  const height = boxHeight(graph);
  const layout = useMemo(
    () => graphLayout(graph.nodes.length, graph.edges, { width, height, gap: GAP, layerGap: LAYER_GAP }),
    [graph, width, height],
  );
  const zooming = useZoom(svg, moved, layout.width);
  const choose = (node: number): void => {
    onChoose(node);
    const place = layout.nodes[node];
    if (place !== undefined) zooming.show(place.x, place.y);
  };
  const press = (e: KeyboardEvent): void => {
    const zoomed = { '+': zooming.larger, '=': zooming.larger, '-': zooming.smaller, '0': zooming.fit }[e.key];
    const next = neighbourNode(layout.nodes, chosen, e.key);
    if (e.ctrlKey || e.metaKey || e.altKey || (zoomed === undefined && next === null && e.key !== 'Enter')) return;
    e.preventDefault();
    if (e.key === 'Enter') onOpen(chosen);
    zoomed?.();
    if (next === null) return;
    choose(next);
    svg.current?.querySelector<SVGGElement>(`[data-node="${next}"]`)?.focus({ preventScroll: true });
  };
  return (
    <div className={css.picture}>
      <div className={css.tools}>
        <Button aria-label="Make the graph larger" onClick={zooming.larger}>
          +
        </Button>
        <Button aria-label="Make the graph smaller" onClick={zooming.smaller}>
          −
        </Button>
        <Button onClick={zooming.fit}>Fit</Button>
      </div>
      <svg
        ref={svg}
        className={css.graph}
        style={{ height: Math.min(layout.height, HIGHEST) }}
        aria-label={`Graph of states: ${graph.nodes.length} kinds, ${graph.edges.length} arrows`}
        onKeyDown={press}
      >
        <defs>
          {['plain', 'turn', 'broken'].map((kind) => (
            <marker
              key={kind}
              id={`${id}-${kind}`}
              viewBox="0 0 8 8"
              refX="7"
              refY="4"
              markerUnits="userSpaceOnUse"
              markerWidth="9"
              markerHeight="9"
              orient="auto"
            >
              <path className={css[`head-${kind}`]} d="M0,0.5L8,4L0,7.5z" />
            </marker>
          ))}
        </defs>
        <g ref={moved}>
          {graph.edges.map(({ from, to, turns, broke }, i) => {
            const line = layout.lines[i];
            const kind = broke.length > 0 ? 'broken' : turns > 0 ? 'turn' : 'plain';
            const near = from === chosen || to === chosen;
            return (
              <path
                key={`${from} ${to}`}
                className={`${css.line} ${css[kind]} ${line?.back === true ? css.back : ''} ${near ? css.near : ''}`}
                d={line?.path}
                markerEnd={`url(#${id}-${kind})`}
              />
            );
          })}
          {graph.nodes.map((node, i) => {
            const place = layout.nodes[i];
            const broken = node.broke.length > 0;
            const lines = boxLines(node);
            return (
              // biome-ignore lint/a11y/useSemanticElements: a button of HTML cannot stand in a picture
              <g
                // biome-ignore lint/suspicious/noArrayIndexKey: a node is its number
                key={i}
                data-node={i}
                role="button"
                tabIndex={i === chosen ? 0 : -1}
                aria-pressed={i === chosen}
                aria-label={nodeName(node)}
                className={`${css.node} ${broken ? css.bad : ''} ${i === chosen ? css.chosen : ''}`}
                transform={`translate(${(place?.x ?? 0) - width / 2},${(place?.y ?? 0) - height / 2})`}
                onClick={() => onChoose(i)}
                onDoubleClick={() => onOpen(i)}
                onFocus={() => onChoose(i)}
                onKeyDown={(e) => {
                  if (e.key === ' ') e.preventDefault();
                }}
              >
                <rect width={width} height={height} rx="3" />
                <text className={css.by} x="8" y="13">
                  {firstBy(graph, i)}
                </text>
                <text className={css.count} x={width - 8} y="13">
                  {broken ? <tspan className={css.rules}>▲ {rulesOf(node.broke).join(' ')} </tspan> : null}
                  {node.states}
                </text>
                {lines.map((text, n) => (
                  <text key={text} className={css.what} x="8" y={29 + 15 * n}>
                    {inBox(text, width)}
                  </text>
                ))}
              </g>
            );
          })}
        </g>
      </svg>
    </div>
  );
}
