import { nearest } from '../../base/search.ts';
import { allLessons } from '../session/lessons.ts';
import type { ScopeStore } from '../store.ts';

/**
 * Opens the lesson that `#lesson=NAME` names, or its variant: names are those of the command line (`scope gallery`) and
 * stay, so that a document can lead to a lesson whatever the model has learned since. An unknown one is refused as a damaged
 * link is.
 */
export async function openLessonLink(store: ScopeStore, hash: string): Promise<void> {
  const name = hash.slice('#lesson='.length);
  const lessons = await allLessons();
  const index = lessons.findIndex((l) => l.name === name || l.variants.some((v) => v.name === name));
  if (index >= 0) return store.getState().openLesson(index, name);
  const near = nearest(
    name,
    lessons.flatMap((l) => [l.name, ...l.variants.map((v) => v.name)]),
  );
  const problem = {
    what: `There is no lesson “${name}”.`,
    where: 'the address',
    remedy: near === null ? 'All of them are in Lessons.' : `Write #lesson=${near}.`,
  };
  store.setState(store.getState().current === null ? { refused: { text: hash, problem } } : { problem });
}
