import { describe, expect, it } from 'vitest';
import { run } from '../../scenario/run.ts';
import { History } from '../../trace/history.ts';
import { readEvents } from '../events.ts';
import { scenarioOf } from '../scenario.fixture.ts';
import { Search } from '../search.ts';
import { ASPECTS, cellsOf } from './aspects.ts';
import { StateBook } from './state-book.ts';
import { stateGraph } from './state-graph.ts';
import { StateRecorder } from './state-recorder.ts';
import { storyTo } from './way-to-state.ts';

const scenario = scenarioOf({ driver: 'v7.3', actions: [{ do: 'probe' }] });
const read = readEvents('notify:1,remove', 2);
if (!read.ok) throw new Error(read.error.what);
const events = read.value;
const aspects = [0, 1];

function searched(every = Number.POSITIVE_INFINITY) {
  const watcher = new StateRecorder();
  const search = new Search({ scenario, events, watcher });
  const book = new StateBook();
  let runs = 0;
  for (let bound = 0; bound <= 1; bound++)
    while (search.next(bound)) if (++runs % every === 0) book.add(watcher.take());
  book.add(watcher.take());
  return { search, book };
}

describe('the states of a search', () => {
  const { search, book } = searched();
  const graph = stateGraph(book, aspects);

  it('are all there, and every one is in a node', () => {
    expect(book.count).toBe(search.counts(1).states);
    expect(graph.nodes.reduce((n, node) => n + node.states, 0)).toBe(book.count);
    expect(graph.nodes.length).toBeGreaterThan(5);
    expect(graph.nodes.length).toBeLessThan(60);
  });

  it('are the same in however many portions they come', () => {
    const again = searched(7).book;
    expect(stateGraph(again, aspects)).toEqual(graph);
    expect(again.choices).toEqual(book.choices);
  });

  it('are folded more the less counts: with nothing there is one node, with everything one for each world', () => {
    expect(stateGraph(book, []).nodes).toHaveLength(1);
    const all = stateGraph(book, [...ASPECTS.keys()]);
    expect(all.nodes.length).toBeGreaterThan(graph.nodes.length);
    expect(all.nodes.length).toBeLessThanOrEqual(book.count);
  });

  it('mark what the search has found, and nothing else', () => {
    const marked = new Set(graph.nodes.flatMap((n) => n.broke.map((text) => text.split(':', 1)[0])));
    expect([...marked].sort()).toEqual([...new Set(search.hits.list.map((h) => h.rule))].sort());
  });

  it('each have a story, whose run is in that state at its row', () => {
    for (const { way, cells, broke } of graph.nodes.filter((n) => n.parent >= 0)) {
      const story = storyTo(scenario, events, { way, aspects, cells });
      expect(story, JSON.stringify([cells, broke])).not.toBeNull();
      const { trace, start } = run(story?.scenario ?? scenario);
      const world = new History(trace, start).at(story?.row ?? 0);
      expect(aspects.flatMap((a) => cellsOf(world, a))).toEqual(cells);
    }
  });

  it('say of each choice how often it could be made, and was', () => {
    for (const { possible, kept, tried } of book.choices) {
      expect(kept).toBeLessThanOrEqual(possible);
      expect(tried).toBeLessThanOrEqual(kept);
    }
    expect(book.choices.reduce((n, c) => n + c.tried, 0)).toBe(search.counts(1).runs - 1);
    const remove = book.choices.filter((c) => c.instead === 'Remove the driver');
    expect(remove.some((c) => c.of.startsWith('kworker') && c.tried > 0)).toBe(true);
  });
});
