import type { Frame } from '../../abi/frame.ts';
import type { Scenario } from '../../scenario/types.ts';
import type { Fault } from '../../sim/fault.ts';
import { type Reaction, reactionOf } from './reaction.ts';
import { sampleOf } from './sample.ts';

/** What Linux makes of each fault at this row of a scenario. */
export const reactionsIn = (scenario: Scenario, row: number, faults: readonly Fault[]): readonly (Reaction | null)[] =>
  faults.map((fault) => reactionOf(scenario, fault, row));

/**
 * The same for a recorded call, which cannot be made again: at the first call like it in the life of a modelled machine.
 * Null for all where Linux never makes such a call there.
 */
export function reactionsToRecorded(
  call: { readonly name: string; readonly service: string | null; readonly w: Frame },
  faults: readonly Fault[],
): readonly (Reaction | null)[] {
  const sample = sampleOf(call.name, call.service, call.w);
  if (sample === null) return faults.map(() => null);
  const { nth } = sample;
  const at = call.service === null ? { call: call.name, nth } : { service: call.service, nth };
  return reactionsIn(
    sample.scenario,
    sample.row,
    faults.map((f) => ({ at, do: f.do })),
  );
}
