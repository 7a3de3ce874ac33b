import { type ReactNode, useMemo, useState } from 'react';
import type { Run } from '../../scenario/types.ts';
import type { Action } from '../../stack/config.ts';
import { useScope } from '../../store/store.ts';
import { actionText, NEW_ACTIONS, startText } from '../../words/action-text.ts';
import { Section } from '../parts/section.tsx';
import { useSettled } from '../parts/use-settled.ts';
import { actionRows } from './action-list.ts';
import { ActionTools } from './action-tools.tsx';
import css from './actions.module.css';

/** What happens, in order, with the rows of each: go there, change it, add another. */
export function Actions({ run }: { readonly run: Run }): ReactNode {
  const edit = useScope((s) => s.edit);
  const seek = useScope((s) => s.seek);
  const now = useSettled('source', (s) =>
    s.cursor >= 0 && s.cursor < run.trace.length ? run.trace.row(s.cursor).action : -1,
  );
  // The action whose tools are shown; it keeps them while it moves.
  const [open, setOpen] = useState<number | null>(null);
  const { actions, cpus } = run.scenario;
  const rows = useMemo(() => actionRows(run.trace, actions.length), [run.trace, actions.length]);
  const change = (to: readonly Action[], title: string): void => {
    if (to === actions) return;
    const moved = open === null ? undefined : actions[open];
    const at = moved === undefined ? -1 : to.indexOf(moved);
    if (to.length !== actions.length) setOpen(null);
    else if (at >= 0) setOpen(at);
    edit({ actions: to }, title);
  };
  return (
    <Section title="Actions, in order" aside="rows">
      <ol className={css.list}>
        {actions.map((a, i) => {
          const name = actionText(a);
          const range = rows[i] ?? null;
          return (
            <li
              // biome-ignore lint/suspicious/noArrayIndexKey: an action is its place in the order
              key={i}
              className={`${css.action} ${i === now ? css.now : ''}`}
              aria-current={i === now ? 'step' : undefined}
            >
              <button
                type="button"
                className={css.go}
                disabled={range === null}
                title={range === null ? `${name}: it wrote no rows` : `${name}: go to row ${range[0]}`}
                onClick={() => range !== null && seek(range[0])}
              >
                <span className={css.number}>{i + 1}</span>
                <span className={css.text}>
                  {startText(a)}
                  {name}
                </span>
                <span className={css.rows}>{range === null ? 'none' : `${range[0]}–${range[1]}`}</span>
              </button>
              <button
                type="button"
                className={css.more}
                aria-label={`Change action ${i + 1}, ${name}`}
                aria-expanded={open === i}
                title="Change"
                onClick={() => setOpen(open === i ? null : i)}
              >
                ⋯
              </button>
              {open === i ? <ActionTools actions={actions} index={i} cpus={cpus} onChange={change} /> : null}
            </li>
          );
        })}
      </ol>
      <select
        className={css.add}
        aria-label="Add an action"
        value=""
        onChange={(e) => {
          const found = NEW_ACTIONS.find((n) => n.name === e.target.value);
          if (found !== undefined) change([...actions, found.action], `Then: ${actionText(found.action)}`);
        }}
      >
        <option value="" disabled>
          Add an action…
        </option>
        {NEW_ACTIONS.map((n) => (
          <option key={n.name} value={n.name}>
            {actionText(n.action)}
          </option>
        ))}
      </select>
    </Section>
  );
}
