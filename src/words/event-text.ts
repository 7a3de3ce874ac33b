import { ACTORS } from '../trace/actors.ts';
import { CONTEXTS } from '../trace/contexts.ts';
import type { Actor, TraceEvent } from '../trace/event.ts';

/** Who is on a lane, as a sentence names it. */
export const actorName = (a: Actor): string => ACTORS[a].name;

/** The same with its article, inside a sentence: `the SPMC`, `OP-TEE`. */
export const theActor = (a: Actor): string => (ACTORS[a].article ? `the ${actorName(a)}` : actorName(a));

/** Whose doing a row is: the one whose state it changes. */
export function writer(e: TraceEvent): Actor | null {
  switch (e.kind) {
    // What a context changes before a call belongs to the row of the call, what the callee changes to the reply.
    case 'call':
    case 'return':
    case 'irq':
      return e.from;
    case 'enter':
    case 'step':
      return e.to;
    case 'change':
    case 'log':
    case 'violation':
      return e.who;
    case 'choice':
      return null;
  }
}

/** The heading of the inspector: `Row 63, reply to row 62`. */
export function headText(e: TraceEvent): string {
  switch (e.kind) {
    case 'call':
      return `Row ${e.row}, call`;
    case 'return':
      return `Row ${e.row}, reply to row ${e.of}`;
    case 'enter':
      return `Row ${e.row}, a function begins`;
    case 'step':
      return e.enter === null ? `Row ${e.row}, a function` : `Row ${e.row}, the end of row ${e.enter}`;
    case 'irq':
      return `Row ${e.row}, interrupt`;
    case 'change':
      return `Row ${e.row}, state`;
    case 'log':
      return `Row ${e.row}, log`;
    case 'choice':
      return `Row ${e.row}, choice`;
    case 'violation':
      return `Row ${e.row}, a broken rule`;
  }
}

/** From where to where: `SPMC to FF-A core`; one name where nothing crosses lanes. */
function pathText(e: TraceEvent): string {
  if (e.kind === 'call' || e.kind === 'return' || e.kind === 'irq') return `${actorName(e.from)} to ${actorName(e.to)}`;
  if (e.kind === 'enter' && e.from !== e.to) return `${actorName(e.from)} to ${actorName(e.to)}`;
  const who = writer(e);
  return who === null ? 'the scheduler' : actorName(who);
}

/** Nanoseconds as `42.6 µs`: three figures, four from 1000 on; `0 ns` for the start. */
export function timeText(ns: number): string {
  const units = ['ns', 'µs', 'ms', 's'] as const;
  let value = ns;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${Number(value.toPrecision(value >= 1000 ? 4 : 3))} ${units[unit]}`;
}

/** Where: `SPMC to FF-A core, CPU 1, insmod`; the kind of context where it is no process. */
export function whereText(e: TraceEvent): string {
  const name = CONTEXTS[e.ctxKind].name;
  const kind = e.ctxKind === 'process' || e.ctx === name ? '' : ` (${name})`;
  return `${pathText(e)}, CPU ${e.cpu}, ${e.ctx}${kind}`;
}
