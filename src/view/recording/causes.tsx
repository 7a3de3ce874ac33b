import { type ReactNode, useDeferredValue, useId, useMemo, useState } from 'react';
import { type Cause, type Explanation, explain, openCause } from '../../store/recording/causes.ts';
import { useScope } from '../../store/store.ts';
import { Badge } from '../parts/badge.tsx';
import { Button } from '../parts/button.tsx';
import { Cited } from '../parts/cited.tsx';
import css from './causes.module.css';

/** Messages that people search for, to begin with. */
const EXAMPLES = [
  'optee: Failed to initialize async notifications: -13',
  'optee: Failed to initialize async notifications: -65530',
  'ARM FF-A: Failed to create IRQ mapping!',
  'BUG: sleeping function called from invalid context',
] as const;

/** Takes what a log says, and answers what can lead to it, with a run that shows each cause at the row that fails. */
export function Causes(): ReactNode {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState('');
  const asked = useDeferredValue(text);
  const found = useMemo(() => explain(asked), [asked]);
  const id = useId();
  return (
    <div className={css.causes}>
      <p id={`${id}-what`}>
        Paste a line of dmesg or of OP-TEE’s console, an errno such as −13, a TEE result, or a stack trace.
      </p>
      <textarea
        className={css.input}
        aria-label="Message, errno or stack trace"
        aria-describedby={`${id}-what`}
        rows={3}
        spellCheck={false}
        placeholder={EXAMPLES[0]}
        value={text}
        onChange={(e) => {
          setText(e.target.value);
          setProblem('');
        }}
      />
      {text !== '' ? null : (
        <ul className={css.examples} aria-label="Messages to try">
          {EXAMPLES.map((m) => (
            <li key={m}>
              <button type="button" onClick={() => setText(m)}>
                <code>{m}</code>
              </button>
            </li>
          ))}
        </ul>
      )}
      <p role="status" className={css.count}>
        {asked.trim() === '' ? '' : countText(found)}
      </p>
      {problem === '' ? null : (
        <p role="alert" className={css.problem}>
          {problem}
        </p>
      )}
      {found.map((e) => (
        <Explained key={`${e.line} ${e.symptom} ${e.text}`} explanation={e} onProblem={setProblem} />
      ))}
    </div>
  );
}

function countText(found: readonly Explanation[]): string {
  if (found.length === 0)
    return 'Nothing is known of this here. Paste the whole line as it was printed, with its number.';
  const causes = found.reduce((n, e) => n + e.causes.length, 0);
  const messages = found.length === 1 ? 'One message' : `${found.length} messages`;
  return `${messages}, ${causes === 1 ? 'one cause' : `${causes} causes`}, the most likely first.`;
}

interface ExplainedProps {
  readonly explanation: Explanation;
  readonly onProblem: (text: string) => void;
}

function Explained({ explanation: e, onProblem }: ExplainedProps): ReactNode {
  return (
    <article className={css.message} aria-label={e.text}>
      <code className={css.line}>{e.text}</code>
      <p className={css.meaning}>{e.meaning}</p>
      <ol className={css.list}>
        {e.causes.map((c, i) => (
          <CauseView key={c.id} cause={c} rank={i + 1} onProblem={onProblem} />
        ))}
      </ol>
    </article>
  );
}

interface CauseProps {
  readonly cause: Cause;
  readonly rank: number;
  readonly onProblem: (text: string) => void;
}

function CauseView({ cause, rank, onProblem }: CauseProps): ReactNode {
  const openDialog = useScope((s) => s.openDialog);
  const show = async (): Promise<void> => {
    const problem = await openCause(useScope.getState, cause);
    if (problem === null) openDialog(null);
    else onProblem(problem);
  };
  return (
    <li className={css.cause}>
      <h4>
        <span>{rank}</span> {cause.title}{' '}
        <Badge tone={cause.seen === 'on a machine' ? 'ok' : 'plain'}>seen {cause.seen}</Badge>
      </h4>
      <p>{cause.because}</p>
      <p>
        <b>Next:</b> {cause.next}
      </p>
      <p className={css.source}>
        <Cited text={cause.source} />
      </p>
      {cause.scenario === null ? (
        <p className={css.source}>The model has no run that shows this.</p>
      ) : (
        <Button onClick={() => void show()} aria-label={`Show in a run: ${cause.title}`}>
          Show it in a run
        </Button>
      )}
    </li>
  );
}
