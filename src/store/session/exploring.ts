import { addFault } from '../../scenario/fork.ts';
import type { Scenario } from '../../scenario/types.ts';
import type { Fault } from '../../sim/fault.ts';
import { startJob, whatBroke } from '../job.ts';
import { ENGINE, type Engine } from './engine.ts';
import type { FromExplorer, ToExplorer } from './explore-protocol.ts';

export { COLUMNS } from '../../explore/answers.ts';
export type { Counterexample } from '../../explore/counterexample.ts';
export { type Defect, defectsOf } from '../../explore/defects.ts';
export { ENDINGS, type EndingId, worse } from '../../explore/ending.ts';
export type { FixedDefect } from '../../explore/fix-matrix.ts';
export { fixesDo, markOf } from '../../explore/fix-words.ts';
export type { SearchCounts } from '../../explore/search.ts';
export type { Site } from '../../explore/sites.ts';
export { ASPECTS, changesBetween } from '../../explore/states/aspects.ts';
export { changeWords } from '../../explore/states/change-words.ts';
export { StateBook } from '../../explore/states/state-book.ts';
export { type GraphNode, type StateGraph, stateGraph } from '../../explore/states/state-graph.ts';
export type { ChoiceCount } from '../../explore/states/state-recorder.ts';
export type { Tried } from '../../explore/sweep.ts';

/** Something that is being tried. */
export interface Exploring {
  /** Ends it at once; nothing more is heard. */
  stop(): void;
}

/** A worker that may be asked again. */
export interface Asking extends Exploring {
  /** One more question to the same worker, when it has answered the one before without ending. */
  ask(more: ToExplorer): void;
}

/** Asks a worker of its own; `hear` is told what it says, until it says `over` or `refused`, or is stopped. */
export function explore(
  asked: ToExplorer,
  hear: (told: FromExplorer) => void,
  start = (): Worker => startJob('explore'),
): Asking {
  let worker: Worker | null = null;
  const stop = (): void => {
    worker?.terminate();
    worker = null;
  };
  const refuse = (what: string): void => {
    stop();
    hear({ kind: 'refused', what });
  };
  try {
    worker = start();
    worker.onmessage = ({ data }: MessageEvent<FromExplorer>) => {
      if (worker === null) return;
      if (data.kind === 'over' || data.kind === 'refused') stop();
      hear(data);
    };
    worker.onmessageerror = () => refuse('What was found could not be handed to the page. Reload it and try again.');
    worker.onerror = (e) => {
      e.preventDefault();
      refuse(whatBroke(e) || 'Its worker could not be started. Try again, or reload the page.');
    };
    worker.postMessage(asked);
  } catch (error) {
    refuse(error instanceof Error ? error.message : String(error));
  }
  return { stop, ask: (more) => worker?.postMessage(more) };
}

/** The link to a run at a row; with `fault`, that is added to it. */
export const runLink = (
  scenario: Scenario,
  row: number,
  fault: Fault | null = null,
  engine: Pick<Engine, 'encodeLink' | 'address'> = ENGINE,
): Promise<string> =>
  engine.encodeLink(fault === null ? scenario : addFault(scenario, fault), row).then((link) => engine.address + link);
