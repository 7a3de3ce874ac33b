import type { ReactNode } from 'react';
import { useScope } from '../../store/store.ts';

/** The way to a row of another run: opens the link here and closes the dialog that it stands in; Ctrl and Shift do as the browser does. */
export function LinkToRun(p: { readonly href: string; readonly row: number; readonly label: string }): ReactNode {
  const openLink = useScope((s) => s.openLink);
  const openDialog = useScope((s) => s.openDialog);
  return (
    <a
      href={p.href}
      aria-label={p.label}
      onClick={(e) => {
        if (e.ctrlKey || e.metaKey || e.shiftKey) return;
        e.preventDefault();
        openDialog(null);
        void openLink(p.href);
      }}
    >
      row {p.row}
    </a>
  );
}
