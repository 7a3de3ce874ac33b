import type { Eventually } from '../../base/eventually.ts';
import type { Result } from '../../base/result.ts';
import type { Lesson } from '../../lessons/lesson.ts';
import { addFault } from '../../scenario/fork.ts';
import type { OpenedLink } from '../../scenario/link.ts';
import type { Run, Scenario } from '../../scenario/types.ts';
import type { Fault } from '../../sim/fault.ts';
import type { Reaction } from '../../study/inject/reaction.ts';
import { latePart } from '../parts.ts';
import { allLessons, lessonAt } from './lessons.ts';
import type { ReactionQuestion } from './run-protocol.ts';
import { Runner } from './runner.ts';

/** What the store asks of the model. The page's engine runs it in a worker; tests may run it at once. */
export interface Engine {
  /** The lesson at this position, where it has been loaded. */
  lessonAt(index: number): Lesson | undefined;
  lessons(): Promise<readonly Lesson[]>;
  /** The address of the page without its fragment; empty outside a page. */
  readonly address: string;
  /** Runs a scenario; `hear` is told how many rows have come. Throws or rejects where the model cannot, or `Stopped`. */
  run(scenario: Scenario, hear?: (rows: number) => void): Eventually<Run>;
  /** Ends what is being run. */
  stop(): void;
  /** The first row in which the runs of two scenarios differ; null for equal runs. */
  firstDifference(a: Run, b: Run): Eventually<number | null>;
  /** What Linux makes of each of some answers; null where nothing can be said of one. */
  reactions(asked: ReactionQuestion): Eventually<readonly (Reaction | null)[]>;
  addFault(scenario: Scenario, fault: Fault): Scenario;
  decodeLink(text: string): Promise<Result<OpenedLink>>;
  /** `base`: the scenario that this one parts from, where the link is to hold both. */
  encodeLink(scenario: Scenario, row: number, base?: Scenario | null, breaks?: readonly string[]): Promise<string>;
}

const runner = new Runner();
const links = latePart(() => import('../../scenario/link.ts'));
const linkMaker = latePart(() => import('../../scenario/encode-link.ts'));

/** The engine of the page. */
export const ENGINE: Engine = {
  lessonAt,
  lessons: allLessons,
  address: typeof location === 'undefined' ? '' : location.href.replace(/#.*$/s, ''),
  run: (scenario, hear) => runner.run(scenario, hear),
  stop: () => runner.stop(),
  firstDifference: (a, b) => runner.difference(a.scenario, b.scenario),
  reactions: (asked) => runner.reactions(asked),
  addFault,
  // Links, and the parser behind them, come when one is opened or made.
  decodeLink: async (text) => (await links()).decodeLink(text),
  encodeLink: async (scenario, row, base = null, breaks = []) =>
    (await linkMaker()).encodeLink(scenario, { row: row > 0 ? row : null, panels: [], breaks }, base),
};

/** Starts what runs scenarios, so that it loads beside the page. */
export const warmEngine = (): void => runner.warm();
