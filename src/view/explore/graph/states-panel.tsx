import { type ReactNode, useEffect, useMemo, useState } from 'react';
import type { Scenario } from '../../../scenario/types.ts';
import { ASPECTS, runLink, type StateBook, stateGraph } from '../../../store/session/exploring.ts';
import { useScope } from '../../../store/store.ts';
import { count } from '../../../words/format.ts';
import { PHONE, useMedia } from '../../parts/use-media.ts';
import css from './graph.module.css';
import { GraphPicture } from './graph-picture.tsx';
import { StateDetail } from './state-detail.tsx';
import { StateList } from './state-list.tsx';
import { useNodeStory } from './use-node-story.ts';

interface Props {
  readonly scenario: Scenario;
  /** What may happen at any time, as it was written. */
  readonly events: string;
  readonly book: StateBook;
  readonly running: boolean;
}

/** More boxes than these nobody can read. */
const MOST = 250;
/** Drawn anew when there are so many times as many states. */
const GROWTH = 1.3;
/** The driver and the notifications. */
const USUAL: readonly number[] = [0, 1];

/** The states of a search as a graph: states that are equal in what counts are one box, and a step that changes it is an arrow. */
export function StatesPanel({ scenario, events, book, running }: Props): ReactNode {
  const narrow = useMedia(PHONE);
  const openLink = useScope((s) => s.openLink);
  const openDialog = useScope((s) => s.openDialog);
  const [aspects, setAspects] = useState(USUAL);
  const [chosen, setChosen] = useState(0);
  const [opens, setOpens] = useState(false);
  const stage = running ? Math.floor(Math.log(book.count + 1) / Math.log(GROWTH)) : -1;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the book grows; it is folded again at each stage
  const graph = useMemo(() => stateGraph(book, aspects), [book, aspects, stage]);
  const node = graph.nodes[chosen];
  const told = useNodeStory(scenario, events, node, aspects);
  const { story } = told;
  const choose = (next: number): void => {
    setOpens(false);
    setChosen(next);
  };
  const tell = (next: readonly number[]): void => {
    setAspects(next);
    choose(0);
  };
  useEffect(() => {
    if (!opens || story === null) return;
    setOpens(false);
    void runLink(story.scenario, story.row).then((link) => {
      openDialog(null);
      void openLink(link);
    });
  }, [opens, story, openDialog, openLink]);
  if (book.count === 0) return null;
  return (
    <>
      {narrow ? (
        <details>
          <summary>States are told apart by {aspects.map((a) => ASPECTS[a]?.says).join(', ') || 'nothing'}</summary>
          <Aspects chosen={aspects} onChange={tell} />
        </details>
      ) : (
        <Aspects chosen={aspects} onChange={tell} />
      )}
      <p className={css.hint}>
        {count(graph.states)} states in {count(graph.nodes.length)} kinds. An arrow is a step that changes what is
        ticked; a coloured one is also a choice, a dashed one leads back; ▲ marks where a rule breaks. In a box: who
        took the first step there, how many states, what it changed.
      </p>
      {narrow ? (
        <StateList graph={graph} story={told} chosen={chosen} onChoose={choose} />
      ) : (
        <div className={css.two}>
          {graph.nodes.length > MOST ? (
            <p>That is too many to be drawn. Tick less, and they are folded together.</p>
          ) : (
            <GraphPicture graph={graph} chosen={chosen} onChoose={choose} onOpen={() => setOpens(true)} />
          )}
          <StateDetail graph={graph} node={chosen} story={told} onChoose={choose} />
        </div>
      )}
    </>
  );
}

interface AspectsProps {
  readonly chosen: readonly number[];
  readonly onChange: (chosen: readonly number[]) => void;
}

function Aspects({ chosen, onChange }: AspectsProps): ReactNode {
  const withOr = (aspect: number, on: boolean): readonly number[] =>
    [...ASPECTS.keys()].filter((a) => (a === aspect ? on : chosen.includes(a)));
  return (
    <fieldset className={css.aspects}>
      <legend>States are told apart by</legend>
      {ASPECTS.map(({ id, says }, aspect) => (
        <label key={id}>
          <input
            type="checkbox"
            checked={chosen.includes(aspect)}
            onChange={(e) => onChange(withOr(aspect, e.target.checked))}
          />
          {says}
        </label>
      ))}
    </fieldset>
  );
}
