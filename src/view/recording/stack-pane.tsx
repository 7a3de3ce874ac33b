import type { ReactNode } from 'react';
import { shownTrace } from '../../store/shown.ts';
import { type StackLine, stackAt } from '../../study/stack-lines.ts';
import type { TraceEvent } from '../../trace/event.ts';
import { actorName } from '../../words/event-text.ts';
import source from '../parts/pane.module.css';
import { RowLink } from '../parts/row-link.tsx';
import { useSettled } from '../parts/use-settled.ts';
import css from './stack-pane.module.css';

/** The kernel's stack at the current row of a recording, innermost first: it stands where a run shows its source. */
export function StackPane(): ReactNode {
  const trace = useSettled('source', shownTrace);
  const cursor = useSettled('source', (s) => s.cursor);
  const event = trace === null || cursor < 0 || cursor >= trace.length ? null : trace.row(cursor);
  const stack = trace === null || event === null ? null : stackAt(trace, event);
  return (
    <section className={source.pane} aria-label="Kernel stack">
      <header className={source.head}>
        <h2>Kernel stack</h2>
        {event === null || stack === null ? null : (
          <span className={css.where}>
            {event.ctx}, CPU {event.cpu}
            {stack.lines.length === 0 ? '' : stack.recorded ? whenTaken(event) : ', by the function probes'}
          </span>
        )}
      </header>
      {event === null || stack === null ? (
        <p className={source.empty}>The stack of a row appears here.</p>
      ) : stack.lines.length === 0 ? (
        <p className={source.empty}>
          This row was recorded without a stack. For calls the recipe turns it on:{' '}
          <code>echo stacktrace &gt; events/ffa/smc_in/trigger</code>
        </p>
      ) : (
        <Stack lines={stack.lines} />
      )}
    </section>
  );
}

const whenTaken = (e: TraceEvent): string => (e.kind === 'return' ? `, as at the call in row ${e.of}` : '');

function Stack({ lines }: { readonly lines: readonly StackLine[] }): ReactNode {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keyboard
    <ol className={css.stack} aria-label="Functions, innermost first" tabIndex={0}>
      {lines.map((l, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a function may stand in a stack twice, and its place is its identity
        <li key={`${l.fn} ${i}`} className={i === 0 ? css.innermost : undefined}>
          <code>{l.fn}</code>
          <span>{l.lane === null ? '' : actorName(l.lane)}</span>
          {l.row === null ? <span /> : <RowLink row={l.row} />}
        </li>
      ))}
    </ol>
  );
}
