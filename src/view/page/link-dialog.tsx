import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useScope } from '../../store/store.ts';
import { count } from '../../words/format.ts';
import { Dialog } from '../parts/dialog.tsx';
import css from './link-dialog.module.css';

/** The link to copy by hand, where the browser does not let the page copy it. */
export function LinkDialog(): ReactNode {
  const close = useScope((s) => s.openDialog);
  const link = useScope((s) => s.link);
  const [text, setText] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const label = useId();
  useEffect(() => {
    let wanted = true;
    link().then((l) => {
      if (wanted) setText(l);
    });
    return () => {
      wanted = false;
    };
  }, [link]);
  useEffect(() => {
    if (text !== '') field.current?.select();
  }, [text]);
  return (
    <Dialog title="Copy this link" onClose={() => close(null)}>
      <p id={label} className={css.text}>
        The browser did not let this page copy it. It is selected: copy it with the keys of your system.
        {text === '' ? '' : ` It has ${count(text.length)} characters.`}
      </p>
      <textarea ref={field} className={css.link} aria-labelledby={label} readOnly rows={5} value={text} />
    </Dialog>
  );
}
