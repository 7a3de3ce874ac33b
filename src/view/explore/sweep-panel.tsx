import { memo, type ReactNode, useMemo, useState } from 'react';
import type { Scenario } from '../../scenario/types.ts';
import { defectsOf, ENDINGS } from '../../store/session/exploring.ts';
import { onPlatform, type Platform, platformText } from '../../store/session/scenario-format.ts';
import { Button } from '../parts/button.tsx';
import { useMedia } from '../parts/use-media.ts';
import { Beside } from './beside.tsx';
import { cellsOf, differencesOf } from './cells.ts';
import { Defects } from './defects.tsx';
import { Differences } from './differences.tsx';
import css from './explore-dialog.module.css';
import { Matrix } from './matrix.tsx';
import { PlaceList } from './place-list.tsx';
import { useDrawn } from './use-drawn.ts';
import { brokeOff, type Sweep, useSweep } from './use-sweep.ts';

/**
 * Every single fault: how far it is, what was found, and a matrix of places and answers; on request the same of another
 * driver or secure world beside it, with what differs.
 */
export function SweepPanel({ scenario }: { readonly scenario: Scenario }): ReactNode {
  const [place, setPlace] = useState<Platform | null>(null);
  const other = useMemo(() => (place === null ? null : onPlatform(scenario, place)), [scenario, place]);
  const here = useSweep(scenario);
  const there = useSweep(other);
  const narrow = useMedia('(max-width: 899px)');
  const drawn = useDrawn(here.sweep);
  const drawnThere = useDrawn(there.sweep);
  const cells = useMemo(() => cellsOf(drawn?.tried ?? []), [drawn]);
  const otherCells = useMemo(() => cellsOf(drawnThere?.tried ?? []), [drawnThere]);
  const differences = useMemo(() => differencesOf(cells, otherCells), [cells, otherCells]);
  const backwards = useMemo(() => differencesOf(otherCells, cells), [cells, otherCells]);
  const defects = useMemo(() => defectsOf(drawn?.tried ?? []), [drawn]);
  if (here.sweep === null) return null;
  const { running } = here.sweep;
  const both = other !== null && there.sweep !== null;
  return (
    <>
      <Progress sweep={here.sweep} stop={here.stop} again={here.again} />
      <ul className={css.legend} aria-label="How the runs end">
        {ENDINGS.map(({ id, glyph, says }) => (
          <li key={id} className={css[`tone-${id.replaceAll(' ', '-')}`]} title={says}>
            <span aria-hidden="true">{glyph}</span> {id}{' '}
            <b>{here.sweep?.tried.filter((t) => t.ending.id === id).length}</b>
          </li>
        ))}
      </ul>
      <Defects defects={defects} scenario={scenario} running={running} />
      <div className={css.choose}>
        <h3 className={css.title}>Places and answers</h3>
        <Beside scenario={scenario} value={place} disabled={running} onChange={setPlace} />
      </div>
      {both ? (
        <>
          <Progress sweep={there.sweep as Sweep} stop={there.stop} again={there.again} />
          {there.sweep?.running === true ? null : (
            <Differences differences={differences} names={[platformText(scenario), platformText(other)]} />
          )}
        </>
      ) : null}
      <div className={both && !narrow ? css.two : ''}>
        {drawn === null ? null : <Answers sweep={drawn} narrow={narrow} {...(both ? { others: differences } : {})} />}
        {both && drawnThere !== null ? <Answers sweep={drawnThere} narrow={narrow} others={backwards} /> : null}
      </div>
    </>
  );
}

interface ProgressProps {
  readonly sweep: Sweep;
  readonly stop: () => void;
  readonly again: () => void;
}

function Progress({ sweep, stop, again }: ProgressProps): ReactNode {
  const { sites, total, tried, running, problem, scenario } = sweep;
  return (
    <p className={css.progress}>
      <progress
        aria-label={`Faults that have been tried, ${platformText(scenario)}`}
        max={Math.max(total, 1)}
        value={tried.length}
      />
      <span role="status">
        {tried.length} of {total} faults at {sites.length} places{running ? '' : ' tried'}. {problem}
      </span>
      {running ? <Button onClick={stop}>Stop and keep what is there</Button> : null}
      {brokeOff(sweep) ? <Button onClick={again}>Try again</Button> : null}
    </p>
  );
}

interface AnswersProps {
  readonly sweep: Sweep;
  readonly narrow: boolean;
  readonly others?: ReturnType<typeof differencesOf>;
}

const Answers = memo(function Answers({ sweep: { sites, tried, scenario }, narrow, others }: AnswersProps): ReactNode {
  const name = platformText(scenario);
  return (
    <div>
      {others === undefined ? null : <h4 className={css.title}>{name}</h4>}
      {narrow ? (
        <PlaceList sites={sites} tried={tried} scenario={scenario} />
      ) : (
        <Matrix
          sites={sites}
          tried={tried}
          scenario={scenario}
          name={name}
          {...(others === undefined ? {} : { others })}
        />
      )}
    </div>
  );
});
