import type { ReactNode } from 'react';
import { type Fork, sideName } from '../../store/session/pair.ts';
import { linesOfFork, partingLine } from '../../store/session/pair-lines.ts';
import { useScope } from '../../store/store.ts';
import type { Trace } from '../../trace/trace.ts';
import { captionOf } from '../../words/caption.ts';
import { Badge } from '../parts/badge.tsx';
import { Button } from '../parts/button.tsx';
import css from './pair-caption.module.css';

/** What the two futures make of the current row, and the choice between them. */
export function ForkCaption({ fork }: { readonly fork: Fork }): ReactNode {
  const cursor = useScope((s) => s.cursor);
  const show = useScope((s) => s.show);
  const showModel = useScope((s) => s.showModel);
  const [a, b] = [fork.old.trace, fork.fresh.trace];
  const lines = linesOfFork(fork);
  const at = partingLine(lines);
  const parting = at === null ? undefined : lines[at];
  const parted =
    parting !== undefined &&
    ((fork.side === 'a' && 'a' in parting && parting.a === cursor) ||
      (fork.side === 'b' && 'b' in parting && parting.b === cursor));
  const here = fork.side === 'a' ? a : b;
  const says = (trace: Trace, row: number | undefined): string =>
    row === undefined || row >= trace.length ? 'nothing happens here' : captionOf(trace, trace.row(row)).text;
  const [left, right] = fork.model === null ? ['Old', 'New'] : ['Recorded', 'Model'];
  const text =
    parted && parting !== undefined
      ? `${left}: ${says(a, 'a' in parting ? parting.a : undefined)} ${right}: ${says(b, 'b' in parting ? parting.b : undefined)}`
      : says(here, cursor < 0 ? undefined : cursor);
  return (
    <section className={css.caption} aria-label="What both runs do here">
      <Badge tone="fault">{fork.model === null ? 'Fork' : 'Beside the model'}</Badge>
      <p title={text} role="status">
        <b>
          Row {cursor}
          {parted
            ? fork.model === null
              ? ', two futures'
              : ', the first difference'
            : ` of the ${sideName(fork, fork.side)}`}
          .
        </b>{' '}
        {text}
      </p>
      {fork.model === null ? (
        <>
          <Button onClick={() => show(fork.old.id)} title="Shows the old run alone; both are kept">
            Keep old
          </Button>
          <Button onClick={() => show(fork.fresh.id)} title="Shows the new run alone; both are kept">
            Keep new
          </Button>
        </>
      ) : (
        <Button onClick={() => void showModel(false)} title="The model is kept: the panel shows it again">
          Recording alone
        </Button>
      )}
    </section>
  );
}
