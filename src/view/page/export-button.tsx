import type { ReactNode } from 'react';
import { useScope } from '../../store/store.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icons.tsx';

/** Opens the export where there is room for an icon only. */
export function ExportButton(): ReactNode {
  const openDialog = useScope((s) => s.openDialog);
  return (
    <Button
      look="ghost"
      square
      aria-label="Export"
      title="Take it away: mail, document, program"
      onClick={() => openDialog('export')}
    >
      <Icon name="export" />
    </Button>
  );
}
