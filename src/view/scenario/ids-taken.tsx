import { type ReactNode, useState } from 'react';
import { idSet } from '../../base/bits.ts';
import type { Scenario } from '../../scenario/types.ts';
import { useScope } from '../../store/store.ts';
import closed from '../parts/disclosure.module.css';
import { later } from '../parts/later.tsx';
import { IdTokens } from './id-tokens.tsx';
import type { TakenIds } from './paint-ids.ts';

const IdPaint = later(async () => (await import('./id-paint.tsx')).IdPaint);

/** The ids that nobody can bind any more: two lists to type in, and the same as a sheet to paint on. */
export function IdsTaken({ scenario }: { readonly scenario: Scenario }): ReactNode {
  const edit = useScope((s) => s.edit);
  const [open, setOpen] = useState(false);
  const { bound, held } = scenario;
  const paint = (taken: TakenIds): void => {
    void edit({ bound: taken.bound, held: taken.held }, `Ids taken: ${bitmap([...taken.bound, ...taken.held])}`);
  };
  return (
    <>
      <IdTokens
        title="Bound before the probe"
        ids={bound}
        taken={held}
        takenText="is held by another driver"
        onChange={(ids) => edit({ bound: ids }, `Bound before the probe: ${bitmap(ids)}`)}
      />
      <IdTokens
        title="Held by another driver"
        ids={held}
        taken={bound}
        takenText="is bound before the probe"
        onChange={(ids) => edit({ held: ids }, `Held by another driver: ${bitmap(ids)}`)}
      />
      <details className={closed.disclosure} onToggle={(e) => setOpen(e.currentTarget.open)}>
        <summary>Paint the ids</summary>
        {open ? <IdPaint taken={scenario} onChange={paint} /> : null}
      </details>
    </>
  );
}

const bitmap = (ids: readonly number[]): string => idSet(ids.reduce((w, id) => w | (1n << BigInt(id)), 0n));
