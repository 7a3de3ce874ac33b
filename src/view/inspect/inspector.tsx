import type { ReactNode } from 'react';
import type { Run } from '../../scenario/types.ts';
import { useScope } from '../../store/store.ts';
import type { TraceEvent } from '../../trace/event.ts';
import { faultText } from '../scenario/fault-text.ts';
import { rowText } from './copy-text.ts';
import { exchangeAt } from './exchange.ts';
import { type Fact, Facts } from './facts.tsx';
import { Head } from './head.tsx';
import css from './inspector.module.css';
import { MessageView } from './message-view.tsx';
import { commonFacts, type RowFact, rowFacts } from './row-facts.ts';
import { RowLink } from './row-link.tsx';

/** Everything that is known of the row under the cursor. */
export function Inspector(): ReactNode {
  const run = useScope((s) => s.current?.run ?? null);
  const cursor = useScope((s) => s.cursor);
  return (
    <section className={css.inspector} aria-label="Inspector">
      {run === null || cursor < 0 || cursor >= run.trace.length ? (
        <p className={css.empty}>No row is selected. Open a lesson, then move with the arrow keys.</p>
      ) : (
        <Row run={run} event={run.trace.row(cursor)} />
      )}
    </section>
  );
}

function Row({ run, event }: { readonly run: Run; readonly event: TraceEvent }): ReactNode {
  const selected = useScope((s) => s.register);
  const select = useScope((s) => s.select);
  const message = event.kind === 'call' || event.kind === 'return' ? event : null;
  const exchange = message === null ? null : exchangeAt(run.trace, message);
  const struck = event.fault === null ? undefined : run.scenario.faults[event.fault];
  const fault = struck === undefined ? null : faultText(struck);
  const common = commonFacts(event, fault).map(shown);
  return (
    <>
      <Head event={event} exchange={exchange} text={() => rowText(run.trace, event, fault)} />
      {message !== null && exchange !== null ? (
        <MessageView
          trace={run.trace}
          event={message}
          exchange={exchange}
          selected={selected}
          onSelect={select}
          more={common}
        />
      ) : (
        <>
          <p className={css.why}>{event.why}</p>
          <Facts facts={[...rowFacts(run.trace, event).map(shown), ...common]} />
        </>
      )}
    </>
  );
}

/** A fact of plain data as it stands on the page. */
function shown(f: RowFact): Fact {
  const words = f.code === true ? <code>{f.text}</code> : f.text;
  const text =
    f.row === undefined ? (
      words
    ) : (
      <>
        {words} <RowLink row={f.row} />
      </>
    );
  return f.tone === undefined ? { term: f.term, text } : { term: f.term, text, tone: f.tone };
}
