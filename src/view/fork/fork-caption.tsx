import type { ReactNode } from 'react';
import type { Fork } from '../../store/fork.ts';
import { linesOf, partingLine } from '../../store/fork-lines.ts';
import { useScope } from '../../store/store.ts';
import type { Trace } from '../../trace/trace.ts';
import { Badge } from '../inspect/badge.tsx';
import { Button } from '../shell/button.tsx';
import { captionOf } from '../shell/caption.ts';
import css from './fork-caption.module.css';

/** What the two futures make of the current row, and the choice between them. */
export function ForkCaption({ fork }: { readonly fork: Fork }): ReactNode {
  const cursor = useScope((s) => s.cursor);
  const show = useScope((s) => s.show);
  const [a, b] = [fork.old.run.trace, fork.fresh.run.trace];
  const lines = linesOf(a, b);
  const at = partingLine(lines);
  const parting = at === null ? undefined : lines[at];
  const parted =
    parting !== undefined &&
    ((fork.side === 'a' && 'a' in parting && parting.a === cursor) ||
      (fork.side === 'b' && 'b' in parting && parting.b === cursor));
  const here = fork.side === 'a' ? a : b;
  const says = (trace: Trace, row: number | undefined): string =>
    row === undefined || row >= trace.length ? 'nothing happens here' : captionOf(trace, trace.row(row)).text;
  const text =
    parted && parting !== undefined
      ? `Old: ${says(a, 'a' in parting ? parting.a : undefined)} New: ${says(b, 'b' in parting ? parting.b : undefined)}`
      : says(here, cursor < 0 ? undefined : cursor);
  return (
    <section className={css.caption} aria-label="What both runs do here">
      <Badge tone="fault">Fork</Badge>
      <p title={text} role="status">
        <b>
          Row {cursor}
          {parted ? ', two futures' : fork.side === 'a' ? ' of the old run' : ' of the new run'}.
        </b>{' '}
        {text}
      </p>
      <Button onClick={() => show(fork.old.id)} title="Shows the old run alone; both are kept">
        Keep old
      </Button>
      <Button onClick={() => show(fork.fresh.id)} title="Shows the new run alone; both are kept">
        Keep new
      </Button>
    </section>
  );
}
