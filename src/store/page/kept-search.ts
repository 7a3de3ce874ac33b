import { scenarioText } from '../../scenario/json.ts';
import { parseScenarioText } from '../../scenario/schema.ts';
import type { Scenario } from '../../scenario/types.ts';
import { keep, kept } from './remember.ts';

/** A search of orders that was under way: what it takes to begin it again. */
export interface KeptSearch {
  readonly scenario: Scenario;
  /** What may happen at any time, as it was written. */
  readonly events: string;
  readonly bound: number;
}

const NAME = 'explore';

/** Keeps a search while it runs, so that a page that is loaded again can offer it; null: it has ended. */
export function keepSearch(search: KeptSearch | null): void {
  keep(NAME, search === null ? null : JSON.stringify({ ...search, scenario: scenarioText(search.scenario) }));
}

/** The search that ran when the page was left; null for none, and for what cannot be read any more. */
export function keptSearch(): KeptSearch | null {
  try {
    const { scenario, events, bound } = JSON.parse(kept(NAME) ?? 'null') as Record<string, unknown>;
    const read = parseScenarioText(String(scenario));
    if (!read.ok || typeof events !== 'string' || typeof bound !== 'number') return null;
    return { scenario: read.value, events, bound };
  } catch {
    return null;
  }
}
