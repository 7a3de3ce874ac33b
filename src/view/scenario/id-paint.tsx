import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from 'react';
import { Segmented } from '../parts/segmented.tsx';
import css from './id-paint.module.css';
import { idsBetween, paintIds, strokeFrom, type TakenIds, type Taking, takingOf } from './paint-ids.ts';

interface Props {
  readonly taken: TakenIds;
  readonly onChange: (taken: TakenIds) => void;
}

const COLUMNS = 16;
const IDS = 64;
const STEP: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -COLUMNS, ArrowDown: COLUMNS };

const BRUSHES: readonly { readonly value: Taking; readonly label: string }[] = [
  { value: 'bound', label: 'bound' },
  { value: 'held', label: 'held' },
  { value: 'free', label: 'free' },
];

const WORDS: Readonly<Record<Taking, string>> = {
  free: 'free',
  bound: 'bound before the probe',
  held: 'held by another driver',
};

/** A stroke of the pointer that is not yet let go. */
interface Stroke {
  readonly to: Taking;
  readonly last: number;
  readonly ids: ReadonlySet<number>;
}

/** The 64 ids as a sheet to paint on. The run follows when the pointer is let go, or at each key; Escape drops a stroke. */
export function IdPaint({ taken, onChange }: Props): ReactNode {
  const [brush, setBrush] = useState<Taking>('bound');
  const [stroke, setStroke] = useState<Stroke | null>(null);
  const [focus, setFocus] = useState(0);
  const grid = useRef<HTMLTableElement>(null);
  const shown = stroke === null ? taken : paintIds(taken, stroke.ids, stroke.to);

  const begin = (e: PointerEvent): void => {
    const id = idUnder(e);
    if (id === null || e.button !== 0) return;
    // The pointer stays ours beyond the edge of the sheet.
    grid.current?.setPointerCapture(e.pointerId);
    setFocus(id);
    setStroke({ to: strokeFrom(taken, id, brush), last: id, ids: new Set([id]) });
  };
  const go = (e: PointerEvent): void => {
    const id = stroke === null ? null : idUnder(e);
    if (stroke === null || id === null || id === stroke.last) return;
    setStroke({ ...stroke, last: id, ids: new Set([...stroke.ids, ...idsBetween(stroke.last, id, COLUMNS)]) });
  };
  const end = (): void => {
    if (stroke === null) return;
    setStroke(null);
    onChange(paintIds(taken, stroke.ids, stroke.to));
  };
  const onKeyDown = (e: KeyboardEvent): void => {
    if (e.key === 'Escape' && stroke !== null) {
      e.stopPropagation();
      setStroke(null);
      return;
    }
    const step = STEP[e.key];
    const target = step !== undefined ? focus + step : e.key === 'Home' ? 0 : e.key === 'End' ? IDS - 1 : null;
    if (target === null || target < 0 || target >= IDS) return;
    e.preventDefault();
    e.stopPropagation();
    setFocus(target);
    grid.current?.querySelector<HTMLElement>(`[data-id="${target}"]`)?.focus();
    if (e.shiftKey) onChange(paintIds(taken, idsBetween(focus, target, COLUMNS), brush));
  };

  const sheet = (
    <table
      ref={grid}
      className={css.grid}
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table that is moved in with the arrow keys is a grid
      role="grid"
      aria-label="Ids to paint"
      onKeyDown={onKeyDown}
      onPointerDown={begin}
      onPointerMove={go}
      onPointerUp={end}
      onPointerCancel={() => setStroke(null)}
    >
      <tbody>
        {Array.from({ length: IDS / COLUMNS }, (_, r) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows of the sheet never move
          <tr key={r}>
            {Array.from({ length: COLUMNS }, (_, c) => {
              const id = r * COLUMNS + c;
              const taking = takingOf(shown, id);
              return (
                <td key={id}>
                  <button
                    type="button"
                    data-id={id}
                    tabIndex={id === focus ? 0 : -1}
                    className={`${css.id} ${css[taking]}`}
                    aria-label={`Id ${id}, ${WORDS[taking]}`}
                    title={`Id ${id}, ${WORDS[taking]}`}
                    onFocus={() => setFocus(id)}
                    // A pointer has painted already: what is left are the keys, and what a screen reader clicks.
                    onClick={(e) => {
                      if (e.detail === 0) onChange(paintIds(taken, [id], strokeFrom(taken, id, brush)));
                    }}
                  >
                    {id}
                  </button>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
  return (
    <div className={css.sheet}>
      <Segmented name="What the brush paints" segments={BRUSHES} value={brush} onChange={setBrush} />
      {sheet}
      <p className={css.hint}>
        Drag to paint. A stroke that begins on its own colour frees. With keys: arrows, <kbd>Space</kbd>, and{' '}
        <kbd>Shift</kbd> to paint on the way.
      </p>
    </div>
  );
}

/** The id whose cell is under the pointer; null beside the cells. */
function idUnder(e: PointerEvent): number | null {
  const cell = document.elementFromPoint(e.clientX, e.clientY)?.closest('td')?.querySelector<HTMLElement>('[data-id]');
  return cell === null || cell === undefined || !e.currentTarget.contains(cell) ? null : Number(cell.dataset.id);
}
