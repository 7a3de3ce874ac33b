import { type ReactNode, useDeferredValue, useMemo } from 'react';
import type { Run } from '../../scenario/types.ts';
import { useScope } from '../../store/store.ts';
import { breakOfLine } from '../../study/break-query.ts';
import type { TraceEvent } from '../../trace/event.ts';
import { upstreamOf } from '../../words/upstream.ts';
import css from '../parts/pane.module.css';
import { useSettled } from '../parts/use-settled.ts';
import { CodeView } from './code-view.tsx';
import { fileName } from './files.ts';
import { reviewNotes } from './review-notes.ts';
import { rowsOfFile } from './rows-of-file.ts';
import { lineOf } from './sentence.ts';
import type { SourceText } from './source-text.ts';
import { useSource } from './use-source.ts';

/** The program text of the model, at the line that produced the current row. */
export default function Pane(): ReactNode {
  const shown = useSettled('source', (s) => s.current?.run ?? null);
  const at = useSettled('source', (s) => s.cursor);
  // Hundreds of lines may be new at a row of another file: the diagram and the registers do not wait for them.
  const { run, cursor } = useDeferredValue(useMemo(() => ({ run: shown, cursor: at }), [shown, at]));
  const event = run === null || cursor < 0 || cursor >= run.trace.length ? null : run.trace.row(cursor);
  return (
    <section className={css.pane} aria-label="Source">
      <header className={css.head}>
        <h2>Source</h2>
        {event === null ? null : <Breadcrumb stack={event.stack} />}
        <code className={css.file}>{event?.src == null ? '' : (fileName(event.src) ?? event.src)}</code>
        {run === null || event === null ? null : <UpstreamLinks run={run} event={event} />}
      </header>
      {run === null || event === null ? <Empty /> : <Body run={run} event={event} />}
    </section>
  );
}

const Empty = (): ReactNode => <p className={css.empty}>The source of a row appears here.</p>;

function Breadcrumb({ stack }: { readonly stack: readonly string[] }): ReactNode {
  return (
    <ol className={css.crumbs} aria-label="Call stack, outermost first" title={stack.join(' › ')}>
      {stack.map((fn, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a function may stand in a stack twice, and its place is its identity
        <li key={`${fn} ${i}`} className={i === stack.length - 1 ? css.innermost : undefined}>
          <code>{fn}</code>
        </li>
      ))}
    </ol>
  );
}

/** Where the real functions are that the row follows, each in its project's own repository. */
function UpstreamLinks({ run, event }: { readonly run: Run; readonly event: TraceEvent }): ReactNode {
  const call =
    event.kind === 'call' ? event : event.kind === 'return' && event.of >= 0 ? run.trace.row(event.of) : null;
  return upstreamOf(event, call, run.scenario.driver, run.scenario.secure).map((u) => (
    <a
      key={u.href}
      className={css.upstream}
      href={u.href}
      target="_blank"
      rel="noreferrer"
      title={`${u.name}, ${u.version}`}
      aria-label={`${u.name} in ${u.version}, in a new tab`}
    >
      {u.version.startsWith('the patch') ? 'patch' : u.version.split(' ')[0]}
      <span aria-hidden="true"> ↗</span>
    </a>
  ));
}

function Body({ run, event }: { readonly run: Run; readonly event: TraceEvent }): ReactNode {
  const source = useSource(event.src);
  if (source === null)
    return (
      <p className={css.empty}>
        {event.kind === 'choice' || event.kind === 'violation'
          ? 'The simulator wrote this row, not an actor.'
          : 'A recording has no source: the machine’s own programs ran.'}
      </p>
    );
  if (source === 'loading') return <p className={css.empty}>Loading the source…</p>;
  if (source === 'failed')
    return <p className={css.empty}>The source {event.src} could not be loaded. Reload the page to try again.</p>;
  return <Lines run={run} event={event} src={event.src ?? ''} source={source} />;
}

interface LinesProps {
  readonly run: Run;
  readonly event: TraceEvent;
  readonly src: string;
  readonly source: SourceText;
}

function Lines({ run, event, src, source }: LinesProps): ReactNode {
  const { seek, runToRow } = useScope.getState();
  const rows = rowsOfFile(run.trace, src, source.sentences);
  const goTo = (line: number): void => {
    const row = rows.next(line, event.row);
    if (row === null) return;
    // Nothing runs backwards: where no later row is of this line, its first one is gone to.
    if (row > event.row) void runToRow(row);
    else seek(row);
  };
  const breaks = useScope((s) => s.breaks);
  const toggleBreak = useScope((s) => s.toggleBreak);
  // A line is known by the sentence of the first row that it produced.
  const breakAt = (line: number): string | null => {
    const row = rows.next(line, -1);
    return row === null ? null : breakOfLine(src, run.trace.row(row).why);
  };
  const broken = new Set(rows.lines.filter((line) => breaks.includes(breakAt(line) ?? '')));
  const notes = new Map(
    reviewNotes(src).flatMap((n) => {
      const line = lineOf(source.sentences, n.at);
      return line === null ? [] : [[line, n] as const];
    }),
  );
  const onBreak = (line: number): void => {
    const query = breakAt(line);
    if (query !== null) toggleBreak(query);
  };
  return (
    <CodeView
      key={src}
      lines={source.lines}
      current={rows.lineOfRow(event)}
      ran={rows.lines}
      onGo={goTo}
      breaks={broken}
      onBreak={onBreak}
      notes={notes}
    />
  );
}
