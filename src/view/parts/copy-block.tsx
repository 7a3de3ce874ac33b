import { type ReactNode, useState } from 'react';
import { Button } from './button.tsx';
import css from './copy-block.module.css';

/** Lines to type elsewhere, with a button that copies them. `name` says what they are: `recipe`. */
export function CopyBlock({ name, text }: { readonly name: string; readonly text: string }): ReactNode {
  const [said, setSaid] = useState<{ readonly of: string; readonly words: string } | null>(null);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setSaid({ of: text, words: 'Copied' });
    } catch {
      setSaid({ of: text, words: 'The browser refused the clipboard: select the lines and copy them.' });
    }
  };
  return (
    <div className={css.block}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a block that scrolls must be reachable by keyboard */}
      <section tabIndex={0} aria-label={name}>
        <pre>
          <code>{text}</code>
        </pre>
      </section>
      <div className={css.foot}>
        <span role="status">{said?.of === text ? said.words : ''}</span>
        <Button onClick={() => void copy()} aria-label={`Copy the ${name}`}>
          Copy
        </Button>
      </div>
    </div>
  );
}
