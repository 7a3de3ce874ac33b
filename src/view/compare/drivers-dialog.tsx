import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { differs, type PairLine, rowIn } from '../../layout/pair-lines.ts';
import type { Run } from '../../scenario/types.ts';
import {
  compareScenarios,
  type FuturePair,
  futurePair,
  neighbours,
  type Scenarios,
  samePlace,
} from '../../store/session/compare.ts';
import { lessonAt } from '../../store/session/lessons.ts';
import { linesOf, partingLine } from '../../store/session/pair-lines.ts';
import { FRESH, platformText } from '../../store/session/scenario-format.ts';
import { sameScenario } from '../../store/session/scenario-key.ts';
import { useScope } from '../../store/store.ts';
import type { Trace } from '../../trace/trace.ts';
import { rows } from '../../words/format.ts';
import { rowText } from '../../words/row-text.ts';
import { Badge } from '../parts/badge.tsx';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { PHONE, useMedia } from '../parts/use-media.ts';
import css from './drivers-dialog.module.css';
import { type Chosen, OPEN, SidePicker, scenarioOf, titleOf } from './side-picker.tsx';

/** What is compared first: the drivers that the lesson names, else the open driver and the one before it. */
function firstSides(): readonly [Chosen, Chosen] {
  const { current, lesson } = useScope.getState();
  const compares = lesson === null ? undefined : lessonAt(lesson)?.compares;
  const scenario = current?.scenario ?? FRESH;
  const { driver, secure } = scenario;
  const [left, right] =
    typeof compares === 'object'
      ? [
          { driver: compares[0], secure },
          { driver: compares[1], secure },
        ]
      : neighbours({ driver, secure });
  return [
    { what: OPEN, scenario, place: left },
    { what: OPEN, scenario, place: right },
  ];
}

/** Two scenarios, or one on two drivers or in two secure worlds: two futures, row beside row. */
export function DriversDialog(): ReactNode {
  const current = useScope((s) => s.current);
  const futures = useScope((s) => s.futures);
  const openDialog = useScope((s) => s.openDialog);
  const [sides, setSides] = useState(firstSides);
  // What was open when the question was asked: the run of the other side is shown by the time it is answered.
  const [open] = useState(() => sides[0].scenario);
  const two = useMemo((): Scenarios => [scenarioOf(sides[0]), scenarioOf(sides[1])], [sides]);
  const pair = useMemo(() => futurePair({ current, futures }, two), [current, futures, two]);
  const same = sameScenario(two);
  useEffect(() => {
    if (!sameScenario(two)) void compareScenarios(useScope.getState, two);
  }, [two]);
  const [left, right] = sides;
  const names = namesOf(sides);
  const one = sameScenario([left.scenario, right.scenario]);
  return (
    <Dialog
      title={one ? `This scenario on ${names[0]} and on ${names[1]}` : `${names[0]} beside ${names[1]}`}
      wide
      onClose={() => openDialog(null)}
    >
      <p className={css.both}>
        <Button onClick={() => openDialog('review')}>Review every lesson on two of them</Button>
      </p>
      <div className={css.choose}>
        <SidePicker name="Left" open={open} side={left} onChange={(side) => setSides([side, right])} />
        <SidePicker name="Right" open={open} side={right} onChange={(side) => setSides([left, side])} />
      </div>
      {same ? (
        <p>Both sides are the same. Choose another scenario, driver or secure world for one of them.</p>
      ) : pair === null ? (
        <p>Running both…</p>
      ) : (
        <Pair key={names.join()} pair={pair} names={names} />
      )}
    </Dialog>
  );
}

/** What the two are called: by what tells them apart. */
function namesOf([a, b]: readonly [Chosen, Chosen]): readonly [string, string] {
  const where = (of: Chosen, other: Chosen): string => {
    const { driver, secure } = of.place;
    const bothSame = samePlace(of.place, other.place);
    return platformText({
      ...(driver === other.place.driver && !bothSame ? {} : { driver }),
      ...(secure === other.place.secure ? {} : { secure }),
    });
  };
  const name = (of: Chosen, other: Chosen): string => {
    const place = samePlace(a.place, b.place) ? '' : where(of, other);
    if (sameScenario([a.scenario, b.scenario])) return place === '' ? where(of, other) : place;
    return [titleOf(of), place].filter((part) => part !== '').join(', ');
  };
  return [name(a, b), name(b, a)];
}

/** Lines that are listed: a longer list is read by nobody. */
const MOST = 600;

interface PairProps {
  readonly pair: FuturePair;
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
