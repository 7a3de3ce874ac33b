import type { ReactNode } from 'react';
import type { TraceEvent } from '../../trace/event.ts';
import { contextMark, contextText } from '../../words/context-text.ts';
import css from './context-tag.module.css';

interface Props {
  readonly event: TraceEvent;
  /** The left edge, and the line on which the letters stand. */
  readonly x: number;
  readonly y: number;
}

/** In which context a row runs: a letter and the CPU. Where sleeping is not allowed the tag is pointed, elsewhere round. */
export function ContextTag({ event, x, y }: Props): ReactNode {
  const top = y - 10.5;
  const atomic = event.ctxKind === 'hardirq' || event.ctxKind === 'ipi' || event.ctxKind === 'secure-atomic';
  return (
    <g className={css[event.ctxKind]} data-context={event.ctxKind}>
      <title>{contextText(event)}</title>
      {atomic ? (
        <path className={css.box} d={`M${x + 4} ${top}h14l4 7l-4 7h-14l-4 -7z`} />
      ) : (
        <rect className={css.box} x={x} y={top} width={22} height={14} rx={3} />
      )}
      <text className={css.text} x={x + 11} y={y}>
        {contextMark(event)}
      </text>
    </g>
  );
}
