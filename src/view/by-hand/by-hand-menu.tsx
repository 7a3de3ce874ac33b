import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import type { Run } from '../../scenario/types.ts';
import { useScope } from '../../store/store.ts';
import { rowText } from '../../words/row-text.ts';
import { Dialog } from '../parts/dialog.tsx';
import lines from '../parts/menu.module.css';
import css from './by-hand-menu.module.css';
import { byHandAt, type Item } from './items.ts';

/** What a person can do at the current row: each line becomes an action or a choice of the scenario. */
export function ByHandMenu(): ReactNode {
  const run = useScope((s) => (s.tab === 'simulate' ? (s.current?.run ?? null) : null));
  const cursor = useScope((s) => s.cursor);
  const openDialog = useScope((s) => s.openDialog);
  return (
    <Dialog title="By hand" onClose={() => openDialog(null)}>
      {run === null || cursor < 0 || cursor >= run.trace.length ? (
        <p>There is no row to stop at. Open a scenario, and add an action to it.</p>
      ) : (
        <Menu run={run} row={cursor} />
      )}
    </Dialog>
  );
}

function Menu({ run, row }: { readonly run: Run; readonly row: number }): ReactNode {
  const edit = useScope((s) => s.edit);
  const openDialog = useScope((s) => s.openDialog);
  const { now, next } = useMemo(() => byHandAt(run, row), [run, row]);
  const all = [...now, ...(next?.items ?? [])];
  const [lit, setLit] = useState(all[0]?.key ?? '');
  const menu = useRef<HTMLDivElement>(null);
  useEffect(() => menu.current?.querySelector<HTMLElement>('button')?.focus(), []);

  const choose = (item: Item): void => {
    openDialog(null);
    if (item.patch !== null) edit(item.patch, item.title);
  };
  const line = (item: Item): ReactNode => (
    <button
      key={item.key}
      type="button"
      role="menuitem"
      aria-describedby="by-hand-follows"
      tabIndex={item.key === lit ? 0 : -1}
      className={`${lines.item} ${css.item}`}
      onFocus={() => setLit(item.key)}
      onPointerEnter={(e) => e.currentTarget.focus({ preventScroll: true })}
      onClick={() => choose(item)}
    >
      {item.label}
      {item.patch === null ? <span className={css.chosen}>runs now</span> : null}
    </button>
  );
  return (
    <>
      <p className={css.where}>
        It comes when row {row} has been written, and the run goes on from there.{' '}
        <span>{rowText(run.trace, run.trace.row(row)).name}</span>
      </p>
      <div
        ref={menu}
        role="menu"
        aria-label="By hand"
        tabIndex={-1}
        className={`${lines.menu} ${css.menu}`}
        onKeyDown={moveFocus}
      >
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset may not stand inside a menu */}
        <div role="group" aria-label="At this row">
          <p className={lines.title} aria-hidden="true">
            At this row
          </p>
          {now.map(line)}
        </div>
        {next === null ? null : (
          // biome-ignore lint/a11y/useSemanticElements: as above
          <div role="group" aria-label={`The next choice, before row ${next.row}`}>
            <p className={lines.title} aria-hidden="true">
              The next choice, before row {next.row}
            </p>
            {next.items.map(line)}
          </div>
        )}
      </div>
      {now.length > 0 ? null : (
        <p className={css.none}>The scenario has as many actions as one may have. Remove one first.</p>
      )}
      {next !== null ? null : <p className={css.none}>From here on no two contexts can run at the same time.</p>}
      <p id="by-hand-follows" className={css.follows}>
        {all.find((i) => i.key === lit)?.follows ?? ''}
      </p>
    </>
  );
}

/** The arrow keys, Home and End move within the menu. */
function moveFocus(e: KeyboardEvent<HTMLElement>): void {
  const items = [...e.currentTarget.querySelectorAll<HTMLElement>('button')];
  const at = items.indexOf(document.activeElement as HTMLElement);
  const to = {
    ArrowDown: (at + 1) % items.length,
    ArrowUp: (at - 1 + items.length) % items.length,
    Home: 0,
    End: items.length - 1,
  }[e.key];
  if (to === undefined) return;
  e.preventDefault();
  items[to]?.focus();
}
