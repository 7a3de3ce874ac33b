import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { type IdState, idLabel, idName, idPinKey } from '../../words/ids.ts';
import css from './id-grid.module.css';

interface Props {
  readonly ids: readonly IdState[];
  readonly selected: number | null;
  readonly onSelect: (id: number | null) => void;
}

const COLUMNS = 16;
const STEP: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -COLUMNS, ArrowDown: COLUMNS };

/** The 64 notification ids of a VM. One stop of the tab key; the arrow keys move within. */
export function IdGrid({ ids, selected, onSelect }: Props): ReactNode {
  const [focus, setFocus] = useState(0);
  const grid = useRef<HTMLTableElement>(null);
  const move = (e: KeyboardEvent): void => {
    const step = STEP[e.key];
    const target = step !== undefined ? focus + step : e.key === 'Home' ? 0 : e.key === 'End' ? ids.length - 1 : null;
    if (target === null || target < 0 || target >= ids.length) return;
    e.preventDefault();
    e.stopPropagation();
    setFocus(target);
    grid.current?.querySelector<HTMLElement>(`[data-id="${target}"]`)?.focus();
  };
  const rows = Array.from({ length: ids.length / COLUMNS }, (_, r) => ids.slice(r * COLUMNS, (r + 1) * COLUMNS));
  const name = `64 notification ids of VM ${ids[0]?.vm ?? 0}`;
  return (
    // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table that is moved in with the arrow keys is a grid
    <table ref={grid} className={css.grid} role="grid" aria-label={name} onKeyDown={move}>
      <tbody>
        {rows.map((row) => (
          <tr key={row[0]?.id}>
            {row.map((s) => (
              <td key={s.id}>
                <button
                  type="button"
                  data-id={s.id}
                  data-pin={idPinKey(s)}
                  data-name={idLabel(s)}
                  tabIndex={s.id === focus ? 0 : -1}
                  className={classOf(s, s.id === selected)}
                  aria-label={idName(s)}
                  aria-pressed={s.id === selected}
                  title={idName(s)}
                  onFocus={() => setFocus(s.id)}
                  onClick={() => onSelect(s.id === selected ? null : s.id)}
                >
                  <span>{s.id}</span>
                </button>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function classOf(s: IdState, selected: boolean): string {
  const classes = [css.id];
  if (!s.known) classes.push(css.unknown);
  if (s.bound) classes.push(s.owner === 'optee' ? css.own : s.owner === 'other' ? css.other : css.nobody);
  if (s.pending) classes.push(css.pending);
  if (s.bottomHalf) classes.push(css.bottomHalf);
  if (s.changed) classes.push(css.changed);
  if (selected) classes.push(css.selected);
  return classes.join(' ');
}

const LEGEND: readonly (readonly [string, Partial<IdState>])[] = [
  ['free', {}],
  ['OP-TEE driver', { bound: true, owner: 'optee' }],
  ['another driver', { bound: true, owner: 'other' }],
  ['nobody in Linux', { bound: true, owner: 'nobody' }],
  ['pending', { pending: true }],
  ['bottom half', { bottomHalf: true }],
];

/** A recording tells of the ids that its calls name, and of no other. */
const RECORDED: typeof LEGEND = [['not seen', { known: false }], ...LEGEND];

/** What the patterns of the grid mean. */
export function IdLegend({ recorded }: { readonly recorded: boolean }): ReactNode {
  return (
    <ul className={css.legend} aria-label="Legend of the ids">
      {(recorded ? RECORDED : LEGEND).map(([text, s]) => (
        <li key={text}>
          <span
            aria-hidden="true"
            className={`${classOf({ id: 0, vm: 0, known: true, bound: false, pending: false, owner: null, sender: null, bottomHalf: false, changed: false, row: null, ...s }, false)} ${css.sample}`}
          />
          {text}
        </li>
      ))}
    </ul>
  );
}
