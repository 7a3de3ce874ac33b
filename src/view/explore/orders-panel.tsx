import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import type { Scenario } from '../../scenario/types.ts';
import { type KeptSearch, keepSearch } from '../../store/page/kept-search.ts';
import {
  type Counterexample,
  type Exploring,
  explore,
  type SearchCounts,
  StateBook,
} from '../../store/session/exploring.ts';
import { Badge } from '../parts/badge.tsx';
import { Button } from '../parts/button.tsx';
import { Segmented } from '../parts/segmented.tsx';
import css from './explore-dialog.module.css';
import { ChoicesPanel } from './graph/choices-panel.tsx';
import { StatesPanel } from './graph/later.ts';
import { RunLink } from './run-link.tsx';

interface Orders {
  readonly scenario: Scenario;
  readonly events: string;
  readonly counts: SearchCounts | null;
  readonly found: readonly Counterexample[];
  /** The states, which grow while it runs. */
  readonly book: StateBook;
  readonly running: boolean;
  readonly problem: string;
}

// Who looks at a run and comes back finds the search as it was.
let last: Orders | null = null;

const SHOWN = [
  { value: 'rules', label: 'What breaks' },
  { value: 'states', label: 'States' },
  { value: 'choices', label: 'Choices' },
] as const;

const BOUNDS = [0, 1, 2, 3, 4];

interface Props {
  readonly scenario: Scenario;
  /** A search that ran when the page was left, to be begun again; null for none. */
  readonly goesOn: KeptSearch | null;
}

const STOPPED = 'Stopped. What has been found is kept.';

/** Every order of what can happen: what may happen at any time is chosen, and rules that break are told as they are found. */
export function OrdersPanel({ scenario, goesOn }: Props): ReactNode {
  const id = useId();
  const kept = last?.scenario === scenario ? last : null;
  const [orders, setOrders] = useState<Orders | null>(kept);
  const [events, setEvents] = useState(
    goesOn?.events ?? kept?.events ?? (scenario.cpus > 1 ? 'notify:1,remove' : 'notify,remove'),
  );
  const [shown, setShown] = useState<(typeof SHOWN)[number]['value']>('rules');
  const [bound, setBound] = useState(goesOn?.bound ?? 1);
  const exploring = useRef<Exploring | null>(null);
  const put = (now: Orders): Orders => {
    last = now;
    setOrders(now);
    return now;
  };
  const ended = (now: Orders, problem: string): Orders => {
    keepSearch(null);
    return put({ ...now, running: false, problem });
  };
  const start = (): void => {
    exploring.current?.stop();
    keepSearch({ scenario, events, bound });
    let now = put({ scenario, events, counts: null, found: [], book: new StateBook(), running: true, problem: '' });
    exploring.current = explore({ kind: 'search', scenario, events, bound }, (told) => {
      if (told.kind === 'counts') now = put({ ...now, counts: told.counts });
      else if (told.kind === 'states') now.book.add(told.portion);
      else if (told.kind === 'found') now = put({ ...now, found: withStory(now.found, told.story) });
      else if (told.kind === 'over') now = ended(now, '');
      else if (told.kind === 'refused') now = ended(now, told.what);
    });
  };
  const stop = (): void => {
    exploring.current?.stop();
    if (orders !== null) ended(orders, STOPPED);
  };
  const begin = useRef(start);
  useEffect(() => {
    if (goesOn !== null) begin.current();
    // Who closes the dialog ends the search; who loads the page anew is offered it again.
    return () => {
      exploring.current?.stop();
      if (last?.running !== true) return;
      last = { ...last, running: false, problem: STOPPED };
      keepSearch(null);
    };
  }, [goesOn]);
  const running = orders?.running === true;
  return (
    <>
      <form
        className={css.choose}
        onSubmit={(e) => {
          e.preventDefault();
          start();
        }}
      >
        <label htmlFor={`${id}-any`}>What may happen at any time</label>
        <input id={`${id}-any`} value={events} spellCheck={false} onChange={(e) => setEvents(e.target.value)} />
        <label htmlFor={`${id}-bound`}>At most so many switches</label>
        <select id={`${id}-bound`} value={bound} onChange={(e) => setBound(Number(e.target.value))}>
          {BOUNDS.map((n) => (
            <option key={n}>{n}</option>
          ))}
        </select>
        <Button type="submit" look="primary" disabled={running}>
          Try every order
        </Button>
        {running ? <Button onClick={stop}>Stop and keep what is there</Button> : null}
      </form>
      <p className={css.hint}>
        Names apart by commas: notify:1 is a secure interrupt on CPU 1, then remove, probe, session, request:2,
        relinquish:2, unload, kexec and others. A switch pushes somebody aside who could have gone on.
      </p>
      {orders === null ? null : (
        <>
          <p role="status" className={css.sum}>
            {orders.counts === null ? '' : countsText(orders.counts, running)} {orders.problem}
          </p>
          <Segmented name="What is shown of the search" segments={SHOWN} value={shown} onChange={setShown} />
          {shown === 'states' ? (
            <StatesPanel scenario={orders.scenario} events={orders.events} book={orders.book} running={running} />
          ) : shown === 'choices' ? (
            <ChoicesPanel choices={orders.book.choices} />
          ) : (
            <Stories orders={orders} />
          )}
        </>
      )}
    </>
  );
}

/** A shorter story takes the place of a longer one of the same rule. */
const withStory = (found: readonly Counterexample[], story: Counterexample): readonly Counterexample[] => {
  const at = found.findIndex((f) => f.rule === story.rule && f.text === story.text);
  return at < 0 ? [...found, story] : found.with(at, story);
};

function countsText(
  { states, transitions, runs, worlds, waiting, bound, complete }: SearchCounts,
  running: boolean,
): string {
  const sum = `${states} states, ${transitions} transitions, ${runs} runs, ${worlds} different ends`;
  if (running) return `${sum}; ${waiting} runs wait.`;
  if (complete) return `${sum}. Complete: every order has been tried.`;
  return bound < 0 ? `${sum}.` : `${sum}. Complete up to ${bound === 1 ? '1 switch' : `${bound} switches`}.`;
}

function Stories({ orders: { found, running, problem } }: { readonly orders: Orders }): ReactNode {
  return (
    <>
      {found.length === 0 && !running && problem === '' ? <p>No rule is broken in any of these.</p> : null}
      <ul className={css.found} aria-label="Rules that break">
        {found.map((story) => (
          <Story key={`${story.rule} ${story.text}`} story={story} />
        ))}
      </ul>
    </>
  );
}

function Story({ story }: { readonly story: Counterexample }): ReactNode {
  const { rule, text, says, scenario, row, switches } = story;
  return (
    <li>
      <div>
        <Badge tone="violation">{rule}</Badge> <b>{text}</b>
        <p>{says}</p>
        <p>
          {scenario.actions.map((a) => (a.after === undefined ? a.do : `${a.do} after row ${a.after}`)).join(', ')};{' '}
          {switches === 1 ? '1 switch' : `${switches} switches`}
        </p>
      </div>
      <RunLink scenario={scenario} fault={null} row={row} name={`${rule}: ${text}`} />
    </li>
  );
}
