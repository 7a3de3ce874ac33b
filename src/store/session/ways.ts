import { compareWays, type Ways, wayScenarios } from '../../lessons/compare-ways.ts';
import type { Run } from '../../scenario/types.ts';
import type { DriverRevision } from '../../stack/linux/revisions.ts';
import { ENGINE, type Engine } from './engine.ts';

export type { WayLine, Ways } from '../../lessons/compare-ways.ts';

/** Runs what the lesson "two ways" compares, on this driver, and compares it. */
export async function runWays(driver: DriverRevision, engine: Pick<Engine, 'run'> = ENGINE): Promise<Ways> {
  const scenarios = wayScenarios(driver);
  const made = await Promise.all(
    Object.entries(scenarios).map(async ([name, scenario]) => [name, await engine.run(scenario)] as const),
  );
  return compareWays(Object.fromEntries(made) as Record<keyof typeof scenarios, Run>);
}
