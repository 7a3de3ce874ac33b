import { type KeyboardEvent, type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { shownTrace } from '../../store/shown.ts';
import { useScope } from '../../store/store.ts';
import { count } from '../../words/format.ts';
import { problemSentence } from '../../words/problem-sentence.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icons.tsx';
import css from './search-bar.module.css';

/** Time without a key press after which is looked for what was written, in milliseconds. */
const QUIET = 120;

/** Finds rows by what they say: next, previous, how many, and only those. */
export function SearchBar(): ReactNode {
  const search = useScope((s) => s.search);
  const trace = useScope(shownTrace);
  const cursor = useScope((s) => s.cursor);
  const { closeSearch, goFound, filterFound, searchFor } = useScope.getState();
  const [text, setText] = useState(search?.text ?? '');
  const field = useRef<HTMLInputElement>(null);
  const says = useId();
  // At once: what was typed ahead comes in the next frame, and must not be selected with the rest and replaced.
  useLayoutEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the rows of another trace are others
  useEffect(() => {
    const timer = setTimeout(() => void searchFor(text), QUIET);
    return () => clearTimeout(timer);
  }, [text, searchFor, trace]);
  if (search === null) return null;

  const { rows, done, problem, filtered } = search;
  const at = rows.indexOf(cursor);
  const told =
    problem !== null
      ? problemSentence(problem)
      : text.trim() === ''
        ? 'w3=5  err:DENIED  lane:spmc  fn:notify_request  kind:log  words'
        : search.text !== text
          ? 'Searching…'
          : `${at < 0 ? '' : `${count(at + 1)} of `}${count(rows.length)} ${rows.length === 1 ? 'row' : 'rows'}${done ? '' : ' so far'}`;
  const close = (): void => {
    closeSearch();
    document.querySelector<HTMLElement>('[data-diagram=""]')?.focus();
  };
  const press = (e: KeyboardEvent): void => {
    if (e.key === 'Enter') goFound(e.shiftKey ? -1 : 1);
    else if (e.key === 'Escape') close();
    else return;
    e.preventDefault();
    e.stopPropagation();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: the element of this role is not known to every browser that we support
    <div className={css.bar} role="search" aria-label="Find rows">
      <input
        ref={field}
        className={css.field}
        aria-label="Find rows"
        aria-describedby={says}
        aria-invalid={problem !== null}
        placeholder="Find rows"
        spellCheck={false}
        autoComplete="off"
        maxLength={200}
        value={text}
        onChange={(e) => setText(e.target.value)}
        onKeyDown={press}
      />
      <Button
        square
        aria-label="Previous found row"
        title="Previous (Shift Enter)"
        disabled={rows.length === 0}
        onClick={() => goFound(-1)}
      >
        <Icon name="back" />
      </Button>
      <Button
        square
        aria-label="Next found row"
        title="Next (Enter)"
        disabled={rows.length === 0}
        onClick={() => goFound(1)}
      >
        <Icon name="forward" />
      </Button>
      <label className={css.only}>
        <input
          type="checkbox"
          checked={filtered}
          disabled={rows.length === 0}
          onChange={(e) => void filterFound(e.target.checked)}
        />
        Only these
      </label>
      <span id={says} role="status" className={problem === null ? css.told : `${css.told} ${css.wrong}`} title={told}>
        {told}
      </span>
      <Button look="ghost" square aria-label="Close the search" onClick={close}>
        <Icon name="close" />
      </Button>
    </div>
  );
}
