import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import css from './dialog.module.css';
import { Icon } from './icons.tsx';

interface Props {
  readonly title: string;
  readonly onClose: () => void;
  /** As wide as the window allows: for what stands side by side. */
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/** A modal dialog: the platform's own keeps the focus inside, closes on Esc and gives the focus back. */
export function Dialog({ title, onClose, wide = false, children }: Props): ReactNode {
  const element = useRef<HTMLDialogElement>(null);
  const heading = useId();
  // Closed while it is still in the document: only then does the browser give the focus back.
  useLayoutEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    // A dialog with a field is opened to write in it; the browser would focus its close button.
    const first = dialog?.querySelector<HTMLInputElement>('input, textarea');
    // Of radio buttons the chosen one is where the arrows begin.
    const chosen = first?.type === 'radio' ? dialog?.querySelector<HTMLElement>('input[type=radio]:checked') : null;
    (chosen ?? first)?.focus();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={element}
      className={wide ? `${css.dialog} ${css.wide}` : css.dialog}
      aria-labelledby={heading}
      onCancel={(e) => {
        e.preventDefault();
        onClose();
      }}
    >
      <header className={css.head}>
        <h2 id={heading}>{title}</h2>
        <button type="button" className={css.close} aria-label="Close" onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a dialog longer than the window is scrolled by key, too */}
      <div className={css.body} tabIndex={0}>
        {children}
      </div>
    </dialog>
  );
}
