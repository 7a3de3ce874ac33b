import { type ReactNode, useState } from 'react';
import { pairOf } from '../../store/session/pair.ts';
import { differenceAt } from '../../store/session/pair-lines.ts';
import type { Shown } from '../../store/session/showing.ts';
import { shown } from '../../store/shown.ts';
import { useScope } from '../../store/store.ts';
import type { TraceEvent } from '../../trace/event.ts';
import { worldAt } from '../../trace/world-at.ts';
import { contextFacts } from '../../words/context-facts.ts';
import { rowText } from '../../words/copy-text.ts';
import { exchangeAt } from '../../words/exchange.ts';
import { faultText } from '../../words/fault-text.ts';
import { commonFacts, type RowFact, rowFacts } from '../../words/row-facts.ts';
import type { Base } from '../../words/word-text.ts';
import { AnswersFold } from '../inspect/answers-fold.tsx';
import { Head } from '../inspect/head.tsx';
import { MessageView } from '../inspect/message-view.tsx';
import { DifferenceView } from '../pair/later.ts';
import { type Fact, Facts } from '../parts/facts.tsx';
import { RowLink } from '../parts/row-link.tsx';
import { useSettled } from '../parts/use-settled.ts';
import { RowVerdict } from '../recording/later.ts';
import { PageLinks, pagesOfRow } from '../reference/page-links.tsx';
import css from './inspector.module.css';

/** Everything that is known of the row under the cursor. */
export function Inspector(): ReactNode {
  const now = useSettled('row', shown);
  const cursor = useSettled('row', (s) => s.cursor);
  return (
    <section className={css.inspector} aria-label="Inspector">
      {now === null || cursor < 0 || cursor >= now.trace.length ? (
        <p className={css.empty}>No row is selected. Open a lesson, then move with the arrow keys.</p>
      ) : (
        <Row now={now} event={now.trace.row(cursor)} />
      )}
    </section>
  );
}

function Row({ now, event }: { readonly now: Shown; readonly event: TraceEvent }): ReactNode {
  const selected = useScope((s) => s.register);
  const select = useScope((s) => s.select);
  // What a person chose here lasts from row to row.
  const [base, setBase] = useState<Base>('hex');
  const [answers, setAnswers] = useState<boolean | null>(null);
  const message = event.kind === 'call' || event.kind === 'return' ? event : null;
  const exchange = message === null ? null : exchangeAt(now.trace, message);
  const struck = event.fault === null ? undefined : now.run?.scenario.faults[event.fault];
  const fault = struck === undefined ? null : faultText(struck);
  const common: Fact[] = [...commonFacts(event, fault), ...contextFacts(now.trace, worldAt(now, event.row), event)].map(
    factOf,
  );
  const pages = pagesOfRow(event, exchange);
  if (pages.length > 0) common.push({ term: 'Reference', text: <PageLinks pages={pages} /> });
  const pair = useScope(pairOf);
  const differing = pair === null ? null : differenceAt(pair, event.row);
  if (pair !== null && differing !== null) return <DifferenceView pair={pair} rows={differing} more={common} />;
  return (
    <>
      <Head event={event} exchange={exchange} text={() => rowText(now.trace, event, fault)} />
      {now.kind === 'recording' ? <RowVerdict /> : null}
      {message !== null && exchange !== null ? (
        <>
          <MessageView
            trace={now.trace}
            event={message}
            exchange={exchange}
            selected={selected}
            onSelect={select}
            base={base}
            onBase={setBase}
            more={common}
          />
          <AnswersFold
            trace={now.trace}
            row={event.row}
            run={now.run}
            given={exchange.reply?.decoded.summary ?? null}
            chosen={answers}
            onChoose={setAnswers}
          />
        </>
      ) : (
        <>
          <p className={css.why}>{event.why}</p>
          <Facts facts={[...rowFacts(now.trace, event).map(factOf), ...common]} />
        </>
      )}
    </>
  );
}

/** A fact of plain data as it stands on the page. */
function factOf(f: RowFact): Fact {
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
