import { type KeyboardEvent, type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { shownTrace } from '../../store/shown.ts';
import { useScope } from '../../store/store.ts';
import { callNamesOf } from '../../trace/index.ts';
import { Dialog } from '../parts/dialog.tsx';
import css from './palette.module.css';
import { type Entry, entriesFor } from './palette-entries.ts';

/** Every command, lesson and row by typing a part of its name. */
export function Palette(): ReactNode {
  const openDialog = useScope((s) => s.openDialog);
  const trace = useScope(shownTrace);
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const entries = entriesFor(text, trace?.length ?? 0, trace === null ? [] : callNamesOf(trace));
  const chosen = entries[Math.min(at, entries.length - 1)];

  useLayoutEffect(() => {
    if (chosen !== undefined) list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);

  const run = (entry: Entry | undefined): void => {
    if (entry === undefined) return;
    openDialog(null);
    entry.run(useScope.getState());
  };
  const press = (e: KeyboardEvent): void => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[e.key];
    if (by !== undefined) setAt(Math.min(Math.max(at + by, 0), entries.length - 1));
    else if (e.key === 'Enter') run(chosen);
    else return;
    e.preventDefault();
  };
  return (
    <Dialog title="Commands" onClose={() => openDialog(null)}>
      <input
        className={css.input}
        role="combobox"
        aria-label="Command, lesson or row number"
        aria-expanded="true"
        aria-controls="palette-list"
        aria-activedescendant={chosen === undefined ? undefined : `entry-${chosen.id}`}
        placeholder="A command, a lesson, or a row number"
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(e) => {
          setText(e.target.value);
          setAt(0);
        }}
        onKeyDown={press}
      />
      <div ref={list} id="palette-list" role="listbox" aria-label="What fits" className={css.list}>
        {entries.map((entry) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the input, which keeps the focus
          <div
            key={entry.id}
            id={`entry-${entry.id}`}
            role="option"
            tabIndex={-1}
            aria-selected={entry === chosen}
            className={css.entry}
            onClick={() => run(entry)}
          >
            <span>{entry.name}</span>
            <small>{entry.hint}</small>
          </div>
        ))}
      </div>
      {entries.length === 0 ? (
        <p className={css.none} role="status">
          Nothing has this name.
        </p>
      ) : null}
    </Dialog>
  );
}
