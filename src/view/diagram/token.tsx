import { type ReactNode, useEffect, useRef } from 'react';
import { hex } from '../../base/bits.ts';
import { frameArrow, functionArrow, tokenStations } from '../../layout/arrow.ts';
import type { RowType } from '../../layout/labels.ts';
import { type LanePlan, laneX } from '../../layout/lanes.ts';
import { isMark } from '../../layout/row-labels.ts';
import { monoWidth } from '../../layout/text-width.ts';
import { busy } from '../../store/busy.ts';
import type { TraceEvent } from '../../trace/event.ts';
import type { Trace } from '../../trace/trace.ts';
import { rowText } from '../../words/row-text.ts';
import { monoScale } from '../parts/font.ts';
import { REDUCED_MOTION } from '../parts/use-media.ts';
import css from './diagram.module.css';

const MOVE = 180;
/** It rests at each ring for one frame of 60 a second. */
const REST = 16 / MOVE;
/** At 8 steps a second or more there is no token. */
const FAST = 1000 / 8;

/** The size of what it carries, in pixels. */
const LETTER = 9.5;
/** Half of its height. */
const HALF = 7;

interface Props {
  readonly trace: Trace;
  readonly cursor: number;
  readonly plan: LanePlan;
  readonly type: RowType;
  /** Pixels from the top of the scrolled space to a row. */
  readonly yOf: (row: number) => number;
}

/**
 * The message on its way: a token with w0 runs along the arrow of the row that was stepped to, and back along the one
 * that was stepped from. One transform, played by the browser: nothing renders while it runs.
 */
export function Token({ trace, cursor, plan, type, yOf }: Props): ReactNode {
  const element = useRef<HTMLDivElement>(null);
  const running = useRef<Animation | null>(null);
  const before = useRef({ trace, cursor, at: Number.NEGATIVE_INFINITY });
  const latest = useRef({ plan, type, yOf });
  latest.current = { plan, type, yOf };

  useEffect(() => {
    const last = before.current;
    const now = performance.now();
    before.current = { trace, cursor, at: now };
    // A step during a step finishes the first at once.
    running.current?.finish();
    delete document.documentElement.dataset.step;
    const step = cursor - last.cursor;
    if (trace !== last.trace || Math.abs(step) !== 1 || now - last.at < FAST || element.current === null) return;
    if (matchMedia(REDUCED_MOTION).matches) return;
    const event = trace.row(step > 0 ? cursor : last.cursor);
    running.current = run(element.current, trace, event, step > 0, latest.current);
    // Forward, what the message changes is seen when it lands: the panels' style sheets wait for it (`data-step`).
    if (step > 0 && running.current !== null) document.documentElement.dataset.step = 'forward';
  }, [trace, cursor]);

  return <div ref={element} className={css.token} aria-hidden="true" />;
}

function run(
  element: HTMLDivElement,
  trace: Trace,
  event: TraceEvent,
  forward: boolean,
  { plan, type, yOf }: Pick<Props, 'plan' | 'type' | 'yOf'>,
): Animation | null {
  const text = rowText(trace, event);
  if (text.shape !== 'frame' && text.shape !== 'function' && text.shape !== 'irq') return null;
  if (isMark(text, plan)) return null;
  const y = yOf(event.row) + type.line;
  const via = event.kind === 'call' || event.kind === 'return' ? event.via.map((a) => laneX(plan, a)) : [];
  const make = text.shape === 'function' ? functionArrow : frameArrow;
  const arrow = make(laneX(plan, text.from), laneX(plan, text.to), y, via);
  const half = label(element, event.kind === 'call' || event.kind === 'return' ? hex(event.w[0] ?? 0n) : '') / 2;

  const over = busy();
  const frames = tokenStations(arrow, REST).map(({ at, x }) => ({
    offset: at,
    // Both of these are moved by the compositor alone: the page paints nothing while the token runs.
    transform: `translate(${x - half}px, ${y - HALF}px)`,
    opacity: 1,
  }));
  const animation = element.animate(frames, { duration: MOVE, direction: forward ? 'normal' : 'reverse' });
  animation.onfinish = over;
  animation.oncancel = over;
  return animation;
}

/** A message carries w0; a function and an interrupt are a plain dot. Answers how wide it is. */
function label(element: HTMLDivElement, text: string): number {
  const width = text === '' ? 9 : monoWidth(text, LETTER) * monoScale(LETTER) + 8;
  element.style.width = `${width}px`;
  element.textContent = text;
  return width;
}
