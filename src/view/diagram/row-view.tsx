import { memo, type ReactNode, useMemo } from 'react';
import { type Arrow, frameArrow, functionArrow } from '../../layout/arrow.ts';
import { captionBaseline, firstOfTwo, type PlacedLabels, type RowType } from '../../layout/labels.ts';
import { type LanePlan, laneX } from '../../layout/lanes.ts';
import { isMark, type LogLabel, placeRow } from '../../layout/row-labels.ts';
import { departsAt } from '../../study/marks.ts';
import { isFaultRow } from '../../trace/fault-row.ts';
import type { Trace } from '../../trace/trace.ts';
import { contextText } from '../../words/context-text.ts';
import { type RowText, rowText, type Tone } from '../../words/row-text.ts';
import { ContextTag } from './context-tag.tsx';
import css from './row.module.css';
import { BREAK, CONTEXT, NUMBER } from './sizes.ts';
import { SvgBadge } from './svg-badge.tsx';

/** Where a row stands to the cursor. */
type Phase = 'past' | 'current' | 'future';

export interface RowProps {
  readonly trace: Trace;
  readonly row: number;
  readonly plan: LanePlan;
  readonly type: RowType;
  readonly phase: Phase;
  /** Pixels from the top of the drawing. */
  readonly y: number;
  /** What its id begins with; the number of the row follows. */
  readonly prefix: string;
  /** Does a breakpoint stop here? */
  readonly broken: boolean;
  /** The number of the lesson's step that is told here; null for none. */
  readonly step: number | null;
}

/** One row of the diagram: its number, its arrow or mark, its labels. */
export const RowView = memo(function RowView({
  trace,
  row,
  plan,
  type,
  phase,
  y,
  prefix,
  broken,
  step,
}: RowProps): ReactNode {
  const event = trace.row(row);
  const text = useMemo(() => rowText(trace, event), [trace, event]);
  const departs = departsAt(trace, row);
  const name = `${text.name}${step === null ? '' : ` Step ${step} of the lesson.`}${departs ? ' It departs from the profile.' : ''}${broken ? ' Breakpoint.' : ''}`;
  const middle = type.rowHeight / 2 + 4;
  return (
    <g
      id={`${prefix}${row}`}
      role="option"
      aria-selected={phase === 'current'}
      aria-label={name}
      aria-description={contextText(event)}
      aria-posinset={row + 1}
      aria-setsize={trace.length}
      className={`${css.row} ${css[phase]}`}
      transform={`translate(0 ${y})`}
    >
      <title>{name}</title>
      <rect className={css.hit} width={plan.right} height={type.rowHeight} />
      <circle className={broken ? css.break : css.spot} cx={7.5} cy={type.rowHeight / 2} r={4} />
      {step === null ? null : <StepMark number={step} y={type.rowHeight / 2} broken={broken} />}
      {event.changes.length === 0 ? null : (
        <rect className={css.changed} x={plan.left - 8} y={type.rowHeight / 2 - 2} width={3} height={4} />
      )}
      {!isFaultRow(trace, event) ? null : (
        <path className={css.flag} d={`M${BREAK + 4} ${middle + 1}v-10h6l-2 2.5 2 2.5h-6`} />
      )}
      {departs ? (
        <path className={css.departs} d={`M${BREAK + 3} ${middle - 6}h8m-8 4h8M${BREAK + 9.5} ${middle - 9}l-5 10`} />
      ) : null}
      <text className={css.number} x={plan.left - NUMBER} y={middle}>
        {row}
      </text>
      <ContextTag event={event} x={plan.left - 10 - CONTEXT} y={middle} />
      <Body text={text} plan={plan} type={type} current={phase === 'current'} />
    </g>
  );
});

/** The number of a step of the lesson, in the gutter. */
function StepMark({ number, y, broken }: { readonly number: number; readonly y: number; readonly broken: boolean }) {
  return (
    <g className={broken ? `${css.stepMark} ${css.stepBroken}` : css.stepMark}>
      <rect x={0.5} y={y - 7} width={14} height={14} rx={3} />
      <text x={7.5} y={y + 3.5}>
        {number}
      </text>
    </g>
  );
}

interface BodyProps {
  readonly text: RowText;
  readonly plan: LanePlan;
  readonly type: RowType;
  readonly current: boolean;
}

function Body({ text, plan, type, current }: BodyProps): ReactNode {
  const from = laneX(plan, text.from);
  const to = laneX(plan, text.to);
  const tone = toneOf(text);
  const placed = placeRow(text, plan, type);
  if (placed.kind === 'log') return <LogLine text={text} placed={placed} plan={plan} type={type} />;
  const labels = <Labels text={text} labels={placed.labels} type={placed.type} />;
  if (isMark(text, plan))
    return (
      <>
        <Mark text={text} x={to} y={type.rowHeight / 2} tone={tone} />
        {labels}
        {current ? <Landing x={to} y={type.rowHeight / 2} tone={tone} /> : null}
      </>
    );
  switch (text.shape) {
    case 'frame':
    case 'function': {
      const frame = text.shape === 'frame';
      const arrow = frame ? frameArrow(from, to, type.line, rings(text, plan)) : functionArrow(from, to, type.line);
      return (
        <>
          <ArrowView arrow={arrow} kind={text.shape} tone={tone} reply={text.reply} y={type.line} />
          {labels}
          {current ? <Landing x={to} y={type.line} tone={tone} /> : null}
        </>
      );
    }
    case 'irq':
      return (
        <Interrupt text={text} plan={plan} type={type} current={current}>
          {labels}
        </Interrupt>
      );
    case 'violation':
      return (
        <>
          <path className={css.violationMark} d={`M${to} ${type.rowHeight / 2 - 6}l6 10.5h-12z`} />
          {labels}
        </>
      );
    case 'step':
      return (
        <>
          <rect className={css.step} x={to - 3.5} y={type.rowHeight / 2 - 3.5} width={7} height={7} />
          {labels}
        </>
      );
    default:
      return labels;
  }
}

/** An answer takes the colour of its badge; a question has none. */
const toneOf = (text: RowText): Tone =>
  text.reply || text.shape === 'violation' ? (text.badge?.tone ?? 'plain') : 'plain';

/** The lanes between the ends of a frame: only EL3 and the SPMC forward. */
function rings(text: RowText, plan: LanePlan): readonly number[] {
  const a = laneX(plan, text.from);
  const b = laneX(plan, text.to);
  const between = plan.lanes
    .filter((l) => (l.actor === 'spmd' || l.actor === 'spmc') && l.x > Math.min(a, b) && l.x < Math.max(a, b))
    .map((l) => l.x);
  return b >= a ? between : between.reverse();
}

function ArrowView(p: {
  readonly arrow: Arrow;
  readonly kind: 'frame' | 'function';
  readonly tone: Tone;
  readonly reply: boolean;
  readonly y: number;
}): ReactNode {
  return (
    <g
      className={`${css.arrow} ${p.kind === 'function' ? css.function : ''} ${css[p.tone]} ${p.reply ? css.reply : ''}`}
    >
      <path className={css.shaft} d={p.arrow.line} />
      <path className={css.tip} d={p.arrow.head} />
      {p.arrow.rings.map((x) => (
        <circle key={x} className={css.ring} cx={x} cy={p.y} r={2.6} />
      ))}
    </g>
  );
}

/** A message within a folded world: a dot, a ring for an answer; a function is smaller, an interrupt a diamond. */
function Mark(p: { readonly text: RowText; readonly x: number; readonly y: number; readonly tone: Tone }): ReactNode {
  const { text, x, y } = p;
  if (text.shape === 'irq') return <path className={css.diamond} d={`M${x} ${y - 5}l5 5l-5 5l-5 -5z`} />;
  return (
    <g className={`${css.arrow} ${css[p.tone]}`}>
      <circle className={text.reply ? css.ring : css.tip} cx={x} cy={y} r={text.shape === 'function' ? 2.6 : 3.8} />
    </g>
  );
}

/** The head of the current row: a dot and a ring. */
function Landing({ x, y, tone }: { readonly x: number; readonly y: number; readonly tone: Tone }): ReactNode {
  return (
    <g className={`${css.landing} ${css[tone]}`}>
      <circle className={css.halo} cx={x} cy={y} r={6.5} />
      <circle className={css.dot} cx={x} cy={y} r={4.5} />
    </g>
  );
}

function Labels({
  text,
  labels,
  type,
}: {
  readonly text: RowText;
  readonly labels: PlacedLabels;
  readonly type: RowType;
}): ReactNode {
  const { badge, caption, under, spec } = labels;
  const look = text.shape === 'frame' || text.shape === 'irq' ? css.caption : css.aside;
  return (
    <>
      {badge === null || text.badge === null ? null : <SvgBadge badge={badge} tone={text.badge.tone} type={type} />}
      {caption === null ? null : (
        <text className={look} x={caption.x} y={captionBaseline(labels, type)}>
          {caption.text}
        </text>
      )}
      {under === null ? null : (
        <text className={look} x={under.x} y={type.second ?? 0}>
          {under.text}
        </text>
      )}
      {spec === null ? null : (
        <text className={labels.specEnds ? `${css.spec} ${css.ends}` : css.spec} x={spec.x} y={type.baseline}>
          {spec.text}
        </text>
      )}
    </>
  );
}

/** Dotted, with a diamond at EL3, which hands it on; one that is lost stops there with a cross. */
function Interrupt({ text, plan, type, current, children }: BodyProps & { readonly children: ReactNode }): ReactNode {
  const lost = text.spec.endsWith(', lost');
  const el3 = laneX(plan, 'spmd');
  const to = lost ? el3 : laneX(plan, text.to);
  const arrow = frameArrow(laneX(plan, text.from), to, type.line);
  const y = type.line;
  return (
    <>
      <g className={css.irq}>
        <path className={css.shaft} d={arrow.line} />
        {lost ? (
          <path className={css.cross} d={`M${to - 4} ${y - 4}l8 8m0-8l-8 8`} />
        ) : (
          <>
            <path className={css.tip} d={arrow.head} />
            <path className={css.diamond} d={`M${el3} ${y - 5}l5 5l-5 5l-5 -5z`} />
          </>
        )}
      </g>
      {children}
      {current && !lost ? <Landing x={to} y={y} tone="plain" /> : null}
    </>
  );
}

interface LogProps extends Omit<BodyProps, 'current'> {
  readonly placed: LogLabel;
}

/** A line of the log in its box, as it was printed. */
function LogLine({ text, placed, plan, type }: LogProps): ReactNode {
  const { x, width, more } = placed;
  const middle = type.rowHeight / 2;
  const inset = more === null ? 4.5 : 0.5;
  const first = more === null ? middle + 4 : firstOfTwo(type);
  return (
    <g className={`${css.log} ${text.badge === null ? '' : css.error}`}>
      <rect className={css.step} x={laneX(plan, text.to) - 3.5} y={middle - 3.5} width={7} height={7} />
      <rect className={css.box} x={x} y={inset} width={width} height={type.rowHeight - 2 * inset} rx={3} />
      {placed.word ? (
        <text className={css.logText} x={x + 7} y={first}>
          log
        </text>
      ) : null}
      <text className={css.logText} x={placed.textX} y={first}>
        {placed.text}
      </text>
      {more === null ? null : (
        <text className={css.logText} x={placed.textX} y={type.second ?? 0}>
          {more}
        </text>
      )}
    </g>
  );
}
