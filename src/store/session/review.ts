import { notRun, type Platforms, type Reviewed, reviewed, scenariosOf } from '../../review/review.ts';
import type { Subject } from '../../review/subject.ts';
import { type Platform, platformName, readPlatform } from '../../scenario/platform.ts';
import { ENGINE, type Engine } from './engine.ts';
import { Stopped } from './runner.ts';

/** A review that is running. */
export interface Reviewing {
  /** Ends it after what it has; nothing where it is over. */
  stop(): void;
  /** What was reviewed, in the order of the subjects: all of them, or those before it was stopped. */
  readonly done: Promise<readonly Reviewed[]>;
}

/** Runs every subject on both platforms, one after the other; `hear` is told of each line as it comes. */
export function startReview(
  subjects: readonly Subject[],
  platforms: Platforms,
  hear: (lines: readonly Reviewed[]) => void,
  engine: Pick<Engine, 'run' | 'stop'> = ENGINE,
): Reviewing {
  let stopped = false;
  const all = async (): Promise<readonly Reviewed[]> => {
    const lines: Reviewed[] = [];
    for (const subject of subjects) {
      if (stopped) break;
      const { before, after } = scenariosOf(subject, platforms);
      try {
        const a = await engine.run(before);
        lines.push(reviewed(subject, a, await engine.run(after)));
      } catch (error) {
        if (error instanceof Stopped) break;
        lines.push(notRun(subject, platforms, error instanceof Error ? error.message : String(error)));
      }
      hear([...lines]);
    }
    return lines;
  };
  return {
    stop() {
      stopped = true;
      engine.stop();
    },
    done: all(),
  };
}

/** The link to both runs of a line, the cursor at its row; empty where it was not run. */
export const reviewLink = ({ scenarios, row }: Reviewed, engine: Pick<Engine, 'encodeLink' | 'address'> = ENGINE) =>
  row === null
    ? Promise.resolve('')
    : engine.encodeLink(scenarios.after, row, scenarios.before).then((link) => engine.address + link);

/** The route of a review: `review/v6.12..v7.3/hafnium`. */
export const reviewRoute = ([before, after]: readonly [Platform, Platform]): string =>
  `review/${platformName(before)}..${platformName(after)}`;

/** The two that a route names, `review/BEFORE..AFTER`, each as the command line takes it; null for another route. */
export function placesOf(route: string | null): readonly [Platform, Platform] | null {
  const [, first, second] = /^review\/(.+?)\.\.(.+)$/.exec(route ?? '') ?? [];
  const [before, after] = [readPlatform(first ?? ''), readPlatform(second ?? '')];
  return before.ok && after.ok ? [before.value, after.value] : null;
}
