import { type ReactNode, useId, useState } from 'react';
import { useScope } from '../../store/store.ts';
import { Button } from '../parts/button.tsx';
import css from './paste-text.module.css';

/** A recording as text: a part of a trace, a few lines of dmesg, one call with its reply. */
export function PasteText(): ReactNode {
  const openRecording = useScope((s) => s.openRecording);
  const [text, setText] = useState('');
  const id = useId();
  return (
    <div className={css.paste}>
      <label htmlFor={id}>Or paste it here</label>
      <textarea
        id={id}
        rows={4}
        spellCheck={false}
        placeholder="8400007f 80010000 0 1 -> 84000060 0 fffffffa"
        value={text}
        onChange={(e) => setText(e.target.value)}
      />
      <Button disabled={text.trim() === ''} onClick={() => void openRecording(text, 'Pasted text')}>
        Open the text
      </Button>
    </div>
  );
}
