import { type ReactNode, useId, useState } from 'react';
import { useScope } from '../../store/store.ts';
import { problemSentence } from '../../words/problem-sentence.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import css from './link-dialog.module.css';

/** Takes a link that was copied elsewhere. A damaged one is explained here, and nothing else changes. */
export function PasteDialog(): ReactNode {
  const close = useScope((s) => s.openDialog);
  const openLink = useScope((s) => s.openLink);
  const problem = useScope((s) => s.refused?.problem ?? s.problem);
  const [text, setText] = useState('');
  const [tried, setTried] = useState(false);
  const label = useId();
  const wrong = useId();
  const open = async (): Promise<void> => {
    await openLink(text);
    setTried(true);
    // What was refused stays here to be mended; what was opened closes the dialog by itself.
    if (useScope.getState().current !== null && useScope.getState().problem === null) close(null);
  };
  return (
    <Dialog title="Open a link" onClose={() => close(null)}>
      <p id={label} className={css.text}>
        Paste the whole link: everything from <code>#s=</code> on is needed.
      </p>
      <textarea
        className={css.link}
        aria-labelledby={label}
        aria-invalid={tried && problem !== null}
        aria-describedby={wrong}
        rows={5}
        spellCheck={false}
        value={text}
        onChange={(e) => {
          setText(e.target.value);
          setTried(false);
        }}
      />
      <p id={wrong} className={css.problem} role="alert">
        {tried && problem !== null ? problemSentence(problem) : ''}
      </p>
      <div className={css.row}>
        <Button onClick={() => close(null)}>Cancel</Button>
        <Button look="primary" disabled={text.trim() === ''} onClick={() => void open()}>
          Open the link
        </Button>
      </div>
    </Dialog>
  );
}
