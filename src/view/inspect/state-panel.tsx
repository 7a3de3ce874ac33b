import { Fragment, type ReactNode, useMemo, useState } from 'react';
import type { Pin } from '../../store/page/view.ts';
import type { Shown } from '../../store/session/showing.ts';
import { shown } from '../../store/shown.ts';
import { useScope } from '../../store/store.ts';
import { worldAt } from '../../trace/world-at.ts';
import { type IdState, idLabel, idPinKey, idStates, isRecorded, vmsWithBitmap } from '../../words/ids.ts';
import { cellProvenance, idProvenance, type Provenance } from '../../words/provenance.ts';
import { type Entry, type Section, worldSections } from '../../words/world-sections.ts';
import { RowLink } from '../parts/row-link.tsx';
import { Term } from '../parts/term.tsx';
import { useSettled } from '../parts/use-settled.ts';
import { IdGrid, IdLegend } from './id-grid.tsx';
import css from './state-panel.module.css';
import { Verdict } from './verdict.tsx';
import { pinName, WorldTable } from './world-table.tsx';

/** What somebody asked "who wrote this?" of. */
type Asked = { readonly id: number; readonly vm: number } | { readonly key: string } | null;

/** The world after the current row: the 64 ids of every VM that has a bitmap, what else there is to say of two runs, the fields, what is held. */
export function StatePanel({ between }: { readonly between?: ReactNode }): ReactNode {
  const now = useSettled('state', shown);
  const cursor = useSettled('state', (s) => s.cursor);
  return (
    <section className={css.state} aria-label="State">
      {now === null || cursor < 0 || cursor >= now.trace.length ? (
        <p className={css.empty}>The state appears with the first row.</p>
      ) : (
        <World now={now} cursor={cursor} between={between} />
      )}
    </section>
  );
}

interface WorldProps {
  readonly now: Shown;
  readonly cursor: number;
  readonly between: ReactNode;
}

function World({ now, cursor, between }: WorldProps): ReactNode {
  const [asked, setAsked] = useState<Asked>(null);
  const { trace, history } = now;
  // What a CPU does between the rows of a recording is not known: none is called idle.
  const cpus = now.kind === 'recording' ? 0 : now.cpus;
  const event = trace.row(cursor);
  const world = worldAt(now, cursor);
  const grids = useMemo(
    () => vmsWithBitmap(world).map((vm) => ({ vm, ids: idStates(trace, history, world, cursor, vm) })),
    [trace, history, world, cursor],
  );
  const sections = useMemo(() => worldSections(world, event.changes, cpus), [world, event, cpus]);
  const all = sections.flatMap((s) => s.entries);

  const explain = (): Explained | null => {
    const ofId = (s: IdState): Explained => ({
      said: idProvenance(trace, history, s),
      pin: { key: idPinKey(s), name: idLabel(s) },
    });
    const cell = ({ key, plain }: Pick<Entry, 'key' | 'plain'>): Explained => ({
      said: cellProvenance(trace, history, key, plain, cursor),
      pin: { key, name: pinName({ key, plain }) },
    });
    if (asked !== null && 'id' in asked) {
      const s = grids.find((g) => g.vm === asked.vm)?.ids[asked.id];
      return s === undefined ? null : ofId(s);
    }
    if (asked !== null) return cell(all.find((e) => e.key === asked.key) ?? { key: asked.key, plain: asked.key });
    const id = grids.flatMap((g) => g.ids).find((s) => s.changed);
    if (id !== undefined) return ofId(id);
    const entry = all.find((e) => e.changed && !e.key.startsWith('cpu.'));
    return entry === undefined ? null : cell(entry);
  };
  const told = explain();

  const column = (which: Section['column']): ReactNode => (
    <div className={css.column}>
      {sections
        .filter((s) => s.column === which)
        .map((s) => (
          <WorldTable
            key={s.title}
            section={s}
            selected={asked !== null && 'key' in asked ? asked.key : null}
            onSelect={(key) => setAsked(key === null ? null : { key })}
          />
        ))}
    </div>
  );
  return (
    <>
      <header className={css.head}>
        <h2>
          <Term id="state" heading>
            State
          </Term>
        </h2>
        <span>
          after row {cursor}
          {isRecorded(trace) ? ', worked out from the calls' : ''}
        </span>
      </header>
      {now.run === null ? null : <Verdict outcome={now.run.outcome} world={world} />}
      {grids.map(({ vm, ids }) => (
        <Fragment key={vm}>
          {grids.length > 1 ? <h3 className={css.vm}>VM {vm}</h3> : null}
          <IdGrid
            ids={ids}
            selected={asked !== null && 'id' in asked && asked.vm === vm ? asked.id : null}
            onSelect={(id) => setAsked(id === null ? null : { id, vm })}
          />
        </Fragment>
      ))}
      <IdLegend recorded={isRecorded(trace)} />
      <div className={css.asked}>
        <p className={css.who} role="status">
          {told === null ? <Nothing call={event.kind === 'call'} /> : <Told p={told.said} />}
        </p>
        {told === null ? null : <PinButton pin={told.pin} />}
      </div>
      {between}
      <div className={css.columns}>
        {column('left')}
        {column('right')}
      </div>
    </>
  );
}

/** What is said of a cell, and the cell as it is watched. */
interface Explained {
  readonly said: Provenance;
  readonly pin: Pin;
}

/** Watches the cell that is spoken of along the whole run. */
function PinButton({ pin }: { readonly pin: Pin }): ReactNode {
  const pinned = useScope((s) => s.pins.some((p) => p.key === pin.key));
  const togglePin = useScope((s) => s.togglePin);
  return (
    <button
      type="button"
      className={css.pin}
      aria-pressed={pinned}
      aria-label={`Watch ${pin.name}`}
      title={pinned ? 'Let it go' : 'Watch it along the whole run (P on a cell)'}
      onClick={() => togglePin(pin)}
    >
      {pinned ? 'Watched' : 'Watch'}
    </button>
  );
}

function Nothing({ call }: { readonly call: boolean }): ReactNode {
  return <>Nothing changed in this row.{call ? ' A call changes state when it is answered.' : ''}</>;
}

function Told({ p }: { readonly p: Provenance }): ReactNode {
  return (
    <>
      <b>{p.name}</b> {p.how}
      {p.row === null ? null : (
        <>
          , written by <RowLink row={p.row} />
          {p.who === null ? '' : `, ${p.who}`}
        </>
      )}
    </>
  );
}
