import type { Arg, Args } from './event.ts';
import type { RowSaid } from './row-form.ts';

/** Is this the same said, but for the sentence, its place and its fault? */
export function isSameSaid(f: RowSaid, d: RowSaid): boolean {
  switch (d.kind) {
    case 'call':
    case 'return':
      return (
        f.kind === d.kind &&
        f.from === d.from &&
        f.to === d.to &&
        f.name === d.name &&
        f.service === d.service &&
        isSameList(f.w, d.w) &&
        isSameList(f.via, d.via)
      );
    case 'enter':
      return (
        f.kind === d.kind &&
        f.from === d.from &&
        f.who === d.who &&
        f.to === d.to &&
        f.fn === d.fn &&
        f.depth === d.depth &&
        isSameArgs(f.args, d.args)
      );
    case 'step':
      return (
        f.kind === d.kind &&
        f.rc === d.rc &&
        f.who === d.who &&
        f.to === d.to &&
        f.fn === d.fn &&
        f.depth === d.depth &&
        isSameArgs(f.args, d.args)
      );
    case 'irq':
      return (
        f.kind === d.kind &&
        f.phase === d.phase &&
        f.from === d.from &&
        f.to === d.to &&
        f.irq === d.irq &&
        f.intid === d.intid
      );
    case 'change':
      return f.kind === d.kind && f.who === d.who;
    case 'log':
      return f.kind === d.kind && f.text === d.text && f.who === d.who && f.level === d.level;
    case 'choice':
      return f.kind === d.kind && f.chosen === d.chosen && isSameList(f.options, d.options);
    case 'violation':
      return f.kind === d.kind && f.text === d.text && f.who === d.who && f.rule === d.rule;
  }
}

export function isSameList<T>(a: readonly T[], b: readonly T[]): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** Of one source line, so their order is the same. No list of their names is made: this is asked for every row. */
function isSameArgs(a: Args, b: Args): boolean {
  if (a === b) return true;
  let names = 0;
  for (const name in a) {
    if (!isSameArg(a[name] as Arg, b[name])) return false;
    names++;
  }
  for (const _ in b) names--;
  return names === 0;
}

function isSameArg(a: Arg, b: Arg | undefined): boolean {
  if (a === b) return true;
  if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (!isSameArg(a[i] as Arg, b[i] as Arg)) return false;
  return true;
}
