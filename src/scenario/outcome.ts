import { resourceOf } from '../sim/resource.ts';
import type { StepEvent } from '../trace/event.ts';
import { DRIVER, HELD_PREFIX, U32_MAX } from '../trace/keys.ts';
import type { Trace } from '../trace/trace.ts';
import type { World } from '../trace/world.ts';
import { framesOf, stepsOf } from './outcome-rows.ts';
import type { Outcome } from './types.ts';

// What a run came to, read from its rows: nothing here runs anything.

/** Who never ends, and what each waits for; null for nobody. */
export const hangOf = (waiting: readonly { readonly task: string; readonly what: string }[]): string | null =>
  waiting.length === 0 ? null : waiting.map((w) => `${w.task} waits for ever: ${w.what}`).join('; ');

/** Is it the function whose result is the probe's? Where a fault stands in for the bus, the driver is not asked. */
export const isProbe = (fn: string, fault: number | null, enter: number | null): boolean =>
  fn === 'optee_ffa_probe' || (fn === 'ffa_device_probe' && fault !== null && enter === null);

/** What `--format outcome` prints of a run. */
export function outcomeOf(trace: Trace, world: World, hang: string | null): Outcome {
  const log: string[] = [];
  const violations: Outcome['violations'][number][] = [];
  let probe: StepEvent | null = null;
  let bottomHalf: number | 'U32_MAX' | null = null;
  for (const e of trace.rows()) {
    if (e.kind === 'step') {
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
    steps: stepsOf(trace.rows()),
    frames: framesOf(trace.rows()),
    leaks: leaksOf(world),
    log,
    violations,
    hang,
  };
}

/** The value of bottom_half_value when the probe came back, read from what the rows changed. */
function lastBottomHalf(trace: Trace, row: number): number | 'U32_MAX' | null {
  for (let i = row; i >= 0; i--)
    for (const c of trace.row(i).changes.toReversed())
      if (c.key === DRIVER.bottomHalfValue)
        return c.after === U32_MAX ? 'U32_MAX' : typeof c.after === 'number' ? c.after : null;
  return null;
}

/** What the driver holds although no device is bound to it: acquired, and never released. */
export function leaksOf(world: World): string[] {
  if (world.get(DRIVER.state) === 'bound') return [];
  const leaks: string[] = [];
  for (const [key, cell] of world.under(HELD_PREFIX)) if (cell.value !== 'arm_ffa') leaks.push(resourceOf(key));
  return leaks;
}
