import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { errnoText } from '../../abi/errno.ts';
import { readResult } from '../../study/inject/errno-injections.ts';
import { Button } from '../parts/button.tsx';
import css from './forms.module.css';

interface Props {
  readonly onBack: () => void;
  readonly onInject: (rc: number) => void;
}

/** Any result of a function: an errno by its name, or a number. */
export function ResultForm({ onBack, onInject }: Props): ReactNode {
  const [text, setText] = useState('');
  const rc = readResult(text);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  useEffect(() => input.current?.focus(), []);
  const submit = (e: FormEvent): void => {
    e.preventDefault();
    if (rc !== null) onInject(rc);
  };
  return (
    <form className={css.form} onSubmit={submit}>
      <div className={css.register}>
        <label htmlFor={id}>Result</label>
        <input
          ref={input}
          id={id}
          value={text}
          spellCheck={false}
          autoComplete="off"
          aria-describedby={`${id}-says`}
          aria-invalid={text !== '' && rc === null}
          onChange={(e) => setText(e.target.value)}
        />
      </div>
      <p id={`${id}-says`} className={css.meaning} aria-live="polite">
        {rc === null ? 'Write an errno as ENOMEM, or a C int as -12 or 1.' : `The function returns ${errnoText(rc)}.`}
      </p>
      <div className={css.buttons}>
        <Button onClick={onBack}>Back to the menu</Button>
        <Button type="submit" look="primary" disabled={rc === null}>
          Fork the run
        </Button>
      </div>
    </form>
  );
}
