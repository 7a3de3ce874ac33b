import { type ReactNode, useDeferredValue, useId, useMemo, useRef, useState } from 'react';
import type { Explanation } from '../../diagnose/explain.ts';
import type { RankedCause } from '../../diagnose/story/finding.ts';
import { type Explained, explainText, openCause } from '../../store/recording/causes.ts';
import { useScope } from '../../store/store.ts';
import css from './causes.module.css';
import { CauseBody } from './story/cause-body.tsx';
import story from './story/story.module.css';
import { StoryList } from './story/story-list.tsx';

/** Messages that people search for, to begin with. */
const EXAMPLES = [
  'optee: Failed to initialize async notifications: -13',
  'optee: Failed to initialize async notifications: -65530',
  'ARM FF-A: Failed to create IRQ mapping!',
  'ARM FF-A: failed to register FFA RxTx buffers',
] as const;

/** A paste of more lines would hold up the page; a file is read beside it. */
const MAX_LINES = 20_000;

/** Takes what a log says, and answers what can lead to it: one story, its first cause on top, with a run that shows it. */
export function Causes(): ReactNode {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState('');
  const openDialog = useScope((s) => s.openDialog);
  const input = useRef<HTMLTextAreaElement>(null);
  const asked = useDeferredValue(text);
  const found = useMemo(() => explainText(asked, MAX_LINES), [asked]);
  const id = useId();
  const show = (cause: Pick<RankedCause, 'show'>): void => {
    void openCause(useScope.getState, cause).then((why) => {
      if (why === null) openDialog(null);
      else setProblem(why);
    });
  };
  return (
    <div className={css.causes}>
      <p id={`${id}-what`}>
        Paste lines of dmesg, of a serial console or of OP-TEE’s, TF-A’s or Hafnium’s log, a report of the kernel, or a
        number such as −13.
      </p>
      <textarea
        ref={input}
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
        {found.cut === null ? '' : ` Only the first ${found.cut} lines were read: open the file to have all of it.`}
      </p>
      {problem === '' ? null : (
        <p role="alert" className={css.problem}>
          {problem}
        </p>
      )}
      <StoryList
        told={found.story}
        ways={{ leads: () => true, go: (line) => selectLine(input.current, line) }}
        onShow={show}
      />
      {found.explanations
        .filter((e) => e.finding === null)
        .map((e) => (
          <Code key={e.text} code={e} onShow={show} />
        ))}
    </div>
  );
}

/** What a number or a name alone can be, and the messages in which it stands. */
function Code({ code, onShow }: { readonly code: Explanation; readonly onShow: (c: RankedCause) => void }): ReactNode {
  return (
    <article className={story.story} aria-label={code.text}>
      <p className={story.says}>{code.meaning}</p>
      <ul className={story.others}>
        {code.causes.map((c) => (
          <li key={`${c.id} ${c.because}`}>
            <h5>{c.title}</h5>
            <CauseBody cause={c} ways={null} onShow={onShow} />
          </li>
        ))}
      </ul>
    </article>
  );
}

/** Puts the selection of the input on a line, so that a person sees which one is meant. */
function selectLine(input: HTMLTextAreaElement | null, line: number): void {
  if (input === null) return;
  const lines = input.value.split('\n');
  const from = lines.slice(0, line - 1).reduce((n, l) => n + l.length + 1, 0);
  input.focus();
  input.setSelectionRange(from, from + (lines[line - 1]?.length ?? 0));
}

function countText({ story: { stories, harmless }, explanations }: Explained): string {
  if (explanations.length === 0)
    return 'Nothing is known of this here. Paste the whole line as it was printed, with its number.';
  if (stories.length === 0) return harmless.length === 0 ? 'What it can be:' : 'Nothing here needs an action.';
  const followed = stories.reduce((n, s) => n + s.consequences.length, 0);
  const first = stories.length === 1 ? 'One first cause' : `${stories.length} first causes`;
  return followed === 0 ? `${first}.` : `${first}, and ${followed} that follow.`;
}
