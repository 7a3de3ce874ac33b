import { type KeyboardEvent, memo, type ReactNode, useLayoutEffect, useRef } from 'react';
import css from './code-view.module.css';
import type { ReviewNote } from './review-notes.ts';
import type { Token } from './tokens.ts';

interface Props {
  readonly lines: readonly (readonly Token[])[];
  /** The line of the current row, from 0; null where the file does not say its sentence. */
  readonly current: number | null;
  /** Lines that produced rows, ascending: these can be gone to. */
  readonly ran: readonly number[];
  readonly onGo: (line: number) => void;
  /** Lines with a breakpoint. */
  readonly breaks: ReadonlySet<number>;
  readonly onBreak: (line: number) => void;
  /** Remarks beside lines. */
  readonly notes: ReadonlyMap<number, ReviewNote>;
}

/** Numbered lines of a file. One stop of the tab key; the arrow keys move among the lines that ran. */
export function CodeView({ lines, current, ran, onGo, breaks, onBreak, notes }: Props): ReactNode {
  const box = useRef<HTMLOListElement>(null);
  const stop = current !== null && ran.includes(current) ? current : (ran[0] ?? null);

  // Only this box scrolls: scrollIntoView would move the page with it.
  useLayoutEffect(() => {
    const list = box.current;
    const line = current === null ? null : list?.children[current];
    if (!(line instanceof HTMLElement) || list === null) return;
    const top = line.offsetTop - list.offsetTop;
    const above = list.clientHeight / 3;
    if (top < list.scrollTop + 8 || top > list.scrollTop + list.clientHeight - 2 * line.offsetHeight)
      list.scrollTop = Math.max(0, top - above);
  }, [current]);

  const move = (e: KeyboardEvent): void => {
    const step = e.key === 'ArrowDown' ? 1 : e.key === 'ArrowUp' ? -1 : 0;
    const from = Number((e.target as HTMLElement).dataset.line ?? Number.NaN);
    const to = ran[ran.indexOf(from) + step];
    if (step === 0 || to === undefined || Number.isNaN(from)) return;
    e.preventDefault();
    e.stopPropagation();
    box.current?.querySelector<HTMLElement>(`[data-line="${to}"]`)?.focus();
  };

  return (
    <ol ref={box} className={css.code} onKeyDown={move} aria-label="Lines of the source">
      {lines.map((tokens, n) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
          key={n}
          className={n === current ? css.current : undefined}
          aria-current={n === current ? 'location' : undefined}
        >
          {ran.includes(n) ? (
            <button
              type="button"
              className={breaks.has(n) ? `${css.number} ${css.break}` : css.number}
              tabIndex={n === stop ? 0 : -1}
              aria-label={`Breakpoint at line ${n + 1}`}
              aria-pressed={breaks.has(n)}
              title={breaks.has(n) ? 'Remove the breakpoint' : 'Set a breakpoint'}
              onClick={() => onBreak(n)}
            >
              {n + 1}
            </button>
          ) : (
            <span className={css.number}>{n + 1}</span>
          )}
          {ran.includes(n) ? (
            <button
              type="button"
              data-line={n}
              className={css.go}
              tabIndex={n === stop ? 0 : -1}
              title="Run to this line: its next row, or its first where none follows"
              onClick={() => onGo(n)}
            >
              <Pieces tokens={tokens} />
            </button>
          ) : (
            <Pieces tokens={tokens} />
          )}
          <Note note={notes.get(n)} />
        </li>
      ))}
    </ol>
  );
}

/** What a reviewer said of a line, beside it. */
function Note({ note }: { readonly note: ReviewNote | undefined }): ReactNode {
  if (note === undefined) return null;
  return (
    <span role="note" className={css.note} title={note.text}>
      <b>
        {note.who}, {note.when}:
      </b>{' '}
      {note.text}
    </span>
  );
}

const Pieces = memo(function Pieces({ tokens }: { readonly tokens: readonly Token[] }): ReactNode {
  return (
    <code className={css.text}>
      {tokens.map((t) =>
        t.kind === 'plain' ? (
          t.text
        ) : (
          <span key={t.at} className={t.kind === 'number' ? css.numeral : css[t.kind]}>
            {t.text}
          </span>
        ),
      )}
    </code>
  );
});
