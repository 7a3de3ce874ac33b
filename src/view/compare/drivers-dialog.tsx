import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { differs, type PairLine, rowIn } from '../../layout/pair-lines.ts';
import type { Run } from '../../scenario/types.ts';
import {
  comparePlaces,
  neighbours,
  type Place,
  type PlacePair,
  type Places,
  placePair,
  samePlace,
} from '../../store/session/compare.ts';
import { lessonAt } from '../../store/session/lessons.ts';
import { linesOf, partingLine } from '../../store/session/pair-lines.ts';
import { FRESH, platformText } from '../../store/session/scenario-format.ts';
import { useScope } from '../../store/store.ts';
import type { Trace } from '../../trace/trace.ts';
import { rows } from '../../words/format.ts';
import { rowText } from '../../words/row-text.ts';
import { Badge } from '../parts/badge.tsx';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { PlacePicker } from '../parts/place-picker.tsx';
import { PHONE, useMedia } from '../parts/use-media.ts';
import css from './drivers-dialog.module.css';

/** What is compared first: the drivers that the lesson names, else the open driver and the one before it. */
function firstPlaces(): Places {
  const { current, lesson } = useScope.getState();
  const compares = lesson === null ? undefined : lessonAt(lesson)?.compares;
  const { driver, secure } = current?.scenario ?? FRESH;
  if (typeof compares !== 'object') return neighbours({ driver, secure });
  return [
    { driver: compares[0], secure },
    { driver: compares[1], secure },
  ];
}

/** The open scenario, with its faults and choices, on two drivers or in two secure worlds: two futures, row beside row. */
export function DriversDialog(): ReactNode {
  const current = useScope((s) => s.current);
  const futures = useScope((s) => s.futures);
  const openDialog = useScope((s) => s.openDialog);
  const [places, setPlaces] = useState(firstPlaces);
  const pair = useMemo(() => placePair({ current, futures }, places), [current, futures, places]);
  const same = samePlace(...places);
  useEffect(() => {
    if (!samePlace(...places)) void comparePlaces(useScope.getState, places);
  }, [places]);
  const [left, right] = namesOf(places);
  return (
    <Dialog title={`This scenario on ${left} and on ${right}`} wide onClose={() => openDialog(null)}>
      <p className={css.both}>
        <Button onClick={() => openDialog('review')}>Review every lesson on two of them</Button>
      </p>
      {current === null ? (
        <p>No scenario is open. Open a lesson first.</p>
      ) : (
        <>
          <Choose places={places} onChange={setPlaces} />
          {same ? (
            <p>Both sides are the same. Choose another driver or another secure world for one of them.</p>
          ) : pair === null ? (
            <p>Running both…</p>
          ) : (
            <Pair key={[left, right].join()} pair={pair} names={[left, right]} />
          )}
        </>
      )}
    </Dialog>
  );
}

/** What the two are called: by what tells them apart. */
function namesOf([a, b]: Places): readonly [string, string] {
  const name = ({ driver, secure }: Place): string =>
    platformText({
      ...(a.driver === b.driver && a.secure !== b.secure ? {} : { driver }),
      ...(a.secure === b.secure ? {} : { secure }),
    });
  return [name(a), name(b)];
}

/** Which two: a driver and a secure world each. */
function Choose({ places, onChange }: { readonly places: Places; readonly onChange: (places: Places) => void }) {
  const [left, right] = places;
  return (
    <p className={css.choose}>
      <PlacePicker name="Left" place={left} onChange={(place) => onChange([place, right])} />
      <PlacePicker name="Right" place={right} onChange={(place) => onChange([left, place])} />
    </p>
  );
}

/** Lines that are listed: a longer list is read by nobody. */
const MOST = 600;

interface PairProps {
  readonly pair: PlacePair;
  readonly names: readonly [left: string, right: string];
}

function Pair({ pair, names: [leftName, rightName] }: PairProps): ReactNode {
  const narrow = useMedia(PHONE);
  const { left, right } = pair;
  const lines = linesOf(left.run.trace, right.run.trace);
  const first = partingLine(lines);
  const more = Math.max(lines.length - MOST, 0);
  const openDialog = useScope((s) => s.openDialog);
  const inDiagram = (): void => {
    const { current, showBeside } = useScope.getState();
    openDialog(null);
    showBeside(current?.id === left.id ? right.id : left.id);
  };
  return (
    <>
      {narrow ? null : (
        <p className={css.both}>
          <Button look="primary" onClick={inDiagram}>
            Show both in the diagram
          </Button>
        </p>
      )}
      <div className={css.pair}>
        <Verdict name={leftName} id={left.id} run={left.run} />
        <Verdict name={rightName} id={right.id} run={right.run} />
      </div>
      {first === null ? <p className={css.same}>The two do the same in every row.</p> : null}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard */}
      <section className={css.scroll} tabIndex={0} aria-label="Rows side by side">
        <table className={css.table}>
          <thead>
            <tr>
              <th scope="col">{leftName}</th>
              <th scope="col">{rightName}</th>
            </tr>
          </thead>
          <tbody>
            {lines.slice(0, MOST).map((l, i) => (
              <Line
                // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place in the list
                key={i}
                line={l}
                first={i === first}
                left={left.run.trace}
                right={right.run.trace}
              />
            ))}
          </tbody>
        </table>
        {more === 0 ? null : <p className={css.same}>{rows(more)} more are not shown.</p>}
      </section>
    </>
  );
}

/** What became of the scenario on one driver. */
function Verdict({ name, id, run }: { readonly name: string; readonly id: number; readonly run: Run }): ReactNode {
  const show = useScope((s) => s.show);
  const openDialog = useScope((s) => s.openDialog);
  const { violations, hang, leaks } = run.outcome;
  return (
    <section className={css.verdict} aria-label={`Outcome on ${name}`}>
      <h3>
        {name}, {rows(run.trace.length)}
        <Button
          aria-label={`Show the run on ${name}`}
          onClick={() => {
            openDialog(null);
            show(id);
          }}
        >
          Show this run
        </Button>
      </h3>
      {violations.length === 0 ? (
        <p>
          <Badge tone="ok">no rule is broken</Badge>
        </p>
      ) : (
        <ul>
          {violations.map((v) => (
            <li key={v.row}>
              <Badge tone="violation">{v.rule}</Badge> row {v.row}: {v.text}
            </li>
          ))}
        </ul>
      )}
      {hang === null ? null : <p>Hangs: {hang}.</p>}
      {leaks.length === 0 ? null : <p>Still held: {leaks.join(', ')}.</p>}
    </section>
  );
}

interface LineProps {
  readonly line: PairLine;
  readonly first: boolean;
  readonly left: Trace;
  readonly right: Trace;
}

function foldText({ left, right, count }: Extract<PairLine, { readonly kind: 'fold' }>): string {
  if (count.right === 0) return `${rows(count.left)} only at the left, from row ${left}`;
  if (count.left === 0) return `${rows(count.right)} only at the right, from row ${right}`;
  return `${rows(count.left)} in which both do the same, from row ${left}${left === right ? '' : ` and row ${right}`}`;
}

function Line({ line, first, left, right }: LineProps): ReactNode {
  if (line.kind === 'fold')
    return (
      <tr className={css.fold}>
        <td colSpan={2}>{foldText(line)}</td>
      </tr>
    );
  return (
    <>
      {first ? (
        <tr className={css.first}>
          <td colSpan={2}>≠ The first difference</td>
        </tr>
      ) : null}
      <tr>
        <Cell trace={left} row={rowIn(line, 'left')} alone={differs(line)} />
        <Cell trace={right} row={rowIn(line, 'right')} alone={differs(line)} />
      </tr>
    </>
  );
}

function Cell({ trace, row, alone }: { readonly trace: Trace; readonly row: number | null; readonly alone: boolean }) {
  if (row === null) return <td className={css.gap} />;
  const e = trace.row(row);
  const classes = [alone ? css.alone : '', e.kind === 'violation' ? css.violation : ''];
  return (
    <td className={classes.filter((c) => c !== '').join(' ')}>
      {rowText(trace, e).name}
      <small>
        {e.ctx}, CPU {e.cpu}
      </small>
    </td>
  );
}
