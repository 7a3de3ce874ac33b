import { errnoText } from '../abi/errno.ts';
import { sideOf } from '../trace/actors.ts';
import type { Actor, CallEvent, Change, EnterEvent, Rc, ReturnEvent, StepEvent, TraceEvent } from '../trace/event.ts';
import { isFaultRow } from '../trace/fault-row.ts';
import type { Trace } from '../trace/trace.ts';
import { actorName } from './event-text.ts';
import { callText } from './format.ts';
import { rowSentence } from './row-sentence.ts';
import { shortValue } from './short-value.ts';

export type Tone = 'ok' | 'error' | 'violation' | 'plain';

/** Glyph, word and number. `short` is what stays when there is little room: `−EACCES` of `−EACCES (−13)`. */
export interface BadgeText {
  readonly tone: Tone;
  readonly text: string;
  readonly short: string;
}

/** How a row is drawn, and with which words. */
type Shape =
  /** A frame between lanes. */
  | 'frame'
  /** A function of one lane that another calls, or its result. */
  | 'function'
  /** Something that happens on one lane. */
  | 'step'
  | 'log'
  | 'irq'
  | 'violation'
  | 'choice';

export interface RowText {
  readonly shape: Shape;
  readonly from: Actor;
  readonly to: Actor;
  /** Goes back to who asked: dashed. */
  readonly reply: boolean;
  /** The sentence. */
  readonly caption: string;
  /** The specification's word, the function, or the line of the log. */
  readonly spec: string;
  /** The spec where there is less room: `NOTIFICATION_BIND {3}`, `BIND {3}`; a function without its arguments. */
  readonly shorter: readonly string[];
  readonly badge: BadgeText | null;
  /** The whole row in words, for those who do not see the drawing. */
  readonly name: string;
}

/** Between the two ends of a row as they are read, from the sender to the receiver: a reply is dashed, and points on, too. */
export const wayGlyph = ({ reply }: Pick<RowText, 'reply'>): string => (reply ? '⇢' : '→');

/** What a row says. A call whose direct message carries a service is named by the service. */
export function rowText(trace: Trace, e: TraceEvent): RowText {
  const drawn = draw(trace, e);
  const told = spoken(e, drawn);
  const stop = /[.?]$/.test(told) ? '' : '.';
  const fault = !isFaultRow(trace, e) ? '' : `${stop} A fault was injected here.`;
  return {
    ...drawn,
    shorter: drawn.reply && drawn.shape === 'frame' ? [] : shorterSpecs(drawn.spec),
    name: `Row ${e.row}, ${told}${fault}`,
  };
}

type Drawn = Omit<RowText, 'name' | 'shorter'>;

/** A call without what all calls begin with; a function without its arguments; the first of several cells. */
function shorterSpecs(spec: string): readonly string[] {
  if (spec.startsWith('FFA_')) return [spec.slice(4), spec.replace(/^FFA_(NOTIFICATION|MEM|MSG_SEND)_/, '')];
  const open = spec.indexOf('(');
  if (open > 0)
    return [
      `${spec.slice(0, open)}()${/ → [^()]*$/.exec(spec)?.[0] ?? ''}`,
      `${spec.slice(0, open)}()`,
      spec.slice(0, open),
    ];
  if (spec.endsWith(' ends')) return ['ends'];
  const cells = spec.split(', ');
  return cells.length > 1 && spec.includes(' = ') ? [`${cells[0]}, and ${cells.length - 1} more`] : [];
}

function draw(trace: Trace, e: TraceEvent): Drawn {
  const base = { reply: false, caption: rowSentence(e), badge: null };
  switch (e.kind) {
    case 'call':
      return { ...base, shape: 'frame', from: e.from, to: e.to, spec: callSpec(trace, e) };
    case 'return':
      return drawReply(trace, e);
    case 'enter':
      return { ...base, ...lanesOf(e), caption: saidByNext(trace, e) ? '' : e.why, spec: callText(e.fn, e.args) };
    case 'step':
      return drawStep(trace, e);
    case 'irq': {
      const spec = e.intid === null ? e.irq : `${e.irq}, ${interruptId(e.intid)}`;
      return { ...base, shape: 'irq', from: e.from, to: e.to, spec: e.phase === 'lost' ? `${spec}, lost` : spec };
    }
    case 'change':
      return { ...base, shape: 'step', from: e.who, to: e.who, spec: e.changes.map(changeText).join(', ') };
    case 'log':
      return {
        ...base,
        shape: 'log',
        from: e.who,
        to: e.who,
        spec: e.text,
        badge: e.level === 'error' ? { tone: 'error', text: 'log', short: 'log' } : null,
      };
    case 'violation':
      return {
        ...base,
        shape: 'violation',
        from: e.who,
        to: e.who,
        caption: e.text,
        spec: '',
        badge: { tone: 'violation', text: e.rule, short: e.rule },
      };
    case 'choice':
      return {
        ...base,
        shape: 'choice',
        from: 'user',
        to: 'user',
        spec: `${e.options[e.chosen] ?? '?'} runs, of ${e.options.join(', ')}`,
      };
  }
}

function drawReply(trace: Trace, e: ReturnEvent): Drawn {
  const said = trace.said(e.row);
  const text = said.summary === '' ? e.name.replace(/^FFA_/, '') : said.summary;
  // The sentence of an error begins with what the badge says already.
  const begins = `No: ${said.summary}. `;
  return {
    shape: 'frame',
    from: e.from,
    to: e.to,
    reply: true,
    caption: e.why.startsWith(begins) ? e.why.slice(begins.length) : e.why,
    spec: e.name,
    badge: {
      tone: said.failed ? 'error' : said.refused ? 'plain' : 'ok',
      text,
      short: text === 'SUCCESS' ? 'ok' : (text.split(/[ ,(]/)[0] ?? text),
    },
  };
}

function drawStep(trace: Trace, e: StepEvent): Drawn {
  const badge = resultBadge(e.rc, e.fault !== null);
  const enter = e.enter === null ? null : trace.row(e.enter);
  if (enter?.kind !== 'enter') {
    const shape = e.who === e.to ? ('step' as const) : ('function' as const);
    const spec = callText(e.fn, e.args);
    return { shape, from: e.who, to: e.to, reply: false, caption: e.why, ...answered(spec, badge) };
  }
  const { shape, from, to } = lanesOf(enter);
  if (shape === 'function') return { shape, from: to, to: from, reply: true, caption: '', spec: '', badge };
  return { shape, from: to, to: from, reply: true, caption: '', ...answered(`${e.fn} ends`, badge) };
}

/** On a lane only a failure has a badge; anything else is said in the text, so that the eye finds what failed. */
function answered(spec: string, badge: BadgeText | null): { readonly spec: string; readonly badge: BadgeText | null } {
  return badge === null || badge.tone === 'error' ? { spec, badge } : { spec: `${spec} → ${badge.text}`, badge: null };
}

/** Does the next row, a frame that this function sends, carry the same sentence? */
function saidByNext(trace: Trace, e: EnterEvent): boolean {
  const next = e.row + 1 < trace.length ? trace.row(e.row + 1) : null;
  return next?.kind === 'call' && next.why === e.why;
}

/** Only frames cross from world to world: a function that a frame started stands on its own lane. */
export function lanesOf(e: EnterEvent): {
  readonly shape: 'function' | 'step';
  readonly from: Actor;
  readonly to: Actor;
} {
  if (sideOf(e.from) !== sideOf(e.to)) return { shape: 'step', from: e.to, to: e.to };
  return { shape: e.from === e.to ? 'step' : 'function', from: e.from, to: e.to };
}

/** What a function answered. An allocation that a fault made fail answers NULL; null alone is a function without a result. */
export function resultBadge(rc: Rc, faulted: boolean): BadgeText | null {
  if (rc === null) return faulted ? { tone: 'error', text: 'NULL', short: 'NULL' } : null;
  if (rc === 'ok') return { tone: 'ok', text: 'ok', short: 'ok' };
  const text = errnoText(rc);
  return { tone: rc < 0 ? 'error' : 'ok', text, short: text.split(' ')[0] ?? text };
}

function callSpec(trace: Trace, e: CallEvent): string {
  const { summary } = trace.said(e.row);
  return [e.service ?? e.name, summary].filter((s) => s !== '').join(' ');
}

/** GICv3: 0..15 are SGIs, 16..31 PPIs, from 32 on SPIs. */
const interruptId = (intid: number): string =>
  intid < 16 ? `SGI ${intid}` : intid < 32 ? `PPI ${intid}` : `INTID ${intid}`;

/** `bottom_half_value = 3`: the last part of the cell's name. */
export function changeText(c: Change): string {
  const name = c.key.slice(c.key.lastIndexOf('.') + 1);
  return c.after === undefined ? `${name} gone` : `${name} = ${shortValue(c.key, c.after)}`;
}

function answerText(e: StepEvent): string {
  const badge = resultBadge(e.rc, e.fault !== null);
  return badge === null ? '' : ` answers ${badge.text}`;
}

const KIND: Readonly<Record<TraceEvent['kind'], string>> = {
  call: 'call',
  return: 'reply',
  enter: 'function',
  step: 'function',
  irq: 'interrupt',
  change: 'state',
  log: 'log',
  choice: 'choice',
  violation: 'broken rule',
};

function spoken(e: TraceEvent, d: Drawn): string {
  const kind = e.kind === 'step' && d.reply ? 'end of a function' : KIND[e.kind];
  const path = d.from === d.to ? actorName(d.to) : `${actorName(d.from)} to ${actorName(d.to)}`;
  const what =
    e.kind === 'return'
      ? `${e.name}${d.badge === null || e.name.endsWith(d.badge.text) ? '' : ` ${d.badge.text}`}`
      : e.kind === 'step'
        ? `${callText(e.fn, e.args)}${answerText(e)}`
        : e.kind === 'violation'
          ? e.rule
          : d.spec;
  const head = e.kind === 'choice' ? kind : `${kind}, ${path}`;
  const why = e.kind === 'violation' ? e.text : e.why;
  return `${head}: ${[what, why].filter((s) => s !== '').join(', ')}`;
}
