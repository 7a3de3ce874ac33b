import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { decodeReply } from '../../abi/decode.ts';
import { frame } from '../../abi/frame.ts';
import { draftReply, replyTexts } from '../../study/inject/edit-reply.ts';
import type { Target } from '../../study/inject/target.ts';
import { Button } from '../parts/button.tsx';
import css from './forms.module.css';

interface Props {
  readonly target: Target & { readonly kind: 'message' };
  readonly onBack: () => void;
  readonly onInject: (reply: ReadonlyMap<number, bigint>) => void;
}

/** The eight registers of the reply, to be written by hand. What the edited reply means is told while it is written. */
export function ReplyForm({ target, onBack, onInject }: Props): ReactNode {
  const reply = target.reply?.w ?? null;
  const [texts, setTexts] = useState<readonly string[]>(() => replyTexts(reply));
  const draft = draftReply(texts, reply);
  const bad = draft.problems.some((p) => p !== null);
  const first = useRef<HTMLInputElement>(null);
  const id = useId();
  useEffect(() => first.current?.select(), []);
  const after = frame(...Array.from({ length: 8 }, (_, i) => draft.changed.get(i) ?? reply?.[i] ?? 0n));
  const decoded = decodeReply(target.call.w, after);
  const submit = (e: FormEvent): void => {
    e.preventDefault();
    if (!bad && draft.changed.size > 0) onInject(draft.changed);
  };
  return (
    <form className={css.form} onSubmit={submit}>
      <div className={css.registers}>
        {texts.map((text, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a register is its number
          <div key={i} className={css.register}>
            <label htmlFor={`${id}-${i}`}>w{i}</label>
            <input
              ref={i === 0 ? first : undefined}
              id={`${id}-${i}`}
              className={draft.changed.has(i) ? css.edited : undefined}
              value={text}
              spellCheck={false}
              autoComplete="off"
              aria-invalid={draft.problems[i] !== null}
              aria-describedby={draft.problems[i] === null ? undefined : `${id}-${i}-problem`}
              onChange={(e) => setTexts(texts.with(i, e.target.value))}
            />
            {draft.problems[i] === null ? null : (
              <p id={`${id}-${i}-problem`} className={css.problem}>
                {draft.problems[i]}
              </p>
            )}
          </div>
        ))}
      </div>
      <p className={css.meaning} aria-live="polite">
        {bad ? 'A register cannot be read.' : decoded.sentence} {bad ? '' : decoded.problems.join(' ')}
      </p>
      <div className={css.buttons}>
        <Button onClick={onBack}>Back to the menu</Button>
        <Button type="submit" look="primary" disabled={bad || draft.changed.size === 0}>
          {draft.changed.size === 0 ? 'Nothing is changed' : 'Fork the run'}
        </Button>
      </div>
    </form>
  );
}
