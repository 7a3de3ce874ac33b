import { useEffect, useState } from 'react';
import type { Scenario } from '../../../scenario/types.ts';
import { type Counterexample, explore, type GraphNode } from '../../../store/session/exploring.ts';

/** The shortest run that comes to a state, when it has been found. */
export interface NodeStory {
  readonly story: Pick<Counterexample, 'scenario' | 'row'> | null;
  readonly problem: string;
}

/** Milliseconds that a state stays chosen before its run is looked for: who moves along with the arrows wants none. */
const RESTS = 150;
const NONE: NodeStory = { story: null, problem: '' };

/** Looks for the run to the chosen node in a worker. `events`: what may happen at any time, as it was written. */
export function useNodeStory(
  scenario: Scenario,
  events: string,
  node: GraphNode | undefined,
  aspects: readonly number[],
): NodeStory {
  const [told, setTold] = useState(NONE);
  useEffect(() => {
    setTold(NONE);
    if (node === undefined) return;
    if (node.way.steps === 0) {
      setTold({ story: { scenario, row: 0 }, problem: '' });
      return;
    }
    let stop = (): void => undefined;
    const timer = setTimeout(() => {
      const wanted = { way: node.way, aspects, cells: node.cells };
      ({ stop } = explore({ kind: 'story', scenario, events, wanted }, (said) => {
        if (said.kind === 'found') setTold({ story: said.story, problem: '' });
        else if (said.kind === 'refused') setTold({ story: null, problem: said.what });
      }));
    }, RESTS);
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [scenario, events, node, aspects]);
  return told;
}
