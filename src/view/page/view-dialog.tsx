import type { ReactNode } from 'react';
import { LEVEL_NAMES, levelNow, levelsOf } from '../../store/page/level.ts';
import type { RowSize } from '../../store/page/view.ts';
import { shownTrace } from '../../store/shown.ts';
import { useScope } from '../../store/store.ts';
import { actorsOf } from '../../trace/index.ts';
import { actorName } from '../../words/event-text.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import css from './view-dialog.module.css';

const SIZES: readonly (readonly [RowSize, string])[] = [
  ['small', 'Small'],
  ['normal', 'Normal'],
  ['large', 'Large'],
];

/** How the diagram is drawn: the height of its rows, their scale, what is folded, which lanes are shown. */
export function ViewDialog(): ReactNode {
  const trace = useScope(shownTrace);
  const rowSize = useScope((s) => s.rowSize);
  const timeScale = useScope((s) => s.timeScale);
  const hidden = useScope((s) => s.hidden);
  const folds = useScope((s) => s.folds);
  const foldedWorlds = useScope((s) => s.foldedWorlds);
  const level = useScope(levelNow);
  const levels = useScope(levelsOf);
  const { setLevel, setRowSize, setTimeScale, toggleLane, toggleWorld, foldAll, unfoldAll, openDialog } =
    useScope.getState();
  return (
    <Dialog title="View" onClose={() => openDialog(null)}>
      <fieldset className={css.group}>
        <legend>Height of the rows</legend>
        {SIZES.map(([size, name]) => (
          <label key={size}>
            <input type="radio" name="row-size" checked={rowSize === size} onChange={() => setRowSize(size)} />
            {name}
          </label>
        ))}
      </fieldset>
      <fieldset className={css.group}>
        <legend>Scale</legend>
        <label>
          <input type="radio" name="scale" checked={!timeScale} onChange={() => void setTimeScale(false)} />
          Order: a row below the other
        </label>
        <label>
          <input type="radio" name="scale" checked={timeScale} onChange={() => void setTimeScale(true)} />
          Time: more room where more time passes
        </label>
      </fieldset>
      <fieldset className={css.group}>
        <legend>Level of detail (L, Shift L)</legend>
        {levels.map((l) => (
          <label key={l}>
            <input type="radio" name="level" checked={level === l} onChange={() => void setLevel(l)} />
            {LEVEL_NAMES[l]}
          </label>
        ))}
      </fieldset>
      <div className={css.group}>
        <Button onClick={() => void foldAll('functions')}>Fold functions</Button>
        <Button onClick={() => void foldAll('phases')}>Fold phases</Button>
        <Button disabled={folds === null} onClick={unfoldAll}>
          Unfold all
        </Button>
      </div>
      {trace === null ? null : (
        <fieldset className={css.group}>
          <legend>Lanes</legend>
          {actorsOf(trace).map((actor) => (
            <label key={actor}>
              <input
                type="checkbox"
                checked={!hidden.includes(actor)}
                disabled={actor === 'optee-driver' || actor === 'spmc'}
                onChange={() => toggleLane(actor)}
              />
              {actorName(actor)}
            </label>
          ))}
          {(['normal', 'secure'] as const).map((side) => (
            <label key={side}>
              <input type="checkbox" checked={foldedWorlds.includes(side)} onChange={() => toggleWorld(side)} />
              {side === 'normal' ? 'Normal' : 'Secure'} world in one lane
            </label>
          ))}
        </fieldset>
      )}
    </Dialog>
  );
}
