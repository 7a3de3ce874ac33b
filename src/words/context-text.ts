import { CONTEXTS } from '../trace/contexts.ts';
import type { TraceEvent } from '../trace/event.ts';

/** `W1`: the kind of context and its CPU. */
export const contextMark = (e: Pick<TraceEvent, 'cpu' | 'ctxKind'>): string => `${CONTEXTS[e.ctxKind].letter}${e.cpu}`;

/** `CPU 1, kworker/1:1, worker`: the same for those who hear it. */
export const contextText = (e: Pick<TraceEvent, 'cpu' | 'ctx' | 'ctxKind'>): string =>
  `CPU ${e.cpu}, ${e.ctx}, ${CONTEXTS[e.ctxKind].name}`;
