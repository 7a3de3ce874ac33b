import { encodeScenario } from './encode-scenario.ts';
import { encodeView, type LinkView, NO_VIEW } from './link-view.ts';
import type { Scenario } from './types.ts';

/**
 * The fragment of a link, from `#`: `#s=1.AAEAj…&r=63`. Nothing but the scenario and the view is in it; of a fork also
 * the scenario that it parts from, as `&b=1.…`.
 */
export async function encodeLink(
  scenario: Scenario,
  view: LinkView = NO_VIEW,
  base: Scenario | null = null,
): Promise<string> {
  const from = base === null ? '' : `&b=${await encodeScenario(base)}`;
  return `#s=${await encodeScenario(scenario)}${encodeView(view)}${from}`;
}
