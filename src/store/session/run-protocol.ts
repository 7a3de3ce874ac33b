import type { Frame } from '../../abi/frame.ts';
import type { Result } from '../../base/result.ts';
import type { OpenedLink } from '../../scenario/link.ts';
import type { Run, Scenario } from '../../scenario/types.ts';
import type { Fault } from '../../sim/fault.ts';
import type { Reaction } from '../../study/inject/reaction.ts';
import type { Change } from '../../trace/event.ts';
import type { RunPortion } from './arriving-run.ts';

/** What the worker that runs scenarios is asked; each question has a number, and the answers carry it. */
export type ToRunner =
  | { readonly kind: 'run'; readonly id: number; readonly scenario: Scenario }
  | { readonly kind: 'link'; readonly id: number; readonly text: string }
  | { readonly kind: 'difference'; readonly id: number; readonly a: Scenario; readonly b: Scenario }
  | { readonly kind: 'reactions'; readonly id: number; readonly asked: ReactionQuestion };

/** What would Linux make of each of these, at a row of this scenario, or at a recorded call (a sample run stands for it)? */
export interface ReactionQuestion {
  readonly at:
    | { readonly scenario: Scenario; readonly row: number }
    | { readonly name: string; readonly service: string | null; readonly w: Frame };
  /** What is injected. At a recorded call only what it does counts: where it strikes is found in the sample. */
  readonly faults: readonly Fault[];
}

/** A run without its rows, which go before it in portions, and without what can be read from them. */
export interface RunRest extends Omit<Run, 'trace' | 'history' | 'outcome'> {
  readonly outcome: Omit<Run['outcome'], 'steps' | 'frames'>;
}

/** What it answers. The rows of a run come in order, then its end, which holds the last of them. */
export type FromRunner =
  | { readonly kind: 'rows'; readonly id: number; readonly start: readonly Change[]; readonly portion: RunPortion }
  | { readonly kind: 'end'; readonly id: number; readonly portion: RunPortion | null; readonly rest: RunRest }
  | { readonly kind: 'link'; readonly id: number; readonly link: Result<OpenedLink> }
  | { readonly kind: 'difference'; readonly id: number; readonly row: number | null }
  | { readonly kind: 'reactions'; readonly id: number; readonly reactions: readonly (Reaction | null)[] }
  | { readonly kind: 'failed'; readonly id: number; readonly what: string };
