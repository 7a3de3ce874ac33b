import type { ReactNode } from 'react';
import type { StateGraph } from '../../../store/session/exploring.ts';
import { PagedList } from '../../parts/paged-list.tsx';
import css from './graph.module.css';
import { changesText, rulesOf } from './node-text.ts';
import { StateDetail } from './state-detail.tsx';
import type { NodeStory } from './use-node-story.ts';

interface Props {
  readonly graph: StateGraph;
  readonly story: NodeStory;
  readonly chosen: number;
  readonly onChoose: (node: number) => void;
}

/** The graph where there is no room for one: a line for each kind of states, which opens. */
export function StateList({ graph, story, chosen, onChoose }: Props): ReactNode {
  return (
    <div className={css.kinds}>
      <PagedList
        name="kinds of states"
        length={graph.nodes.length}
        current={chosen}
        entry={(i) => {
          const node = graph.nodes[i];
          if (node === undefined) return null;
          return (
            <details
              open={i === chosen}
              onToggle={(e) => {
                if (e.currentTarget.open) onChoose(i);
              }}
            >
              <summary>
                <span>{changesText(node).join(', ') || 'the beginning'}</span>
                {node.broke.length === 0 ? null : <b className={css.viol}>▲ {rulesOf(node.broke).join(' ')}</b>}
              </summary>
              {i === chosen ? <StateDetail graph={graph} node={i} story={story} onChoose={onChoose} /> : null}
            </details>
          );
        }}
      />
    </div>
  );
}
