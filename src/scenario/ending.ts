import type { ChoicePoint } from '../sim/choice-point.ts';
import type { Listener } from '../sim/recorder.ts';
import { Running } from '../stack/simulate.ts';
import type { World } from '../trace/world.ts';
import { hangOf, isProbe, leaksOf } from './outcome.ts';
import type { Outcome, Scenario } from './types.ts';

/** What comes of a run whose rows are not kept. Each field is what the whole run says (`run`), but for the world. */
export interface Ending {
  /** How many rows the whole run has. */
  readonly rows: number;
  /**
   * The world after the last row, without what the CPUs run (`cpu.N`), which is said for people. The row of a cell is the
   * one that was next when it was written.
   */
  readonly world: World;
  /** What the last probe returned. */
  readonly result: Outcome['result'];
  /** The rules that the model says are broken, HANG, LIMIT and CHOICE among them. */
  readonly violations: Outcome['violations'];
  readonly leaks: Outcome['leaks'];
  /** Lines of the driver's log. */
  readonly log: Outcome['log'];
  readonly hang: Outcome['hang'];
  readonly missedFaults: readonly number[];
  readonly choicePoints: readonly ChoicePoint[];
  readonly problem: string | null;
}

/** Runs a scenario for its end alone: many times faster than `run`. `maxRows` is at least 1; MAX_ROWS when absent. */
export function ending(scenario: Scenario, maxRows?: number): Ending {
  const listener = new EndingListener();
  const running = new Running(scenario, { listener, ...(maxRows === undefined ? {} : { maxRows }) });
  running.settle();
  return endingOf(running, listener);
}

/** What came of a machine that ran with this listener, with whatever policy; to be asked once, when nothing more is to run. */
export function endingOf(running: Running, listener: EndingListener): Ending {
  const { world, waiting, missedFaults, choicePoints, problem } = running.result();
  return {
    rows: running.kernel.rows,
    world,
    result: listener.result,
    violations: listener.violations,
    leaks: leaksOf(world),
    log: listener.log,
    hang: hangOf(waiting),
    missedFaults,
    choicePoints,
    problem,
  };
}

/** Hears what of the rows is part of the end. */
export class EndingListener implements Listener {
  result: Outcome['result'] = null;
  readonly violations: Outcome['violations'][number][] = [];
  readonly log: string[] = [];

  row: Listener['row'] = (row, draft) => {
    if (draft.kind === 'violation') this.violations.push({ row, rule: draft.rule, text: draft.text });
    if (draft.kind === 'log' && draft.who === 'optee-driver') this.log.push(draft.text);
  };

  step: Listener['step'] = (_row, { fn, fault, enter }, rc) => {
    if (isProbe(fn, fault, enter)) this.result = typeof rc === 'number' ? rc : null;
  };
}
