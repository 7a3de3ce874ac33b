import { type ReactNode, useMemo } from 'react';
import type { Run } from '../../scenario/types.ts';
import type { Action } from '../../stack/config.ts';
import { useScope } from '../../store/store.ts';
import { actionRows, moveAction, parameterOf, removeAction, setParameter, toggleTogether } from './action-list.ts';
import { actionText, NEW_ACTIONS } from './action-text.ts';
import css from './actions.module.css';
import { Section } from './section.tsx';

/** What happens, in order, with the rows of each: go there, move it, remove it, add another. */
export function Actions({ run }: { readonly run: Run }): ReactNode {
  const edit = useScope((s) => s.edit);
  const seek = useScope((s) => s.seek);
  const now = useScope((s) => (s.cursor >= 0 && s.cursor < run.trace.length ? run.trace.row(s.cursor).action : -1));
  const { actions, cpus } = run.scenario;
  const rows = useMemo(() => actionRows(run.trace, actions.length), [run.trace, actions.length]);
  const change = (to: readonly Action[], title: string): void => {
    if (to !== actions) edit({ actions: to }, title);
  };
  return (
    <Section title="Actions, in order" aside="rows">
      <ol className={css.list}>
        {actions.map((a, i) => {
          const name = actionText(a);
          const range = rows[i] ?? null;
          const p = parameterOf(a, cpus);
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
                  {a.with === undefined ? '' : 'at once: '}
                  {name}
                </span>
                <span className={css.rows}>{range === null ? 'none' : `${range[0]}–${range[1]}`}</span>
              </button>
              <span className={css.tools}>
                {p === null ? null : (
                  <label className={css.parameter}>
                    {p.name === 'cpu' ? 'CPU' : p.name}
                    <input
                      type="number"
                      min={0}
                      max={p.max}
                      value={p.value}
                      onChange={(e) =>
                        change(setParameter(actions, i, p, e.target.valueAsNumber), `${name}: ${p.name} changed`)
                      }
                    />
                  </label>
                )}
                {i === 0 ? null : (
                  <button
                    type="button"
                    aria-pressed={a.with !== undefined}
                    aria-label={`${name}: start together with the one before`}
                    title="Start together with the one before"
                    onClick={() =>
                      change(toggleTogether(actions, i), `${name}: ${a.with === undefined ? 'at once' : 'in order'}`)
                    }
                  >
                    ∥
                  </button>
                )}
                <button
                  type="button"
                  aria-label={`${name}: move up`}
                  title="Move up"
                  disabled={i === 0}
                  onClick={() => change(moveAction(actions, i, -1), `${name} earlier`)}
                >
                  ↑
                </button>
                <button
                  type="button"
                  aria-label={`${name}: move down`}
                  title="Move down"
                  disabled={i === actions.length - 1}
                  onClick={() => change(moveAction(actions, i, 1), `${name} later`)}
                >
                  ↓
                </button>
                <button
                  type="button"
                  aria-label={`${name}: remove`}
                  title="Remove"
                  onClick={() => change(removeAction(actions, i), `Without: ${name}`)}
                >
                  ×
                </button>
              </span>
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
