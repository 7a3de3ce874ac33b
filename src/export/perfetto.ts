import { isSecure } from '../trace/actors.ts';
import { CONTEXTS } from '../trace/contexts.ts';
import type { TraceEvent } from '../trace/event.ts';
import { endsOf } from '../trace/index.ts';
import { type Plain, plainArgs } from '../trace/jsonl.ts';
import { replyOf } from '../trace/replies.ts';
import { actorName } from '../words/event-text.ts';
import { registerText } from '../words/register-text.ts';
import { rowLabel } from '../words/row-label.ts';
import { footText, headTexts } from './head.ts';
import { type Taken, taken } from './selection.ts';
import type { Choice, Subject } from './subject.ts';

/**
 * The rows as the JSON of the Chrome trace event format, which ui.perfetto.dev opens: a process a world, a track a
 * context, a slice a call or function, an instant for what has no length, and a flow from each call to who answers it.
 * Times are microseconds.
 */
export function* perfettoLines(s: Subject, c: Choice): Iterable<string> {
  const rows = [...taken(s, c)];
  const tracks = new Tracks();
  const events = rows.flatMap((row) => eventsOf(s, row, tracks));
  const foot = footText(s);
  const about = {
    about: headTexts(s, c, rows.length).join(' '),
    ...(foot === null ? {} : { made: foot }),
    ...(s.link === null ? {} : { link: s.link }),
  };
  yield `{"displayTimeUnit":"ns","otherData":${JSON.stringify(about)},"traceEvents":[`;
  const all = [...tracks.names(), ...events];
  for (const [i, e] of all.entries()) yield `${JSON.stringify(e)}${i < all.length - 1 ? ',' : ''}`;
  yield ']}';
}

type Event = { readonly [name: string]: Plain };

interface Place {
  readonly pid: number;
  readonly tid: number;
}

/** Nanoseconds as microseconds. */
const us = (ns: number): number => ns / 1000;

function eventsOf(s: Subject, row: Taken, tracks: Tracks): readonly Event[] {
  const { event: e, text } = row;
  switch (e.kind) {
    case 'call':
      return callEvents(s, row, tracks);
    case 'return':
      return replyOf(s.trace, e.of)?.row === e.row && s.trace.row(e.of).kind === 'call' ? [] : [instant(row, tracks)];
    case 'enter': {
      const end = endsOf(s.trace).get(e.row);
      if (end === undefined) return [instant(row, tracks)];
      const last = s.trace.row(end);
      const rc = last.kind === 'step' ? last.rc : null;
      return [
        {
          ...slice(tracks, e, isSecure(e.to), e.at, last.at),
          name: e.fn,
          cat: 'function',
          args: { ...about(e, text), args: plainArgs(e.args), rc },
        },
      ];
    }
    case 'step':
      return e.enter !== null && endsOf(s.trace).get(e.enter) === e.row ? [] : [instant(row, tracks)];
    default:
      return [instant(row, tracks)];
  }
}

/** The call on the track of who asks, the answer on a track of who runs meanwhile, and flows there and back. */
function callEvents(s: Subject, row: Taken, tracks: Tracks): readonly Event[] {
  const e = row.event;
  if (e.kind !== 'call') return [];
  const reply = replyOf(s.trace, e.row);
  if (reply === null) return [instant(row, tracks)];
  const name = rowLabel(row.text);
  const args = { ...about(e, row.text), call: registerText(e), reply: registerText(reply), replyRow: reply.row };
  const asks = slice(tracks, e, isSecure(e.from), e.at, reply.at);
  const own = { ...asks, name, cat: 'call', args };
  if (isSecure(e.from) === isSecure(e.to)) return [own];
  const runs = slice(tracks, e, isSecure(e.to), e.at, reply.at);
  const there = { name: 'call', cat: 'flow', id: 2 * e.row };
  const back = { name: 'reply', cat: 'flow', id: 2 * e.row + 1 };
  const at = (p: Place): Place => ({ pid: p.pid, tid: p.tid });
  return [
    own,
    { ...runs, name: `${actorName(e.to)}: ${e.service ?? e.name}`, cat: 'answer', args },
    { ph: 's', ...at(asks), ts: us(e.at), ...there },
    { ph: 'f', bp: 'e', ...at(runs), ts: us(e.at), ...there },
    { ph: 's', ...at(runs), ts: us(reply.at), ...back },
    { ph: 'f', bp: 'e', ...at(asks), ts: us(reply.at), ...back },
  ];
}

const about = (e: TraceEvent, text: Taken['text']): Event => ({ row: e.row, why: text.caption });

function slice(tracks: Tracks, e: TraceEvent, secure: boolean, from: number, to: number): Place & Event {
  const end = Math.max(from, to);
  return { ph: 'X', ...tracks.place(e, secure, from, end), ts: us(from), dur: us(end) - us(from) };
}

function instant({ event, text }: Taken, tracks: Tracks): Event {
  const secure = isSecure(event.kind === 'return' || event.kind === 'call' ? event.from : text.to);
  const label = rowLabel(text);
  const registers = registerText(event);
  return {
    ph: 'i',
    s: 't',
    ...tracks.place(event, secure, event.at, event.at),
    ts: us(event.at),
    name: label === '' ? event.kind : label,
    cat: event.kind,
    args: { ...about(event, text), ...(registers === '' ? {} : { registers }) },
  };
}

/** Slices of a track must lie in each other or apart: one that does neither goes to a second track of its context. */
class Tracks {
  readonly #tracks = new Map<string, { readonly place: Place; readonly name: string; open: number[] }[]>();
  #count = 0;

  /** Where this slice stands; they come in the order of their beginnings. */
  place(e: TraceEvent, secure: boolean, from: number, to: number): Place {
    const pid = secure ? 2 : 1;
    const key = `${pid} ${e.cpu} ${e.ctxKind} ${e.ctx}`;
    const same = this.#tracks.get(key) ?? [];
    this.#tracks.set(key, same);
    for (const track of same) {
      track.open = track.open.filter((end) => end > from);
      if (track.open.every((end) => to <= end)) {
        track.open.push(to);
        return track.place;
      }
    }
    const place = { pid, tid: ++this.#count };
    const kind = CONTEXTS[e.ctxKind].name;
    const again = same.length === 0 ? '' : ` (${same.length + 1})`;
    const name = `${e.ctx}${e.ctx === kind ? '' : `, ${kind}`}, CPU ${e.cpu}${again}`;
    same.push({ place, name, open: [to] });
    return place;
  }

  *names(): Iterable<Event> {
    for (const [pid, name] of [
      [1, 'Normal world'],
      [2, 'Secure world'],
    ] as const) {
      yield { ph: 'M', pid, name: 'process_name', args: { name } };
      yield { ph: 'M', pid, name: 'process_sort_index', args: { sort_index: pid } };
    }
    for (const same of this.#tracks.values())
      for (const { place, name } of same) yield { ph: 'M', ...place, name: 'thread_name', args: { name } };
  }
}
