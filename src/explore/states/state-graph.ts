import { type CellChange, type Cells, changesBetween } from './aspects.ts';
import type { StateBook, WayTo } from './state-book.ts';

/** States that are equal in the aspects that count. */
export interface GraphNode {
  /** The cells of these aspects. */
  readonly cells: Cells;
  /** What is otherwise than in the node that it was first reached from. */
  readonly changes: readonly CellChange[];
  readonly states: number;
  /** The rules that break on the way to one of its states, or where a run ends in it. */
  readonly broke: readonly string[];
  /** How one of them is come to: where a rule breaks, that one, else the first that was found. */
  readonly way: WayTo;
  /** The node that it was first reached from; -1 for the first. */
  readonly parent: number;
}

/** Steps from a state of one node to a state of another one. */
export interface GraphEdge {
  readonly from: number;
  readonly to: number;
  readonly steps: number;
  /** How many of them were choices: something happened, or somebody else ran. */
  readonly turns: number;
  /** Who took them, the most frequent first. */
  readonly by: readonly string[];
  readonly broke: readonly string[];
}

export interface StateGraph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** How many states and steps were folded. */
  readonly states: number;
  readonly steps: number;
}

interface Node {
  readonly key: string;
  readonly first: number;
  parent: number;
  states: number;
  readonly broke: Set<string>;
  shown: number;
}

interface Edge {
  steps: number;
  turns: number;
  readonly by: Map<string, number>;
  readonly broke: Set<string>;
}

/** Folds states together that are equal in these aspects. Nodes are in the order in which they were found, from 0. */
export function stateGraph(book: StateBook, aspects: readonly number[]): StateGraph {
  const nodes: Node[] = [];
  const nodeOf = new Int32Array(book.count);
  const known = new Map<string, number>();
  for (let state = 0; state < book.count; state++) {
    let key = '';
    for (const aspect of aspects) key += `${book.classOf(state, aspect)} `;
    let node = known.get(key);
    if (node === undefined) {
      node = nodes.length;
      known.set(key, node);
      nodes.push({ key, first: state, parent: -1, states: 0, broke: new Set(), shown: state });
    }
    nodeOf[state] = node;
    (nodes[node] as Node).states++;
  }
  const mark = (node: Node, state: number, broke: readonly string[]): void => {
    if (node.broke.size === 0 && broke.length > 0) node.shown = state;
    for (const rule of broke) node.broke.add(rule);
  };
  const edges = new Map<number, Edge>();
  let steps = 0;
  for (const { from, to, by, turned, broke } of book.steps()) {
    steps++;
    const [a, b] = [nodeOf[from] as number, nodeOf[to] as number];
    const node = nodes[b] as Node;
    mark(node, to, broke);
    if (a === b) continue;
    if (node.first === to && node.parent < 0 && b !== 0) node.parent = a;
    const key = a * nodes.length + b;
    let edge = edges.get(key);
    if (edge === undefined) {
      edge = { steps: 0, turns: 0, by: new Map(), broke: new Set() };
      edges.set(key, edge);
    }
    edge.steps++;
    if (turned) edge.turns++;
    edge.by.set(by, (edge.by.get(by) ?? 0) + 1);
    for (const rule of broke) edge.broke.add(rule);
  }
  for (const { state, broke } of book.ends()) mark(nodes[nodeOf[state] as number] as Node, state, broke);
  const cells = nodes.map((n) => cellsOf(book, aspects, n.first));
  return {
    nodes: nodes.map(({ parent, states, broke, shown }, i) => ({
      cells: cells[i] as Cells,
      changes: parent < 0 ? [] : changesBetween(cells[parent] as Cells, cells[i] as Cells),
      states,
      broke: [...broke],
      way: book.wayTo(shown),
      parent,
    })),
    edges: [...edges].map(([key, { by, broke, ...counts }]) => ({
      from: Math.floor(key / nodes.length),
      to: key % nodes.length,
      ...counts,
      by: [...by].sort(([, a], [, b]) => b - a).map(([name]) => name),
      broke: [...broke],
    })),
    states: book.count,
    steps,
  };
}

const cellsOf = (book: StateBook, aspects: readonly number[], state: number): Cells =>
  aspects.flatMap((aspect) => book.cells(aspect, book.classOf(state, aspect)));
