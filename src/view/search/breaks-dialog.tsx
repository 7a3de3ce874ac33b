import { type ReactNode, useState } from 'react';
import { problemText } from '../../base/result.ts';
import { useScope } from '../../store/store.ts';
import { parseQuery } from '../../study/row-query.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import css from './breaks-dialog.module.css';

const EXAMPLES: readonly (readonly [string, string])[] = [
  ['call:FFA_NOTIFICATION_BIND', 'a call'],
  ['w3=0x8/0xf', 'a register under a mask'],
  ['fn:notify_request', 'a function'],
  ['rule:I9', 'a broken rule'],
];

/** The breakpoints: to add, to take away, to run to. They are a part of the link. */
export function BreaksDialog(): ReactNode {
  const breaks = useScope((s) => s.breaks);
  const { toggleBreak, runTo, openDialog } = useScope.getState();
  const [text, setText] = useState('');
  const read = parseQuery(text);
  const problem = text.trim() === '' || read.ok ? null : problemText(read.error);
  const add = (): void => {
    if (text.trim() === '' || problem !== null) return;
    if (!breaks.includes(text.trim())) toggleBreak(text.trim());
    setText('');
  };
  const run = (direction: 1 | -1): void => {
    openDialog(null);
    void runTo(direction);
  };
  return (
    <Dialog title="Breakpoints" onClose={() => openDialog(null)}>
      <form
        className={css.form}
        onSubmit={(e) => {
          e.preventDefault();
          add();
        }}
      >
        <input
          className={css.field}
          aria-label="Breakpoint"
          aria-invalid={problem !== null}
          aria-describedby="break-says"
          spellCheck={false}
          autoComplete="off"
          maxLength={160}
          value={text}
          onChange={(e) => setText(e.target.value)}
        />
        <Button type="submit" look="primary" disabled={text.trim() === '' || problem !== null}>
          Add breakpoint
        </Button>
      </form>
      <p id="break-says" role="status" className={problem === null ? css.says : css.wrong}>
        {problem ??
          'Stops at the rows that a search for it finds. A line of the source has its own, at the line’s number.'}
      </p>
      <div className={css.examples}>
        {EXAMPLES.map(([query, what]) => (
          <Button key={query} onClick={() => setText(query)} title={`Writes ${query}`}>
            {what}
          </Button>
        ))}
      </div>
      {breaks.length === 0 ? (
        <p className={css.none}>No breakpoint is set. B sets one at what the current row is.</p>
      ) : (
        <ul className={css.list}>
          {breaks.map((b) => (
            <li key={b}>
              <code>{b}</code>
              <Button onClick={() => toggleBreak(b)} aria-label={`Remove ${b}`}>
                Remove
              </Button>
            </li>
          ))}
        </ul>
      )}
      <div className={css.examples}>
        <Button disabled={breaks.length === 0} onClick={() => run(-1)}>
          Run back to the one before
        </Button>
        <Button disabled={breaks.length === 0} onClick={() => run(1)}>
          Run to the next
        </Button>
      </div>
    </Dialog>
  );
}
