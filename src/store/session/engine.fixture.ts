import { addFault } from '../../scenario/fork.ts';
import { decodeLink } from '../../scenario/link.ts';
import { run } from '../../scenario/run.ts';
import type { Run, Scenario } from '../../scenario/types.ts';
import { firstDifference } from '../../study/align.ts';
import { reactionsIn, reactionsToRecorded } from '../../study/inject/reactions.ts';
import { ENGINE, type Engine } from './engine.ts';

/** The model without a worker: what a test asks is there at once. */
export const HERE = {
  ...ENGINE,
  run: (scenario: Scenario): Run => run(scenario),
  stop() {},
  addFault,
  decodeLink,
  reactions: ({ at, faults }) =>
    'scenario' in at ? reactionsIn(at.scenario, at.row, faults) : reactionsToRecorded(at, faults),
  firstDifference: (a, b) => firstDifference(a.trace, b.trace),
} satisfies Engine;
