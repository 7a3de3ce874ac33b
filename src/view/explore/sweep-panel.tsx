import { type ReactNode, useEffect, useMemo, useState } from 'react';
import type { Scenario } from '../../scenario/types.ts';
import { defectsOf, ENDINGS, type Exploring, explore, type Site, type Tried } from '../../store/session/exploring.ts';
import { Button } from '../parts/button.tsx';
import { useMedia } from '../parts/use-media.ts';
import { Defects } from './defects.tsx';
import css from './explore-dialog.module.css';
import { Matrix } from './matrix.tsx';
import { PlaceList } from './place-list.tsx';

/** A sweep as far as it is. */
interface Sweep {
  readonly scenario: Scenario;
  readonly sites: readonly Site[];
  readonly total: number;
  readonly tried: readonly Tried[];
  readonly running: boolean;
  /** Why it did not come to its end; empty where it did, or is still on its way. */
  readonly problem: string;
}

// Who looks at a run and comes back finds the sweep as it was.
let last: Sweep | null = null;

/** Every single fault: how far it is, what was found, and a matrix of places and answers. */
export function SweepPanel({ scenario }: { readonly scenario: Scenario }): ReactNode {
  const [sweep, setSweep] = useState(last?.scenario === scenario ? last : null);
  const [stop, setStop] = useState<Exploring | null>(null);
  const narrow = useMedia('(max-width: 899px)');
  useEffect(() => {
    if (last?.scenario === scenario && !last.running) return;
    let now: Sweep = { scenario, sites: [], total: 0, tried: [], running: true, problem: '' };
    const put = (more: Partial<Sweep>): void => {
      now = { ...now, ...more };
      last = now;
      setSweep(now);
    };
    put({});
    const exploring = explore({ kind: 'sweep', scenario }, (told) => {
      if (told.kind === 'places') put({ sites: told.sites, total: told.total });
      else if (told.kind === 'tried') put({ tried: [...now.tried, ...told.tried] });
      else if (told.kind === 'over') put({ running: false });
      else if (told.kind === 'refused') put({ running: false, problem: told.what });
    });
    setStop({
      stop() {
        exploring.stop();
        put({ running: false, problem: 'Stopped. What has been tried is kept.' });
      },
    });
    return () => exploring.stop();
  }, [scenario]);
  const defects = useMemo(() => defectsOf(sweep?.tried ?? []), [sweep?.tried]);
  if (sweep === null) return null;
  const { sites, total, tried, running, problem } = sweep;
  return (
    <>
      <p className={css.progress}>
        <progress aria-label="Faults that have been tried" max={Math.max(total, 1)} value={tried.length} />
        <span role="status">
          {tried.length} of {total} faults at {sites.length} places{running ? '' : ' tried'}. {problem}
        </span>
        {running ? <Button onClick={() => stop?.stop()}>Stop and keep what is there</Button> : null}
      </p>
      <ul className={css.legend} aria-label="How the runs end">
        {ENDINGS.map(({ id, glyph, says }) => (
          <li key={id} className={css[`tone-${id.replaceAll(' ', '-')}`]} title={says}>
            <span aria-hidden="true">{glyph}</span> {id} <b>{tried.filter((t) => t.ending.id === id).length}</b>
          </li>
        ))}
      </ul>
      <Defects defects={defects} scenario={scenario} running={running} />
      <h3 className={css.title}>Places and answers</h3>
      {narrow ? (
        <PlaceList sites={sites} tried={tried} scenario={scenario} />
      ) : (
        <Matrix sites={sites} tried={tried} scenario={scenario} />
      )}
    </>
  );
}
