import { type ReactNode, useState } from 'react';
import type { Scenario } from '../../scenario/types.ts';
import closed from '../parts/disclosure.module.css';
import { later } from '../parts/later.tsx';

const JsonEditor = later(async () => (await import('./json-editor.tsx')).JsonEditor);

/** The scenario as its JSON. It is checked while it is written, and run when its writer says so. */
export function JsonView({ scenario }: { readonly scenario: Scenario }): ReactNode {
  const [open, setOpen] = useState(false);
  return (
    <details className={closed.disclosure} onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary>Scenario as JSON</summary>
      {open ? <JsonEditor scenario={scenario} /> : null}
    </details>
  );
}
