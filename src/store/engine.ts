import type { Result } from '../base/result.ts';
import { firstDifference } from '../scenario/diff.ts';
import { addFault } from '../scenario/fork.ts';
import { LESSONS } from '../scenario/gallery.ts';
import { decodeLink, encodeLink, type OpenedLink } from '../scenario/link.ts';
import { run } from '../scenario/run.ts';
import { parseScenarioText } from '../scenario/schema.ts';
import type { Run, Scenario } from '../scenario/types.ts';
import type { Fault } from '../sim/fault.ts';
import type { Trace } from '../trace/trace.ts';

/** What the store asks of the model. Tests give it a small one. */
export interface Engine {
  readonly lessons: readonly { readonly title: string; readonly scenario: Scenario }[];
  /** The address of the page without its fragment; empty outside a page. */
  readonly address: string;
  run(scenario: Scenario): Run;
  firstDifference(a: Trace, b: Trace): number | null;
  addFault(scenario: Scenario, fault: Fault): Scenario;
  parse(text: string): Result<Scenario>;
  decodeLink(text: string): Promise<Result<OpenedLink>>;
  encodeLink(scenario: Scenario, row: number): Promise<string>;
}

export const ENGINE: Engine = {
  lessons: LESSONS,
  address: typeof location === 'undefined' ? '' : location.href.replace(/#.*$/s, ''),
  run,
  firstDifference,
  addFault,
  parse: parseScenarioText,
  decodeLink,
  encodeLink: (scenario, row) => encodeLink(scenario, { row: row > 0 ? row : null, panels: [] }),
};
