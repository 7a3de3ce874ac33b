import type { Run, Scenario } from '../../scenario/types.ts';
import type { TraceEvent } from '../../trace/event.ts';

/** What the worker that runs scenarios is asked; each question has a number, and the answers carry it. */
export type ToRunner =
  | { readonly kind: 'run'; readonly id: number; readonly scenario: Scenario }
  | { readonly kind: 'difference'; readonly id: number; readonly a: Scenario; readonly b: Scenario };

/** A run without its rows, which go before it in portions. */
export type RunRest = Omit<Run, 'trace' | 'history'>;

/** What it answers. The rows of a run come in order, then its end. */
export type FromRunner =
  | { readonly kind: 'rows'; readonly id: number; readonly rows: readonly TraceEvent[] }
  | { readonly kind: 'end'; readonly id: number; readonly rest: RunRest }
  | { readonly kind: 'difference'; readonly id: number; readonly row: number | null }
  | { readonly kind: 'failed'; readonly id: number; readonly what: string };
