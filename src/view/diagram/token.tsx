import { type ReactNode, useEffect, useRef } from 'react';
import { hex } from '../../base/bits.ts';
import { frameArrow, functionArrow, tokenStations } from '../../layout/arrow.ts';
import type { RowType } from '../../layout/captions.ts';
import { type LanePlan, laneX } from '../../layout/lanes.ts';
import { monoWidth } from '../../layout/text-width.ts';
import type { TraceEvent } from '../../trace/event.ts';
import type { Trace } from '../../trace/trace.ts';
import { busy } from '../shell/idle.ts';
import { REDUCED_MOTION } from '../use-media.ts';
import css from './diagram.module.css';
import { rowText } from './row-text.ts';

const MOVE = 180;
/** It rests at each ring for one frame of 60 a second. */
const REST = 16 / MOVE;
/** At 8 steps a second or more there is no token. */
const FAST = 1000 / 8;

interface Props {
  readonly trace: Trace;
  readonly cursor: number;
  readonly plan: LanePlan;
  readonly type: RowType;
  /** How many lines below the top of the drawing a row stands. */
  readonly lineOf: (row: number) => number;
}

/**
 * The message on its way: a token with w0 runs along the arrow of the row that was stepped to, and back along the one
 * that was stepped from. One transform, played by the browser: nothing renders while it runs.
 */
export function Token({ trace, cursor, plan, type, lineOf }: Props): ReactNode {
  const element = useRef<SVGGElement>(null);
  const running = useRef<Animation | null>(null);
  const before = useRef({ trace, cursor, at: Number.NEGATIVE_INFINITY });
  const latest = useRef({ plan, type, lineOf });
  latest.current = { plan, type, lineOf };

  useEffect(() => {
    const last = before.current;
    const now = performance.now();
    before.current = { trace, cursor, at: now };
    // A step during a step finishes the first at once.
    running.current?.finish();
    const step = cursor - last.cursor;
    const calm = now - last.at >= FAST && !matchMedia(REDUCED_MOTION).matches;
    if (trace !== last.trace || Math.abs(step) !== 1 || !calm || element.current === null) return;
    const event = trace.row(step > 0 ? cursor : last.cursor);
    running.current = run(element.current, trace, event, step > 0, latest.current);
  }, [trace, cursor]);

  return (
    <g ref={element} className={css.token}>
      <rect className={css.tokenBox} y={-7} height={14} rx={3} />
      <text className={css.tokenText} y={3.5} />
    </g>
  );
}

function run(
  element: SVGGElement,
  trace: Trace,
  event: TraceEvent,
  forward: boolean,
  { plan, type, lineOf }: Pick<Props, 'plan' | 'type' | 'lineOf'>,
): Animation | null {
  const text = rowText(trace, event);
  if (text.shape !== 'frame' && text.shape !== 'function' && text.shape !== 'irq') return null;
  const y = lineOf(event.row) * type.rowHeight + type.line;
  const via = event.kind === 'call' || event.kind === 'return' ? event.via.map((a) => laneX(plan, a)) : [];
  const make = text.shape === 'function' ? functionArrow : frameArrow;
  const arrow = make(laneX(plan, text.from), laneX(plan, text.to), y, via);
  label(element, event.kind === 'call' || event.kind === 'return' ? hex(event.w[0] ?? 0n) : '');

  const over = busy();
  const frames = tokenStations(arrow, REST).map(({ at, x }) => ({
    offset: at,
    transform: `translate(${x}px, ${y}px)`,
    visibility: 'visible',
  }));
  const animation = element.animate(frames, { duration: MOVE, direction: forward ? 'normal' : 'reverse' });
  animation.onfinish = over;
  animation.oncancel = over;
  return animation;
}

/** A message carries w0; a function and an interrupt are a plain dot. */
function label(element: SVGGElement, text: string): void {
  const width = text === '' ? 9 : monoWidth(text, 9.5) + 8;
  const rect = element.querySelector('rect');
  rect?.setAttribute('x', String(-width / 2));
  rect?.setAttribute('width', String(width));
  const words = element.querySelector('text');
  if (words !== null) words.textContent = text;
}
