import type { ReactNode } from 'react';
import { useScope } from '../../store/store.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Causes } from './causes.tsx';

/** From a message to its cause, over whatever is open. */
export function CausesDialog(): ReactNode {
  const close = useScope((s) => s.openDialog);
  return (
    <Dialog title="From a message to its cause" onClose={() => close(null)}>
      <Causes />
    </Dialog>
  );
}
