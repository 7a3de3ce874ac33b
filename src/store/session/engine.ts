import type { Result } from '../../base/result.ts';
import type { Lesson } from '../../lessons/lesson.ts';
import { addFault } from '../../scenario/fork.ts';
import type { OpenedLink } from '../../scenario/link.ts';
import { run } from '../../scenario/run.ts';
import type { Run, Scenario } from '../../scenario/types.ts';
import type { Fault } from '../../sim/fault.ts';
import { firstDifference } from '../../study/align.ts';
import type { Trace } from '../../trace/trace.ts';
import { allLessons, lessonAt } from './lessons.ts';

/** What the store asks of the model. Tests give it a small one. */
export interface Engine {
  /** The lesson at this position, where it has been loaded. */
  lessonAt(index: number): Lesson | undefined;
  lessons(): Promise<readonly Lesson[]>;
  /** The address of the page without its fragment; empty outside a page. */
  readonly address: string;
  run(scenario: Scenario): Run;
  firstDifference(a: Trace, b: Trace): number | null;
  addFault(scenario: Scenario, fault: Fault): Scenario;
  decodeLink(text: string): Promise<Result<OpenedLink>>;
  /** `base`: the scenario that this one parts from, where the link is to hold both. */
  encodeLink(scenario: Scenario, row: number, base?: Scenario | null, breaks?: readonly string[]): Promise<string>;
}

export const ENGINE: Engine = {
  lessonAt,
  lessons: allLessons,
  address: typeof location === 'undefined' ? '' : location.href.replace(/#.*$/s, ''),
  run,
  firstDifference,
  addFault,
  // Links, and the parser behind them, come when one is opened or made.
  decodeLink: async (text) => (await import('../../scenario/link.ts')).decodeLink(text),
  encodeLink: async (scenario, row, base = null, breaks = []) =>
    (await import('../../scenario/encode-link.ts')).encodeLink(
      scenario,
      { row: row > 0 ? row : null, panels: [], breaks },
      base,
    ),
};
