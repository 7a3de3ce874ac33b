import type { Arg, TraceEvent, Value } from '../trace/event.ts';

/**
 * What happens in a row, as text: equal for two rows in which the same happens. Left out is what another run may call
 * otherwise though it does the same: the time, numbers of rows (row, of, enter, cause), the action, the caption with
 * its source file, the enclosing functions, and the mark of a fault, which is the person's and not the machine's.
 */
export function rowKey(e: TraceEvent): string {
  const changes = e.changes.map((c) => `${c.key}:${value(c.before)}>${value(c.after)}`);
  return [e.kind, e.cpu, e.ctx, e.ctxKind, ...own(e), ...changes].join('\u0001');
}

function own(e: TraceEvent): readonly (string | number | null)[] {
  switch (e.kind) {
    case 'call':
    case 'return':
      return [e.from, e.to, e.via.join(), e.name, e.service, e.w.map((word) => word.toString(16)).join()];
    case 'enter':
      return [e.from, e.who, e.to, e.fn, args(e.args), e.depth];
    case 'step':
      return [e.who, e.to, e.fn, args(e.args), e.rc, e.depth];
    case 'irq':
      return [e.from, e.to, e.irq, e.intid, e.phase];
    case 'change':
      return [e.who];
    case 'log':
      return [e.who, e.level, e.text];
    case 'choice':
      return [e.options.join(), e.chosen];
    case 'violation':
      return [e.who, e.rule, e.text];
  }
}

const args = (a: { readonly [name: string]: Arg }): string =>
  Object.entries(a)
    .map(([name, v]) => `${name}=${Array.isArray(v) ? JSON.stringify(v, words) : value(v as Value)}`)
    .join();

const words = (_: string, v: unknown): unknown => (typeof v === 'bigint' ? `${v}n` : v);

/** A bigint 1 and a number 1 are different values of a cell. */
const value = (v: Value | undefined): string => (typeof v === 'bigint' ? `0x${v.toString(16)}` : String(v));
