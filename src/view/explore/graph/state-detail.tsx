import type { ReactNode } from 'react';
import { changesBetween, changeWords, type StateGraph } from '../../../store/session/exploring.ts';
import { count } from '../../../words/format.ts';
import { RunLink } from '../run-link.tsx';
import css from './graph.module.css';
import { nodeName } from './node-text.ts';
import type { NodeStory } from './use-node-story.ts';

interface Props {
  readonly graph: StateGraph;
  readonly node: number;
  readonly story: NodeStory;
  readonly onChoose: (node: number) => void;
}

/** A kind of states: what is so in it, what breaks, the run that comes there, and where it goes on to. */
export function StateDetail({ graph, node, story, onChoose }: Props): ReactNode {
  const of = graph.nodes[node];
  if (of === undefined) return null;
  const ways = graph.edges.filter((e) => e.from === node);
  return (
    <section className={css.detail} aria-label="The chosen state">
      <h4>{nodeName(of)}</h4>
      <p>
        {counted(of.states, 'state')} of the search.{' '}
        {story.story === null ? (
          <span role="status">{story.problem || 'Its shortest run is looked for.'}</span>
        ) : (
          <>
            The shortest run that comes here:{' '}
            <RunLink scenario={story.story.scenario} fault={null} row={story.story.row} name={nodeName(of)} />
          </>
        )}
      </p>
      {of.broke.length === 0 ? null : (
        <ul aria-label="Rules that break here">
          {of.broke.map((text) => (
            <li key={text} className={css.viol}>
              ▲ {text}
            </li>
          ))}
        </ul>
      )}
      {of.cells.length === 0 ? null : (
        <ul aria-label="What is so">
          {of.cells.map(([key, text]) => (
            <li key={key}>
              <code>{key}</code> {text}
            </li>
          ))}
        </ul>
      )}
      <b>{ways.length === 0 ? 'Nothing leads on from here.' : 'From here'}</b>
      <ul className={css.ways}>
        {ways.map(({ to, by, steps, turns, broke }) => (
          <li key={to}>
            <button type="button" onClick={() => onChoose(to)}>
              {nextText(graph, to, node)}
            </button>
            <small>
              {by.slice(0, 3).join(', ')}
              {by.length > 3 ? ` and ${by.length - 3} more` : ''}; {counted(steps, 'step')}, {turns} of them by choice
            </small>
            {broke.map((text) => (
              <small key={text} className={css.viol}>
                ▲ {text}
              </small>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What changes on the way there. */
const nextText = ({ nodes }: StateGraph, to: number, from: number): string =>
  changesBetween(nodes[from]?.cells ?? [], nodes[to]?.cells ?? [])
    .map(changeWords)
    .join(', ');

const counted = (n: number, what: string): string => `${count(n)} ${n === 1 ? what : `${what}s`}`;
