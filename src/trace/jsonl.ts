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
  // Written out, not spread from what they have in common: that took eight times as long (Node 20).
  const { row, at, cpu, ctx } = e;
  switch (e.kind) {
    case 'call': {
      const { kind, from, to, name, why } = e;
      return { row, at, kind, cpu, ctx, from, to, w: e.w.map(hex), name, why };
    }
    case 'return': {
      const { kind, from, to, name, why } = e;
      return { row, at, kind, cpu, ctx, from, to, w: e.w.map(hex), name, why, of: e.of };
    }
    case 'enter': {
      const { kind, from, who, to, fn, depth } = e;
      return { row, at, kind, cpu, ctx, from, who, to, fn, args: plainArgs(e.args), depth };
    }
    case 'step': {
      const { kind, who, fn, depth } = e;
      return { row, at, kind, cpu, ctx, who, fn, args: plainArgs(e.args), rc: plainRc(e.rc), depth };
    }
    case 'irq': {
      const { kind, from, to, irq, intid, phase, why } = e;
      return { row, at, kind, cpu, ctx, from, to, irq, intid, phase, why };
    }
    case 'change': {
      const { kind, who, why } = e;
      return { row, at, kind, cpu, ctx, who, changes: e.changes.map(plainChange), why };
    }
    case 'log': {
      const { kind, who, level, text } = e;
      return { row, at, kind, cpu, ctx, who, level, text };
    }
    case 'choice': {
      const { kind, options, chosen } = e;
      return { row, at, kind, cpu, ctx, options, chosen };
    }
    case 'violation': {
      const { kind, who, rule, text, why } = e;
      return { row, at, kind, cpu, ctx, who, rule, text, why };
    }
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
  // Most are plain already.
  for (const name in args)
    if (!isPlain(args[name]))
      return Object.fromEntries(Object.entries(args).map(([key, value]) => [key, plainArg(value)]));
  return args as { readonly [name: string]: Plain };
}

const isPlain = (value: Arg | undefined): boolean =>
  typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean';

function plainArg(value: Arg): Plain {
  return Array.isArray(value) ? value.map(plainArg) : plain(value as Value);
}

/** A value of the world as JSON; a cell that is not there is null. */
function plain(value: Value | undefined): Plain {
  return typeof value === 'bigint' ? hex(value) : (value ?? null);
}

/** JSON has no negative zero, and no C int is one. */
const plainRc = (rc: Rc): Plain => (rc === 0 ? 0 : rc);
