import { parseScenario } from '../scenario/schema.ts';
import type { Scenario } from '../scenario/types.ts';

/** A scenario for a test; what is left out is as in any scenario. */
export function scenarioOf(json: object): Scenario {
  const read = parseScenario({ v: 1, ...json });
  if (!read.ok) throw new Error(`${read.error.where}: ${read.error.what}`);
  return read.value;
}
