import type { Eventually } from '../../base/eventually.ts';
import type { Result } from '../../base/result.ts';
import type { Lesson } from '../../lessons/lesson.ts';
import type { LinkView, OpenedLink } from '../../scenario/link.ts';
import type { Run, Scenario } from '../../scenario/types.ts';
import type { Fault } from '../../sim/fault.ts';
import type { Reaction } from '../../study/inject/reaction.ts';
import { latePart } from '../parts.ts';
import { allLessons, lessonAt } from './lessons.ts';
import type { ReactionQuestion } from './run-protocol.ts';
import { type Hear, Runner } from './runner.ts';

/** What the store asks of the model. The page's engine runs it in a worker; tests may run it at once. */
export interface Engine {
  /** The lesson at this position, where it has been loaded. */
  lessonAt(index: number): Lesson | undefined;
  lessons(): Promise<readonly Lesson[]>;
  /** The address of the page without its fragment; empty outside a page. */
  readonly address: string;
  /** Runs a scenario; `hear` is told what of it is here. Throws or rejects where the model cannot, or `Stopped`. */
  run(scenario: Scenario, hear?: Hear): Eventually<Run>;
  /** Ends what is being run. */
  stop(): void;
  /** The first row in which the runs of two scenarios differ; null for equal runs. */
  firstDifference(a: Run, b: Run): Eventually<number | null>;
  /** What Linux makes of each of some answers; null where nothing can be said of one. */
  reactions(asked: ReactionQuestion): Eventually<readonly (Reaction | null)[]>;
  /** The scenario with one more fault; throws or rejects where it has too many. */
  addFault(scenario: Scenario, fault: Fault): Eventually<Scenario>;
  /** What a link carries, or what is wrong with it. Rejects where the model cannot be started, or `Stopped`. */
  decodeLink(text: string): Promise<Result<OpenedLink>>;
  /** `base`: the scenario that this one parts from, where the link is to hold both. */
  encodeLink(
    scenario: Scenario,
    row: number,
    base?: Scenario | null,
    view?: Pick<LinkView, 'breaks' | 'look'>,
  ): Promise<string>;
}

const runner = new Runner();
const faults = latePart(() => import('../../scenario/fork.ts'));
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
  addFault: async (scenario, fault) => (await faults()).addFault(scenario, fault),
  decodeLink: (text) => runner.link(text),
  // What makes links comes when one is made.
  encodeLink: async (scenario, row, base = null, view = {}) =>
    (await linkMaker()).encodeLink(scenario, { row: row > 0 ? row : null, panels: [], ...view }, base),
};
