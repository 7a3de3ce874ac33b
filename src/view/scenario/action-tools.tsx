import type { ReactNode } from 'react';
import type { Action } from '../../stack/config.ts';
import { actionText } from '../../words/action-text.ts';
import { moveAction, parameterOf, removeAction, setParameter, toggleTogether } from './action-list.ts';
import css from './actions.module.css';

interface Props {
  readonly actions: readonly Action[];
  readonly index: number;
  readonly cpus: number;
  readonly onChange: (actions: readonly Action[], title: string) => void;
}

/** What can be changed of one action: its number, its order, whether it is there. */
export function ActionTools({ actions, index, cpus, onChange }: Props): ReactNode {
  const action = actions[index];
  if (action === undefined) return null;
  const name = actionText(action);
  const p = parameterOf(action, cpus);
  const together = action.with !== undefined || action.after !== undefined;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as one line of buttons
    <div className={css.tools} role="group" aria-label={`Change: ${name}`}>
      {p === null ? null : (
        <label className={css.parameter}>
          {p.name === 'cpu' ? 'CPU' : p.name}
          <input
            type="number"
            min={0}
            max={p.max}
            value={p.value}
            onChange={(e) =>
              onChange(setParameter(actions, index, p, e.target.valueAsNumber), `${name}: ${p.name} ${e.target.value}`)
            }
          />
        </label>
      )}
      {index === 0 ? null : (
        <button
          type="button"
          aria-pressed={together}
          aria-label={`${name}: start together with the one before`}
          title="Start together with the one before"
          onClick={() => onChange(toggleTogether(actions, index), `${name}: ${together ? 'in order' : 'at once'}`)}
        >
          ∥
        </button>
      )}
      <button
        type="button"
        aria-label={`${name}: move up`}
        title="Move up"
        disabled={index === 0}
        onClick={() => onChange(moveAction(actions, index, -1), `${name} earlier`)}
      >
        ↑
      </button>
      <button
        type="button"
        aria-label={`${name}: move down`}
        title="Move down"
        disabled={index === actions.length - 1}
        onClick={() => onChange(moveAction(actions, index, 1), `${name} later`)}
      >
        ↓
      </button>
      <button
        type="button"
        aria-label={`${name}: remove`}
        title="Remove"
        onClick={() => onChange(removeAction(actions, index), `Without: ${name}`)}
      >
        ×
      </button>
    </div>
  );
}
