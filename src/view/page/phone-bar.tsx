import type { ReactNode } from 'react';
import { useScope } from '../../store/store.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icons.tsx';
import { Steps } from '../transport/movers.tsx';
import css from './phone-bar.module.css';

/** What a thumb reaches on a narrow screen: find, the rows one by one, the next error, a fault, the commands. */
export function PhoneBar(): ReactNode {
  const empty = useScope((s) => s.cursor < 0);
  const notFound = useScope((s) => s.notFound);
  const recorded = useScope((s) => s.tab === 'recording');
  const state = useScope.getState;
  return (
    <>
      {/* Beside the button it would need room that nobody has; it goes with the next move. */}
      <p role="status" className={css.none}>
        {notFound}
      </p>
      <div className={css.bar}>
        <Button square aria-label="Find rows" disabled={empty} onClick={() => state().openSearch()}>
          <Icon name="find" />
        </Button>
        <Steps />
        <Button square aria-label="Next error" disabled={empty} onClick={() => void state().jump('error', 1)}>
          <Icon name="error" />
        </Button>
        <Button
          square
          data-tour="inject"
          aria-label="Inject here"
          disabled={empty || recorded}
          onClick={() => state().openInject(state().cursor)}
        >
          <Icon name="fault" />
        </Button>
        <Button square aria-label="Commands" aria-haspopup="dialog" onClick={() => state().openDialog('palette')}>
          <Icon name="commands" />
        </Button>
      </div>
    </>
  );
}
