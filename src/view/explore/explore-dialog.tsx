import { type ReactNode, useState } from 'react';
import { when } from '../../base/eventually.ts';
import { type KeptSearch, keepSearch, keptSearch } from '../../store/page/kept-search.ts';
import { platformText } from '../../store/session/scenario-format.ts';
import { sameScenario } from '../../store/session/scenario-key.ts';
import { useScope } from '../../store/store.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Segmented } from '../parts/segmented.tsx';
import css from './explore-dialog.module.css';
import { FixesPanel } from './fixes-panel.tsx';
import { OrdersPanel } from './orders-panel.tsx';
import { SweepPanel } from './sweep-panel.tsx';

const WAYS = [
  { value: 'faults', label: 'Every fault' },
  { value: 'orders', label: 'Every order' },
  { value: 'fixes', label: 'Every fix' },
] as const;

/**
 * Everything that can happen to the scenario that is open, tried: every fault at every place, and every order; and which fix
 * ends what is found. A search that ran when the page was left is offered again.
 */
export function ExploreDialog(): ReactNode {
  const openDialog = useScope((s) => s.openDialog);
  const replace = useScope((s) => s.replace);
  const scenario = useScope((s) => s.current?.run.scenario ?? null);
  const [way, setWay] = useState<(typeof WAYS)[number]['value']>('faults');
  const [offer, setOffer] = useState(keptSearch);
  const [goesOn, setGoesOn] = useState<KeptSearch | null>(null);
  const goOn = (search: KeptSearch): void => {
    setOffer(null);
    const open = scenario !== null && sameScenario([scenario, search.scenario]);
    void when(open ? null : replace(search.scenario, 'The search goes on'), () => {
      setGoesOn(search);
      setWay('orders');
    });
  };
  return (
    <Dialog title="Explore: what can go wrong here" wide onClose={() => openDialog(null)}>
      {scenario === null ? (
        <p>No scenario is open. Open a lesson or a link first.</p>
      ) : (
        <>
          {offer === null || goesOn !== null ? null : (
            <Offer
              search={offer}
              goOn={() => goOn(offer)}
              forget={() => {
                keepSearch(null);
                setOffer(null);
              }}
            />
          )}
          <div className={css.ways}>
            <Segmented name="What is tried" segments={WAYS} value={way} onChange={setWay} />
          </div>
          {way === 'faults' ? (
            <SweepPanel scenario={scenario} />
          ) : way === 'orders' ? (
            <OrdersPanel key={goesOn === null ? '' : 'goes on'} scenario={scenario} goesOn={goesOn} />
          ) : (
            <FixesPanel scenario={scenario} />
          )}
        </>
      )}
    </Dialog>
  );
}

interface OfferProps {
  readonly search: KeptSearch;
  readonly goOn: () => void;
  readonly forget: () => void;
}

function Offer({ search: { scenario, events, bound }, goOn, forget }: OfferProps): ReactNode {
  return (
    <div className={css.offer}>
      <span>
        A search ran when the page was left: {scenario.actions.map((a) => a.do).join(', ')} on {platformText(scenario)},
        with {events} at any time and at most {bound === 1 ? '1 switch' : `${bound} switches`}.
      </span>
      <Button look="primary" onClick={goOn}>
        Begin it again
      </Button>
      <Button onClick={forget}>Forget it</Button>
    </div>
  );
}
