import { memo, type ReactNode, useMemo } from 'react';
import { type Arrow, frameArrow, functionArrow } from '../../layout/arrow.ts';
import { frameWords, functionWords, type RowType, type RowWords, stepWords } from '../../layout/captions.ts';
import { type LanePlan, laneX } from '../../layout/lanes.ts';
import { monoWidth } from '../../layout/text-width.ts';
import { departsAt } from '../../store/marks.ts';
import type { Trace } from '../../trace/trace.ts';
import { ContextTag } from './context-tag.tsx';
import { contextText } from './context-text.ts';
import css from './row.module.css';
import { type RowText, rowText, type Tone } from './row-text.ts';
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
}

/** One row of the diagram: its number, its arrow or mark, its words. */
export const RowView = memo(function RowView({
  trace,
  row,
  plan,
  type,
  phase,
  y,
  prefix,
  broken,
}: RowProps): ReactNode {
  const event = trace.row(row);
  const text = useMemo(() => rowText(trace, event), [trace, event]);
  const departs = departsAt(trace, row);
  const name = `${text.name}${departs ? ' It departs from the profile.' : ''}${broken ? ' Breakpoint.' : ''}`;
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
      {event.changes.length === 0 ? null : (
        <rect className={css.changed} x={plan.left - 8} y={type.rowHeight / 2 - 2} width={3} height={4} />
      )}
      {event.fault === null ? null : (
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
  switch (text.shape) {
    case 'frame': {
      const arrow = frameArrow(from, to, type.line, rings(text, plan));
      const beyond = text.reply && text.from === 'spmc' ? from : null;
      const end = text.reply && text.from === 'optee' ? from - 10 : plan.right - 10;
      return (
        <>
          <ArrowView arrow={arrow} kind="frame" tone={tone} reply={text.reply} y={type.line} />
          <Words text={text} words={frameWords(text, plan, type, beyond, end)} type={type} />
          {current ? <Landing x={to} y={type.line} tone={tone} /> : null}
        </>
      );
    }
    case 'function': {
      const arrow = functionArrow(from, to, type.line);
      const words = functionWords(text, Math.min(from, to) + 12, plan, type);
      return (
        <>
          <ArrowView arrow={arrow} kind="function" tone={tone} reply={text.reply} y={type.line} />
          <Words text={text} words={words} type={type} />
          {current ? <Landing x={to} y={type.line} tone={tone} /> : null}
        </>
      );
    }
    case 'irq':
      return <Interrupt text={text} plan={plan} type={type} current={current} />;
    case 'log':
      return <LogLine text={text} plan={plan} type={type} />;
    case 'step':
    case 'violation': {
      const lowered = { ...type, baseline: type.rowHeight / 2 + 4 };
      return (
        <>
          {text.shape === 'violation' ? (
            <path className={css.violationMark} d={`M${to} ${type.rowHeight / 2 - 6}l6 10.5h-12z`} />
          ) : (
            <rect className={css.step} x={to - 3.5} y={type.rowHeight / 2 - 3.5} width={7} height={7} />
          )}
          <Words text={text} words={stepWords(text, to, plan, lowered)} type={lowered} />
        </>
      );
    }
    case 'choice':
      return (
        <text className={css.choice} x={plan.left + 10} y={type.rowHeight / 2 + 4}>
          {text.spec}
        </text>
      );
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

/** The head of the current row: a dot and a ring. */
function Landing({ x, y, tone }: { readonly x: number; readonly y: number; readonly tone: Tone }): ReactNode {
  return (
    <g className={`${css.landing} ${css[tone]}`}>
      <circle className={css.halo} cx={x} cy={y} r={8.5} />
      <circle className={css.dot} cx={x} cy={y} r={4.5} />
    </g>
  );
}

function Words({
  text,
  words,
  type,
}: {
  readonly text: RowText;
  readonly words: RowWords;
  readonly type: RowType;
}): ReactNode {
  const { badge, caption, spec } = words;
  return (
    <>
      {badge === null || text.badge === null ? null : <SvgBadge badge={badge} tone={text.badge.tone} type={type} />}
      {caption === null ? null : (
        <text
          className={text.shape === 'frame' || text.shape === 'irq' ? css.caption : css.aside}
          x={caption.x}
          y={type.baseline}
        >
          {caption.text}
        </text>
      )}
      {spec === null ? null : (
        <text className={words.specEnds ? `${css.spec} ${css.ends}` : css.spec} x={spec.x} y={type.baseline}>
          {spec.text}
        </text>
      )}
    </>
  );
}

/** Dotted, with a diamond at EL3, which hands it on; one that is lost stops there with a cross. */
function Interrupt({ text, plan, type, current }: BodyProps): ReactNode {
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
      <Words text={text} words={frameWords(text, plan, type, null)} type={type} />
      {current && !lost ? <Landing x={to} y={y} tone="plain" /> : null}
    </>
  );
}

/** A line of the log in its box, as it was printed. */
function LogLine({ text, plan, type }: Omit<BodyProps, 'current'>): ReactNode {
  const lane = laneX(plan, text.to);
  const labelWidth = 26;
  const right = plan.right - lane > (plan.right - plan.left) * 0.3;
  const room = right ? plan.right - 10 - (lane + 10) : lane - 10 - plan.left - 10;
  const words = functionWords(
    { caption: '', spec: text.spec, shorter: [], badge: null },
    0,
    { ...plan, right: room - labelWidth - 4 },
    type,
  );
  const shown = words.spec?.text ?? '';
  const width = labelWidth + monoWidth(shown, type.mono) + 14;
  const x = right ? lane + 10 : lane - 10 - width;
  return (
    <g className={`${css.log} ${text.badge === null ? '' : css.error}`}>
      <rect className={css.step} x={lane - 3.5} y={type.rowHeight / 2 - 3.5} width={7} height={7} />
      <rect className={css.box} x={x} y={4.5} width={width} height={type.rowHeight - 9} rx={3} />
      <text className={css.logText} x={x + 7} y={type.rowHeight / 2 + 4}>
        log
      </text>
      <text className={css.logText} x={x + 6 + labelWidth} y={type.rowHeight / 2 + 4}>
        {shown}
      </text>
    </g>
  );
}
