import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { shownTrace } from '../../store/shown.ts';
import { useScope } from '../../store/store.ts';
import { timeText } from '../../words/event-text.ts';
import { count } from '../../words/format.ts';
import { problemSentence } from '../../words/problem-sentence.ts';
import { Button } from '../parts/button.tsx';
import css from './position.module.css';
import { rowNumber } from './row-number.ts';

/** Letters of the longest time: `t = 6.542 ms`. */
const LONGEST_TIME = 12;

/** `63 / 107` and the simulated time; a button that asks for the row to go to. */
export function Position(): ReactNode {
  const trace = useScope(shownTrace);
  const cursor = useScope((s) => s.cursor);
  const asking = useScope((s) => s.dialog === 'row');
  const openDialog = useScope((s) => s.openDialog);
  if (trace === null || cursor < 0) return <div className={css.button} />;
  const last = trace.length - 1;
  return (
    <div className={css.position}>
      <button
        type="button"
        className={css.button}
        aria-label={`Row ${cursor} of ${last}, go to another`}
        aria-expanded={asking}
        title="Go to a row, or run to it (J)"
        onClick={() => openDialog(asking ? null : 'row')}
      >
        {/* As wide for every row, so that neither the scrubber nor a letter moves. */}
        {`${count(cursor).padStart(count(last).length)} / ${count(last)}`}
        <small>{`t = ${timeText(trace.row(cursor).at)}`.padStart(LONGEST_TIME)}</small>
      </button>
      {asking ? <GoTo length={trace.length} /> : null}
    </div>
  );
}

/** Asks for a row: Enter goes there, Shift and Enter runs there. Gives the focus back when it closes. */
function GoTo({ length }: { readonly length: number }): ReactNode {
  const { openDialog, seek, runToRow } = useScope.getState();
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const id = useId();
  useEffect(() => {
    const before = document.activeElement;
    const own = form.current;
    field.current?.focus();
    return () => {
      // Who clicked elsewhere wants the focus there.
      const here = document.activeElement;
      if (before instanceof HTMLElement && (here === document.body || own?.contains(here) === true)) before.focus();
    };
  }, []);
  useEffect(() => {
    const outside = (e: PointerEvent): void => {
      if (e.target instanceof Node && form.current?.parentElement?.contains(e.target) === false) openDialog(null);
    };
    document.addEventListener('pointerdown', outside);
    return () => document.removeEventListener('pointerdown', outside);
  }, [openDialog]);

  const go = (run: boolean): void => {
    const row = rowNumber(text, length);
    if (!row.ok) {
      setWrong(problemSentence(row.error));
      field.current?.focus();
      return;
    }
    openDialog(null);
    if (run) void runToRow(row.value);
    else seek(row.value);
  };
  return (
    <form
      ref={form}
      className={css.form}
      aria-label="Go to row"
      onSubmit={(e) => {
        e.preventDefault();
        go(false);
      }}
      onKeyDown={(e) => {
        if (e.key === 'Escape') openDialog(null);
        else if (e.key === 'Enter' && e.shiftKey && e.target === field.current) go(true);
        else return;
        e.preventDefault();
        e.stopPropagation();
      }}
    >
      <label htmlFor={`${id}-row`}>Row, 0 to {count(length - 1)}</label>
      <div className={css.line}>
        <input
          ref={field}
          id={`${id}-row`}
          className={css.field}
          inputMode="numeric"
          autoComplete="off"
          spellCheck={false}
          maxLength={12}
          aria-invalid={wrong !== ''}
          aria-describedby={`${id}-says`}
          value={text}
          onChange={(e) => {
            setText(e.target.value);
            setWrong('');
          }}
        />
        <Button type="submit" look="primary">
          Go
        </Button>
        <Button title="Plays to the row and stops at breakpoints on the way (Shift Enter)" onClick={() => go(true)}>
          Run there
        </Button>
      </div>
      <p id={`${id}-says`} role="status" className={wrong === '' ? css.says : `${css.says} ${css.wrong}`}>
        {wrong === '' ? 'Enter goes, Shift Enter runs there and stops at breakpoints.' : wrong}
      </p>
    </form>
  );
}
