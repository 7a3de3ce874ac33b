import { type ReactNode, useEffect, useState } from 'react';
import { useScope } from '../../store/store.ts';
import { count } from '../../words/format.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icons.tsx';
import css from './header.module.css';

/** How long the confirmation stays, in milliseconds. */
const STAYS = 6000;

/** Copies the link of what is open and says so; where the browser refuses, a dialog shows the link. */
export function CopyLink({ compact = false }: { readonly compact?: boolean }): ReactNode {
  const open = useScope((s) => s.current !== null);
  const link = useScope((s) => s.link);
  const openDialog = useScope((s) => s.openDialog);
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (said === '') return;
    const timer = setTimeout(() => setSaid(''), STAYS);
    return () => clearTimeout(timer);
  }, [said]);

  const copy = async (): Promise<void> => {
    const text = await link();
    try {
      await navigator.clipboard.writeText(text);
      setSaid(`Link copied, ${count(text.length)} characters`);
    } catch {
      // Not allowed, or a page without a secure origin, which has no clipboard at all.
      openDialog('link');
    }
  };
  return (
    <>
      <span role="status" className={css.copied}>
        {said}
      </span>
      {compact ? (
        <Button
          look="ghost"
          square
          data-tour="share"
          aria-label="Copy link"
          disabled={!open}
          onClick={() => void copy()}
        >
          <Icon name="copy" />
        </Button>
      ) : (
        <Button look="primary" data-tour="share" disabled={!open} onClick={() => void copy()}>
          Copy link
        </Button>
      )}
    </>
  );
}
