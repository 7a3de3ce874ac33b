import { type ReactNode, useEffect, useId, useMemo, useState } from 'react';
import { differs, type PairLine, rowIn } from '../../layout/pair-lines.ts';
import type { Run } from '../../scenario/types.ts';
import {
  compareDrivers,
  type DriverNames,
  type DriverPair,
  driverPair,
  neighbours,
} from '../../store/session/compare.ts';
import { lessonAt } from '../../store/session/lessons.ts';
import { linesOf, partingLine } from '../../store/session/pair-lines.ts';
import { FRESH, REVISIONS, revisionOf } from '../../store/session/scenario-format.ts';
import type { Future } from '../../store/session/session.ts';
import { useScope } from '../../store/store.ts';
import type { Trace } from '../../trace/trace.ts';
import { rows } from '../../words/format.ts';
import { rowText } from '../../words/row-text.ts';
import { Badge } from '../parts/badge.tsx';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { PHONE, useMedia } from '../parts/use-media.ts';
import css from './drivers-dialog.module.css';

/** What is compared first: the drivers that the lesson names, else the open driver and the one before it. */
function firstNames(): DriverNames {
  const { current, lesson } = useScope.getState();
  const compares = lesson === null ? undefined : lessonAt(lesson)?.compares;
  return typeof compares === 'object' ? compares : neighbours(current?.scenario.driver ?? FRESH.driver);
}

/** The open scenario, with its faults and choices, on two drivers: two futures, row beside row. */
export function DriversDialog(): ReactNode {
  const current = useScope((s) => s.current);
  const futures = useScope((s) => s.futures);
  const openDialog = useScope((s) => s.openDialog);
  const [names, setNames] = useState(firstNames);
  const pair = useMemo(() => driverPair({ current, futures }, names), [current, futures, names]);
  useEffect(() => {
    void compareDrivers(useScope.getState, names);
  }, [names]);
  const [left, right] = names.map((id) => revisionOf(id).label);
  return (
    <Dialog title={`This scenario on ${left} and on ${right}`} wide onClose={() => openDialog(null)}>
      {current === null ? (
        <p>No scenario is open. Open a lesson first.</p>
      ) : (
        <>
          <Choose names={names} onChange={setNames} />
          {pair === null ? <p>Running both drivers…</p> : <Pair key={names.join()} pair={pair} />}
        </>
      )}
    </Dialog>
  );
}

/** Which two drivers: each list leaves out what the other has. */
function Choose({ names, onChange }: { readonly names: DriverNames; readonly onChange: (names: DriverNames) => void }) {
  const id = useId();
  const [left, right] = names;
  const list = (name: string, value: string, not: string, set: (at: number) => void): ReactNode => (
    <span>
      <label htmlFor={`${id}-${name}`}>{name}</label>{' '}
      <select id={`${id}-${name}`} value={value} onChange={(e) => set(e.target.selectedIndex)}>
        {REVISIONS.filter((r) => r.id !== not).map((r) => (
          <option key={r.id} value={r.id}>
            {r.label}: {r.what}
          </option>
        ))}
      </select>
    </span>
  );
  const without = (not: string, at: number) => REVISIONS.filter((r) => r.id !== not)[at]?.id;
  return (
    <p className={css.choose}>
      {list('Left', left, right, (at) => onChange([without(right, at) ?? left, right]))}
      {list('Right', right, left, (at) => onChange([left, without(left, at) ?? right]))}
    </p>
  );
}

/** Lines that are listed: a longer list is read by nobody. */
const MOST = 600;

function Pair({ pair }: { readonly pair: DriverPair }): ReactNode {
  const narrow = useMedia(PHONE);
  const { left, right } = pair;
  const name = (future: Future): string => revisionOf(future.scenario.driver).label;
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
        <Verdict name={name(left)} id={left.id} run={left.run} />
        <Verdict name={name(right)} id={right.id} run={right.run} />
      </div>
      {first === null ? <p className={css.same}>The two do the same in every row.</p> : null}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard */}
      <section className={css.scroll} tabIndex={0} aria-label="Rows side by side">
        <table className={css.table}>
          <thead>
            <tr>
              <th scope="col">{name(left)}</th>
              <th scope="col">{name(right)}</th>
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

function Line({ line, first, left, right }: LineProps): ReactNode {
  if (line.kind === 'fold')
    return (
      <tr className={css.fold}>
        <td colSpan={2}>
          {rows(line.count.left)} in which both do the same, from row {line.left}
          {line.left === line.right ? '' : ` and row ${line.right}`}
        </td>
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
