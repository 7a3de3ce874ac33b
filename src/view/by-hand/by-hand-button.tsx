import type { ReactNode } from 'react';
import { useScope } from '../../store/store.ts';
import transport from '../parts/bar.module.css';
import { Button } from '../parts/button.tsx';
import { Key } from '../parts/key.tsx';

/** Opens the menu of what can be done by hand at the current row. */
export function ByHandButton(): ReactNode {
  const none = useScope((s) => s.cursor < 0);
  const openDialog = useScope((s) => s.openDialog);
  return (
    <Button
      look="ghost"
      disabled={none}
      aria-haspopup="dialog"
      aria-label="By hand"
      title="Raise an interrupt, remove the driver or let another context run at this row (H)"
      onClick={() => openDialog('by-hand')}
    >
      <Key>H</Key>
      <span className={transport.word}>by hand</span>
    </Button>
  );
}
