import type { TraceEvent } from '../trace/event.ts';

/** The breakpoint that stops at what this row is: its call, its function, its rule; else at its sentence. */
export function breakOf(e: TraceEvent): string {
  switch (e.kind) {
    case 'call':
      return `call:${e.service ?? e.name}`;
    case 'return':
      return `kind:return ${e.name}`;
    case 'enter':
    case 'step':
      return `fn:${e.fn}`;
    case 'violation':
      return `rule:${e.rule}`;
    case 'irq':
      return `kind:irq ${e.irq.includes(' ') ? `"${e.irq}"` : e.irq}`;
    default:
      return `kind:${e.kind} ${sentence(e.why)}`;
  }
}

/** The breakpoint of a line of the source: what it says stands in one place of its file. */
export const breakOfLine = (src: string, why: string): string => `src:${src} why:${sentence(why)}`;

const sentence = (text: string): string => `"${text.replaceAll('"', '')}"`;
