import { ACTOR_ORDER, sideOf } from '../trace/actors.ts';
import type { Actor, TraceEvent } from '../trace/event.ts';
import { endsOf } from '../trace/index.ts';
import type { Trace } from '../trace/trace.ts';
import { type RowText, rowText } from '../words/row-text.ts';
import type { Choice, Subject } from './subject.ts';

/** A row that is taken, with its words. */
export interface Taken {
  readonly event: TraceEvent;
  readonly text: RowText;
}

/** The rows that the choice takes, in order. Errors and broken rules of the range are never left out. */
export function* taken({ trace }: Pick<Subject, 'trace'>, choice: Choice): Iterable<Taken> {
  for (const event of inRange(trace, choice)) {
    const text = rowText(trace, event);
    const bad = text.badge?.tone === 'error' || text.badge?.tone === 'violation';
    if (!bad && !atDetail(trace, event, text, choice.detail)) continue;
    if (!bad && choice.hidden.includes(text.from) && choice.hidden.includes(text.to)) continue;
    yield { event, text };
  }
}

/** Only the rows. Where nothing of the range is left out, no row is put into words for it. */
export function* takenRows(s: Pick<Subject, 'trace'>, c: Choice): Iterable<TraceEvent> {
  if (c.detail === 'everything' && c.hidden.length === 0) yield* inRange(s.trace, c);
  else for (const { event } of taken(s, c)) yield event;
}

function inRange(trace: Trace, choice: Choice): Iterable<TraceEvent> {
  const end = Math.min(choice.end, trace.length);
  return trace.rows(Math.min(Math.max(choice.from, 0), end), end);
}

function atDetail(trace: Trace, e: TraceEvent, text: RowText, detail: Choice['detail']): boolean {
  if (detail === 'everything') return true;
  switch (e.kind) {
    case 'call':
    case 'return':
    case 'irq':
    case 'violation':
      return true;
    case 'enter':
      return detail === 'calls' && text.shape === 'function' && leadsToFrame(trace, e.row);
    case 'step':
      return detail === 'calls' && e.enter !== null && text.shape === 'function' && leadsToFrame(trace, e.enter);
    case 'change':
    case 'log':
      return detail === 'calls';
    case 'choice':
      return false;
  }
}

/** Does a frame lie between the beginning of a function and its end? One that never ends leads to all that comes. */
function leadsToFrame(trace: Trace, enter: number): boolean {
  const { ctx } = trace.row(enter);
  const end = endsOf(trace).get(enter) ?? trace.length;
  for (let row = enter + 1; row < end; row++) {
    const e = trace.row(row);
    if (e.kind === 'call' && e.ctx === ctx) return true;
  }
  return false;
}

/** The lanes on which these rows stand, from left to right, without those that are hidden. */
export function lanesUsed(rows: readonly Taken[], hidden: readonly Actor[]): readonly Actor[] {
  const used = new Set(rows.flatMap(({ text }) => [text.from, text.to]));
  const shown = ACTOR_ORDER.filter((a) => used.has(a) && !hidden.includes(a));
  // An error stands on a lane, also where that was hidden.
  return shown.length > 0 ? shown : ACTOR_ORDER.filter((a) => used.has(a));
}

/** Where an actor stands among these lanes: on its own, or on the nearest one of its world, or the nearest of all. */
export function laneIndex(lanes: readonly Actor[], actor: Actor): number {
  const own = lanes.indexOf(actor);
  if (own >= 0) return own;
  const far = (lane: Actor): number =>
    Math.abs(ACTOR_ORDER.indexOf(lane) - ACTOR_ORDER.indexOf(actor)) + (sideOf(lane) === sideOf(actor) ? 0 : 100);
  return lanes.indexOf([...lanes].sort((a, b) => far(a) - far(b))[0] as Actor);
}
