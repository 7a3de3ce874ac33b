import type { ReactNode } from 'react';
import { useScope } from '../../store/store.ts';
import css from '../parts/bar.module.css';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icons.tsx';

/** First, back, play, forward, last. */
export function Movers(): ReactNode {
  const empty = useScope((s) => s.cursor < 0);
  const state = useScope.getState;
  return (
    <div className={css.movers}>
      <Button square disabled={empty} aria-label="First row" title="First row (Home)" onClick={() => state().first()}>
        <Icon name="first" />
      </Button>
      <Steps />
      <Button square disabled={empty} aria-label="Last row" title="Last row (End)" onClick={() => state().last()}>
        <Icon name="last" />
      </Button>
    </div>
  );
}

/** Back, play, forward. */
export function Steps(): ReactNode {
  const playing = useScope((s) => s.playing);
  const empty = useScope((s) => s.cursor < 0);
  const state = useScope.getState;
  return (
    <>
      <Button
        square
        disabled={empty}
        aria-label="Back one row"
        title="Back one row (←)"
        onClick={() => state().step(-1)}
      >
        <Icon name="back" />
      </Button>
      <Button
        look="primary"
        square
        className={css.play ?? ''}
        disabled={empty}
        aria-label={playing ? 'Pause' : 'Play'}
        title={playing ? 'Pause (Space)' : 'Play (Space)'}
        onClick={() => (playing ? state().pause() : state().play())}
      >
        <Icon name={playing ? 'pause' : 'play'} />
      </Button>
      <Button
        square
        disabled={empty}
        aria-label="Forward one row"
        title="Forward one row (→)"
        onClick={() => state().step(1)}
      >
        <Icon name="forward" />
      </Button>
    </>
  );
}
