import { hex } from '../base/bits.ts';
import { resourceOf } from '../sim/resource.ts';
import { Running, type Simulation, simulate } from '../stack/simulate.ts';
import type { CallEvent, ReturnEvent, StepEvent, TraceEvent } from '../trace/event.ts';
import { History } from '../trace/history.ts';
import { DRIVER, HELD_PREFIX, U32_MAX } from '../trace/keys.ts';
import type { Trace } from '../trace/trace.ts';
import type { World } from '../trace/world.ts';
import type { Outcome, Run, Scenario } from './types.ts';

/** Runs a scenario. The same scenario and model give the same run, byte for byte. */
export function run(scenario: Scenario, maxRows?: number): Run {
  return runOf(scenario, simulate(scenario, maxRows));
}

/**
 * The same in pieces: yields the trace whenever at least `piece` rows more have come, and returns the run. What was
 * yielded grows on, and its rows stay as they are.
 */
export function* runInPieces(scenario: Scenario, piece: number): Generator<Trace, Run> {
  const running = new Running(scenario);
  let told = 0;
  while (running.advance(piece) === null) {
    const { trace } = running.kernel;
    if (trace.length - told < piece) continue;
    told = trace.length;
    yield trace;
  }
  return runOf(scenario, running.result());
}

function runOf(scenario: Scenario, sim: Simulation): Run {
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

/** Who never ends, and what each waits for; null for nobody. */
export const hangOf = (waiting: Simulation['waiting']): string | null =>
  waiting.length === 0 ? null : waiting.map((w) => `${w.task} waits for ever: ${w.what}`).join('; ');

/** Is it the function whose result is the probe's? Where a fault stands in for the bus, the driver is not asked. */
export const isProbe = (fn: string, fault: number | null, enter: number | null): boolean =>
  fn === 'optee_ffa_probe' || (fn === 'ffa_device_probe' && fault !== null && enter === null);

/** What `--format outcome` prints of a run. */
export function outcomeOf(trace: Trace, world: World, hang: string | null): Outcome {
  const steps: StepEvent[] = [];
  const log: string[] = [];
  const violations: Outcome['violations'][number][] = [];
  let probe: StepEvent | null = null;
  let bottomHalf: number | 'U32_MAX' | null = null;
  for (const e of trace.rows()) {
    if (e.kind === 'step') {
      if (e.who === 'optee-driver' && e.depth === 0 && isInDriver(e)) steps.push(e);
      if (isProbe(e.fn, e.fault, e.enter)) {
        probe = e;
        bottomHalf = e.rc === 0 ? lastBottomHalf(trace, e.row) : null;
      }
    }
    if (e.kind === 'log' && e.who === 'optee-driver') log.push(e.text);
    if (e.kind === 'violation') violations.push({ rule: e.rule, row: e.row, text: e.text });
  }
  return {
    result: typeof probe?.rc === 'number' ? probe.rc : null,
    bottom_half_value: bottomHalf,
    steps: steps.map((e) => [e.fn, e.args, e.rc]),
    frames: framesOf(trace.rows()),
    leaks: leaksOf(world),
    log,
    violations,
    hang,
  };
}

/**
 * Steps of the bottom half or of a client are the driver's too, but no part of probe or remove; and what the shutdown of the
 * old kernel undoes is no remove that the scenario asks for (golden: v7.3/exit_noasync_kexec_probe).
 */
const isInDriver = (e: TraceEvent): boolean =>
  e.stack.includes('optee_ffa_probe') || (e.stack.includes('optee_ffa_remove') && !e.stack.includes('device_shutdown'));

/** The value of bottom_half_value when the probe came back, read from what the rows changed. */
function lastBottomHalf(trace: Trace, row: number): number | 'U32_MAX' | null {
  for (let i = row; i >= 0; i--)
    for (const c of trace.row(i).changes.toReversed())
      if (c.key === DRIVER.bottomHalfValue)
        return c.after === U32_MAX ? 'U32_MAX' : typeof c.after === 'number' ? c.after : null;
  return null;
}

/** Calls in order, each with its reply. */
export function framesOf(rows: Iterable<TraceEvent>): Outcome['frames'] {
  const calls: CallEvent[] = [];
  const replies = new Map<number, ReturnEvent>();
  for (const e of rows) {
    if (e.kind === 'call') calls.push(e);
    if (e.kind === 'return') replies.set(e.of, e);
  }
  return calls.map((c) => [c.w.map(hex), replies.get(c.row)?.w.map(hex) ?? null] as const);
}

/** What the driver holds although no device is bound to it: acquired, and never released. */
export function leaksOf(world: World): string[] {
  if (world.get(DRIVER.state) === 'bound') return [];
  const leaks: string[] = [];
  for (const [key, cell] of world.under(HELD_PREFIX)) if (cell.value !== 'arm_ffa') leaks.push(resourceOf(key));
  return leaks;
}
