import { type ReactNode, useState } from 'react';
import { useScope } from '../../store/store.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Segmented } from '../parts/segmented.tsx';
import css from './explore-dialog.module.css';
import { OrdersPanel } from './orders-panel.tsx';
import { SweepPanel } from './sweep-panel.tsx';

const WAYS = [
  { value: 'faults', label: 'Every fault' },
  { value: 'orders', label: 'Every order' },
] as const;

/** Everything that can happen to the scenario that is open, tried: every fault at every place, and every order. */
export function ExploreDialog(): ReactNode {
  const openDialog = useScope((s) => s.openDialog);
  const scenario = useScope((s) => s.current?.run.scenario ?? null);
  const [way, setWay] = useState<(typeof WAYS)[number]['value']>('faults');
  return (
    <Dialog title="Explore: what can go wrong here" wide onClose={() => openDialog(null)}>
      {scenario === null ? (
        <p>No scenario is open. Open a lesson or a link first.</p>
      ) : (
        <>
          <div className={css.ways}>
            <Segmented name="What is tried" segments={WAYS} value={way} onChange={setWay} />
          </div>
          {way === 'faults' ? <SweepPanel scenario={scenario} /> : <OrdersPanel scenario={scenario} />}
        </>
      )}
    </Dialog>
  );
}
