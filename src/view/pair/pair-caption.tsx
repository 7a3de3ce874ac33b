import type { ReactNode } from 'react';
import { rowIn } from '../../layout/pair-lines.ts';
import { type Half, type Pair, sideName } from '../../store/session/pair.ts';
import { linesOfPair, partingLine } from '../../store/session/pair-lines.ts';
import { useScope } from '../../store/store.ts';
import { captionOf } from '../../words/caption.ts';
import { Badge } from '../parts/badge.tsx';
import { Button } from '../parts/button.tsx';
import css from './pair-caption.module.css';

/** What the two futures make of the current row, and the choice between them. */
export function PairCaption({ pair }: { readonly pair: Pair }): ReactNode {
  const cursor = useScope((s) => s.cursor);
  const show = useScope((s) => s.show);
  const showCounterpart = useScope((s) => s.showCounterpart);
  const lines = linesOfPair(pair);
  const at = partingLine(lines);
  const parting = at === null ? undefined : lines[at];
  const parted = parting !== undefined && rowIn(parting, pair.side) === cursor;
  const says = ({ trace }: Half, row: number | null): string =>
    row === null || row >= trace.length ? 'nothing happens here' : captionOf(trace, trace.row(row)).text;
  const [leftName, rightName] = pair.counterpart === null ? ['Old', 'New'] : ['Recorded', 'Model'];
  const text =
    parted && parting !== undefined
      ? `${leftName}: ${says(pair.left, rowIn(parting, 'left'))} ${rightName}: ${says(pair.right, rowIn(parting, 'right'))}`
      : says(pair[pair.side], cursor < 0 ? null : cursor);
  return (
    <section className={css.caption} aria-label="What both runs do here">
      {/* The sign of a difference stands where there is one. */}
      <Badge tone={at === null ? 'plain' : 'fault'}>{pair.counterpart === null ? 'Fork' : 'Beside the model'}</Badge>
      <p title={text} role="status">
        <b>
          Row {cursor}
          {parted
            ? pair.counterpart === null
              ? ', two futures'
              : ', the first difference'
            : ` of the ${sideName(pair, pair.side)}`}
          .
        </b>{' '}
        {text}
      </p>
      {pair.counterpart === null ? (
        <>
          <Button onClick={() => show(pair.left.id)} title="Shows the old run alone; both are kept">
            Keep old
          </Button>
          <Button onClick={() => show(pair.right.id)} title="Shows the new run alone; both are kept">
            Keep new
          </Button>
        </>
      ) : (
        <Button onClick={() => void showCounterpart(false)} title="The model is kept: the panel shows it again">
          Recording alone
        </Button>
      )}
    </section>
  );
}
