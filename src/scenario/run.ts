import { Running, type Simulation, simulate } from '../stack/simulate.ts';
import { History } from '../trace/history.ts';
import type { PackedTrace } from '../trace/packed-trace.ts';
import { hangOf, outcomeOf } from './outcome.ts';
import type { Run, Scenario } from './types.ts';

/** A run that was made here. */
export interface MadeRun extends Run {
  readonly trace: PackedTrace;
}

/** Runs a scenario. The same scenario and model give the same run, byte for byte. */
export function run(scenario: Scenario, maxRows?: number): MadeRun {
  return runOf(scenario, simulate(scenario, maxRows));
}

/**
 * The same in pieces: yields what there is whenever at least `piece` rows more have come, and returns the run. The trace
 * grows on, and its rows stay as they are.
 */
export function* runInPieces(scenario: Scenario, piece: number): Generator<Pick<MadeRun, 'trace' | 'start'>, MadeRun> {
  const running = new Running(scenario);
  let told = 0;
  while (running.advance(piece) === null) {
    const { trace, start } = running.kernel;
    if (trace.length - told < piece) continue;
    told = trace.length;
    yield { trace, start };
  }
  return runOf(scenario, running.result());
}

function runOf(scenario: Scenario, sim: Simulation): MadeRun {
  return {
    scenario,
    trace: sim.trace,
    start: sim.start,
    history: new History(sim.trace, sim.start),
    outcome: outcomeOf(sim.trace, sim.world, hangOf(sim.waiting)),
    missedFaults: sim.missedFaults,
    choicePoints: sim.choicePoints,
    problem: sim.problem,
  };
}
