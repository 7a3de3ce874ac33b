import { hex } from '../base/bits.ts';
import type { Arg, Args, Change, Rc, TraceEvent, Value } from './event.ts';

/** A value of a JSON line: what JSON.stringify prints without help. */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [name: string]: Plain };

/**
 * One event as the object of one JSON line: a contract with programs outside (README, "The command line"). `call` and
 * `return` have exactly the fields that are given there, and `step` too; the other kinds follow the same pattern.
 * Words are lower-case hexadecimal text without padding.
 */
export function jsonlObject(e: TraceEvent): { readonly [name: string]: Plain } {
  const head = { row: e.row, at: e.at, kind: e.kind, cpu: e.cpu, ctx: e.ctx };
  switch (e.kind) {
    case 'call':
      return { ...head, from: e.from, to: e.to, w: e.w.map(hex), name: e.name, why: e.why };
    case 'return':
      return { ...head, from: e.from, to: e.to, w: e.w.map(hex), name: e.name, why: e.why, of: e.of };
    case 'enter':
      return { ...head, from: e.from, who: e.who, to: e.to, fn: e.fn, args: plainArgs(e.args), depth: e.depth };
    case 'step':
      return { ...head, who: e.who, fn: e.fn, args: plainArgs(e.args), rc: plainRc(e.rc), depth: e.depth };
    case 'irq':
      return { ...head, from: e.from, to: e.to, irq: e.irq, intid: e.intid, phase: e.phase, why: e.why };
    case 'change':
      return {
        ...head,
        who: e.who,
        changes: e.changes.map(plainChange),
        why: e.why,
      };
    case 'log':
      return { ...head, who: e.who, level: e.level, text: e.text };
    case 'choice':
      return { ...head, options: e.options, chosen: e.chosen };
    case 'violation':
      return { ...head, who: e.who, rule: e.rule, text: e.text, why: e.why };
  }
}

/** The JSON line of an event, without its newline. */
export const jsonLine = (e: TraceEvent): string => JSON.stringify(jsonlObject(e));

/**
 * The same with its sentence, the kind of context and what the row changed in the world, so that it opens again with the
 * same states. `changes` are those of the row; of a first row, all that was in place before it, too.
 */
export const jsonStateLine = (e: TraceEvent, changes: readonly Change[] = e.changes): string =>
  JSON.stringify({ ...jsonlObject(e), why: e.why, ctxKind: e.ctxKind, changes: changes.map(plainChange) });

const plainChange = (c: Change): Plain => ({ key: c.key, before: plain(c.before), after: plain(c.after) });

/** Arguments as JSON: words that are bigint become hexadecimal text. */
export function plainArgs(args: Args): { readonly [name: string]: Plain } {
  return Object.fromEntries(Object.entries(args).map(([name, value]) => [name, plainArg(value)]));
}

function plainArg(value: Arg): Plain {
  return Array.isArray(value) ? value.map(plainArg) : plain(value as Value);
}

/** A value of the world as JSON; a cell that is not there is null. */
function plain(value: Value | undefined): Plain {
  return typeof value === 'bigint' ? hex(value) : (value ?? null);
}

/** JSON has no negative zero, and no C int is one. */
const plainRc = (rc: Rc): Plain => (rc === 0 ? 0 : rc);
