import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { shownTrace } from '../../store/shown.ts';
import { useScope } from '../../store/store.ts';
import { sideOf } from '../../trace/actors.ts';
import type { Actor, Change } from '../../trace/event.ts';
import { callOf, replyOf } from '../../trace/replies.ts';
import type { Trace } from '../../trace/trace.ts';
import { contextMark, contextText } from '../../words/context-text.ts';
import { actorName } from '../../words/event-text.ts';
import { count, rows } from '../../words/format.ts';
import { rowText } from '../../words/row-text.ts';
import { valueText } from '../../words/value-text.ts';
import { Badge } from '../parts/badge.tsx';
import { Button } from '../parts/button.tsx';
import css from './step-list.module.css';

/** Rows that are in the list before and after the cursor; more are put in by a button at each end. */
const AROUND = 60;

/** The rows as a list: what a narrow screen shows in place of the diagram. */
export function StepList(): ReactNode {
  const trace = useScope(shownTrace);
  const cursor = useScope((s) => s.cursor);
  if (trace === null || trace.length === 0)
    return (
      <p className={css.empty}>{trace === null ? 'The run appears here.' : 'Nothing happens in this scenario.'}</p>
    );
  return <Steps trace={trace} cursor={cursor} />;
}

function Steps({ trace, cursor }: { readonly trace: Trace; readonly cursor: number }): ReactNode {
  const seek = useScope((s) => s.seek);
  const [more, setMore] = useState({ before: 0, after: 0 });
  const list = useRef<HTMLOListElement>(null);
  // In steps of AROUND, so that one step of the cursor changes few rows.
  const middle = Math.floor(cursor / AROUND) * AROUND;
  const first = Math.max(middle - AROUND - more.before, 0);
  const end = Math.min(middle + 2 * AROUND + more.after, trace.length);

  // The room changes, too: a caption below that grows must not lie over the current row.
  useLayoutEffect(() => {
    const keep = (): void =>
      list.current?.querySelector(`[data-row="${cursor}"]`)?.scrollIntoView({ block: 'nearest' });
    keep();
    const room = list.current?.parentElement;
    if (room === null || room === undefined) return;
    const observer = new ResizeObserver(keep);
    observer.observe(room);
    return () => observer.disconnect();
  }, [cursor]);

  return (
    <ol ref={list} className={css.steps} aria-label="Rows">
      {first === 0 ? null : (
        <li>
          <button
            type="button"
            className={css.more}
            onClick={() => setMore((m) => ({ ...m, before: m.before + 3 * AROUND }))}
          >
            {rows(first)} before
          </button>
        </li>
      )}
      {Array.from({ length: end - first }, (_, i) => first + i).map((row) => (
        <Step key={row} trace={trace} row={row} current={row === cursor} later={row > cursor} onSelect={seek} />
      ))}
      {end === trace.length ? null : (
        <li>
          <button
            type="button"
            className={css.more}
            onClick={() => setMore((m) => ({ ...m, after: m.after + 3 * AROUND }))}
          >
            {rows(trace.length - end)} after
          </button>
        </li>
      )}
    </ol>
  );
}

interface StepProps {
  readonly trace: Trace;
  readonly row: number;
  readonly current: boolean;
  readonly later: boolean;
  readonly onSelect: (row: number) => void;
}

function Step({ trace, row, current, later, onSelect }: StepProps): ReactNode {
  const openInject = useScope((s) => s.openInject);
  const openDialog = useScope((s) => s.openDialog);
  const recorded = useScope((s) => s.tab === 'recording');
  const text = rowText(trace, trace.row(row));
  const classes = [css.step, current ? css.current : '', later ? css.later : ''];
  return (
    <li data-row={row} className={classes.filter((c) => c !== '').join(' ')}>
      <button
        type="button"
        className={css.button}
        aria-label={text.name}
        aria-description={contextText(trace.row(row))}
        aria-current={current ? 'step' : undefined}
        onClick={() => onSelect(row)}
      >
        <span className={css.number}>{count(row)}</span>
        <span className={css.words}>
          <span className={css.path}>
            <Tag actor={text.from} />
            {text.from === text.to ? null : (
              <>
                →<Tag actor={text.to} />
              </>
            )}
            <span className={css.context} title={contextText(trace.row(row))}>
              {contextMark(trace.row(row))}
            </span>
          </span>
          {text.caption === '' ? null : <span className={css.caption}>{text.caption}</span>}
          <span className={css.result}>
            {text.badge === null || text.shape === 'log' ? null : (
              <Badge tone={text.badge.tone}>{text.badge.text}</Badge>
            )}
            {text.spec === '' ? null : <code>{text.spec}</code>}
          </span>
        </span>
      </button>
      {current ? (
        <div className={css.details}>
          <Registers trace={trace} row={row} />
          <Changes changes={trace.row(row).changes} />
          {recorded ? null : (
            <div className={css.acts}>
              <Button data-tour="inject" onClick={() => openInject(row)}>
                Inject a fault here
              </Button>
              <Button aria-haspopup="dialog" onClick={() => openDialog('by-hand')}>
                By hand
              </Button>
            </div>
          )}
        </div>
      ) : null}
    </li>
  );
}

function Tag({ actor }: { readonly actor: Actor }): ReactNode {
  return <span className={sideOf(actor) === 'normal' ? css.normal : css.secure}>{actorName(actor)}</span>;
}

/** The registers of the current call and its reply that are not zero in both. */
function Registers({ trace, row }: { readonly trace: Trace; readonly row: number }): ReactNode {
  const call = callOf(trace, row);
  if (call === null) return null;
  const reply = call.row === row ? null : replyOf(trace, row);
  const used = call.w.flatMap((w, i) => (w === 0n && (reply?.w[i] ?? 0n) === 0n ? [] : [i]));
  const word = (w: bigint | undefined): string => `0x${(w ?? 0n).toString(16).padStart(8, '0')}`;
  return (
    <table className={css.registers}>
      <thead>
        <tr>
          <td />
          <th scope="col">Call</th>
          <th scope="col">Reply</th>
        </tr>
      </thead>
      <tbody>
        {used.map((i) => (
          <tr key={i}>
            <th scope="row">w{i}</th>
            <td>{word(call.w[i])}</td>
            <td>{reply === null ? 'not yet' : word(reply.w[i])}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Cells that are told in the list; the state has all of them. */
const TOLD = 3;

/** What the current row changed. */
function Changes({ changes }: { readonly changes: readonly Change[] }): ReactNode {
  if (changes.length === 0) return null;
  return (
    <ul className={css.changes} aria-label="What this row changed">
      {changes.slice(0, TOLD).map((c) => (
        <li key={c.key}>
          <code>{c.key}</code> {valueText(c.key, c.before)} → {valueText(c.key, c.after)}
        </li>
      ))}
      {changes.length > TOLD ? <li>{count(changes.length - TOLD)} more are in the state</li> : null}
    </ul>
  );
}
