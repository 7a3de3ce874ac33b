import type { ContextKind, TraceEvent } from '../../trace/event.ts';
import { CONTEXT_NAME } from '../inspect/event-text.ts';

/** The letter of each kind of context, as the narrow column shows it. */
const LETTER: Readonly<Record<ContextKind, string>> = {
  process: 'P',
  worker: 'W',
  hardirq: 'H',
  ipi: 'I',
  'secure-atomic': 'A',
  'secure-thread': 'T',
};

/** `W1`: the kind of context and its CPU. */
export const contextMark = (e: Pick<TraceEvent, 'cpu' | 'ctxKind'>): string => `${LETTER[e.ctxKind]}${e.cpu}`;

/** `CPU 1, kworker/1:1, worker`: the same for those who hear it. */
export const contextText = (e: Pick<TraceEvent, 'cpu' | 'ctx' | 'ctxKind'>): string =>
  `CPU ${e.cpu}, ${e.ctx}, ${CONTEXT_NAME[e.ctxKind]}`;
