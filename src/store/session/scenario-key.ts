import type { Scenario } from '../../scenario/types.ts';

/**
 * A scenario as text to compare: equal for equal scenarios whose fields stand in the same order. The words of a fault's
 * reply are bigint in a map, which JSON leaves out.
 */
export const scenarioKey = (scenario: Scenario): string =>
  JSON.stringify(scenario, (_, value: unknown) =>
    typeof value === 'bigint' ? `${value}n` : value instanceof Map ? [...value] : value,
  );

/** Are these the same scenario? */
export const sameScenario = ([a, b]: readonly [Scenario, Scenario]): boolean =>
  a === b || scenarioKey(a) === scenarioKey(b);
