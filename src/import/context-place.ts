import type { ContextKind } from '../trace/event.ts';
import { CONTEXT_KINDS } from './columns.ts';
import type { Strings } from './intern.ts';

/** A CPU and a context on it, by their numbers in the tables of a builder. */
export interface Place {
  readonly cpu: number;
  readonly ctx: number;
  readonly ctxKind: number;
  readonly key: number;
}

/** The place of a context. `ctx` is `comm-pid`; an idle task has the same name on every CPU. */
export function placeOf(strings: Strings, cpu: number, ctx: string, kind: ContextKind): Place {
  const id = strings.id(ctx);
  const task = ctx.endsWith('>-0') ? strings.id(`${ctx}@${cpu}`) : id;
  const ctxKind = Math.max(0, CONTEXT_KINDS.indexOf(kind));
  return { cpu, ctx: id, ctxKind, key: task * 2 + (kind === 'hardirq' ? 1 : 0) };
}
