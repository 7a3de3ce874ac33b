import { type KeyboardEvent, type ReactNode, useId, useState } from 'react';
import { problemText } from '../../base/result.ts';
import { Section } from '../parts/section.tsx';
import css from './id-tokens.module.css';
import { parseIds, runsOf } from './parse-ids.ts';

interface Props {
  readonly title: string;
  readonly ids: readonly number[];
  /** Ids that are in the other list: an id cannot be in both. */
  readonly taken: readonly number[];
  readonly takenText: string;
  readonly onChange: (ids: readonly number[]) => void;
}

/** A run of so many ids or more is one chip. */
const FOLD = 4;

/** A set of ids as chips; an id or a range is added by typing, and removed with its chip. */
export function IdTokens({ title, ids, taken, takenText, onChange }: Props): ReactNode {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const id = useId();
  const sorted = [...ids].sort((a, b) => a - b);
  const chips = runsOf(sorted).flatMap(([from, to]) =>
    to - from + 1 >= FOLD
      ? [[from, to] as const]
      : Array.from({ length: to - from + 1 }, (_, i) => [from + i, from + i] as const),
  );

  const add = (): void => {
    if (text.trim() === '') return;
    const read = parseIds(text);
    if (!read.ok) {
      setProblem(problemText(read.error));
      return;
    }
    const both = read.value.find((n) => taken.includes(n));
    if (both !== undefined) {
      setProblem(`Id ${both} ${takenText}. Remove it there first.`);
      return;
    }
    setText('');
    setProblem(null);
    const all = [...new Set([...sorted, ...read.value])].sort((a, b) => a - b);
    if (all.length !== sorted.length) onChange(all);
  };
  const remove = (from: number, to: number): void => onChange(sorted.filter((n) => n < from || n > to));
  const onKeyDown = (e: KeyboardEvent): void => {
    const last = chips.at(-1);
    if (e.key === 'Enter' || e.key === ',') {
      e.preventDefault();
      add();
    } else if (e.key === 'Backspace' && text === '' && last !== undefined) remove(...last);
  };

  return (
    <Section title={title} aside={`${ids.length} of 64`}>
      <div className={css.box}>
        {chips.map(([from, to]) => (
          <button
            key={from}
            type="button"
            className={css.chip}
            aria-label={from === to ? `Remove id ${from}` : `Remove ids ${from} to ${to}`}
            title="Remove"
            onClick={() => remove(from, to)}
          >
            {from === to ? from : `${from}–${to}`}
            <span aria-hidden="true">×</span>
          </button>
        ))}
        <input
          className={css.input}
          value={text}
          placeholder="add an id or a range"
          aria-label={`Add to: ${title}`}
          aria-invalid={problem !== null}
          aria-describedby={problem === null ? undefined : `${id}-problem`}
          onChange={(e) => {
            setText(e.target.value);
            setProblem(null);
          }}
          onKeyDown={onKeyDown}
          onBlur={add}
        />
      </div>
      {problem === null ? null : (
        <p id={`${id}-problem`} className={css.problem} role="alert">
          {problem}
        </p>
      )}
    </Section>
  );
}
