import { type ReactNode, useState } from 'react';
import type { Decoded } from '../../abi/field.ts';
import { useScope } from '../../store/store.ts';
import type { TraceEvent } from '../../trace/event.ts';
import { headText, timeText, whereText } from '../../words/event-text.ts';
import { rcText } from '../../words/linux-view.ts';
import type { Exchange } from '../../words/registers.ts';
import { Badge, type Tone } from '../parts/badge.tsx';
import told from '../parts/hidden.module.css';
import css from './head.module.css';

interface Props {
  readonly event: TraceEvent;
  readonly exchange: Exchange | null;
  /** Makes the text that is copied; it is not made before somebody asks. */
  readonly text: () => string;
}

/** Which row this is, who speaks to whom, where and when, and its answer in one badge. */
export function Head({ event, exchange, text }: Props): ReactNode {
  const badge = badgeOf(event, exchange);
  // The times of a run are the model's: only their order means something.
  const recorded = useScope((s) => s.tab === 'recording');
  return (
    <header className={css.head}>
      <div className={css.line}>
        <h2>{headText(event)}</h2>
        <span className={css.badge}>{badge === null ? null : <Badge tone={badge.tone}>{badge.text}</Badge>}</span>
        <CopyText key={event.row} text={text} />
      </div>
      <p>
        {whereText(event)},{' '}
        <span className={css.time}>
          {recorded ? 't =' : 'simulated'} {timeText(event.at)}
        </span>
      </p>
    </header>
  );
}

/** The answer of a row in a few words; null where it has none. */
function badgeOf(e: TraceEvent, x: Exchange | null): { readonly tone: Tone; readonly text: string } | null {
  switch (e.kind) {
    case 'call':
      return { tone: x?.call?.decoded.problems.length ? 'error' : 'plain', text: e.service ?? e.name };
    case 'return': {
      const d = x?.reply?.decoded;
      if (d === undefined) return { tone: 'plain', text: e.name };
      if (d.failed) return { tone: 'error', text: d.summary === '' ? d.name : d.summary };
      return { tone: d.problems.length > 0 ? 'error' : d.refused ? 'warn' : 'ok', text: answerText(d) };
    }
    case 'step':
      if (e.rc === null) return null;
      return { tone: typeof e.rc === 'number' && e.rc < 0 ? 'error' : 'ok', text: rcText(e.rc) };
    case 'irq':
      return { tone: e.phase === 'lost' ? 'error' : 'warn', text: e.irq };
    case 'log':
      return { tone: e.level === 'error' ? 'error' : e.level === 'warn' ? 'warn' : 'plain', text: e.level };
    case 'violation':
      return { tone: 'violation', text: e.rule };
    case 'enter':
    case 'change':
    case 'choice':
      return null;
  }
}

/** A direct response says what the service answered; its own name is the same for all. */
const answerText = (d: Decoded): string =>
  d.name === 'FFA_MSG_SEND_DIRECT_RESP' ? (d.summary === '' ? 'DIRECT_RESP' : d.summary) : d.name;

/** Copies the row as text. Where the clipboard is refused, the text is shown, selected, to be copied by hand. */
function CopyText({ text }: { readonly text: () => string }): ReactNode {
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle');
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text());
      setState('copied');
    } catch {
      setState('refused');
    }
  };
  return (
    <>
      <button type="button" className={css.copy} onClick={() => void copy()} title="Copy this row as text">
        <svg viewBox="0 0 14 14" aria-hidden="true">
          <path d="M5 1h8v8h-2V3H5zM1 5h8v8H1z" />
        </svg>
        <span className={told.hidden}>Copy as text</span>
      </button>
      <span role="status" className={state === 'copied' ? css.copied : told.hidden}>
        {state === 'copied' ? 'Copied' : ''}
      </span>
      {state === 'refused' ? (
        <label className={css.byHand}>
          The browser refused the clipboard. Copy the text from here.
          <textarea readOnly rows={6} defaultValue={text()} ref={(el) => el?.select()} />
        </label>
      ) : null}
    </>
  );
}
