import { printStory } from './print.ts';
import type { RecordingStory } from './recording-story.ts';

/** Tells the first causes of a text that grows, each once, and again where a later line puts another cause on top. */
export class CauseTeller {
  readonly #told = new Set<string>();
  #kept = 0;

  /** The lines of what is new since the last call; none where nothing is. */
  news(story: RecordingStory): readonly string[] {
    // Most lines hold no message: then nothing can have changed.
    if (story.kept === this.#kept) return [];
    this.#kept = story.kept;
    const now = story.story();
    const stories = now.stories.filter((s) => !this.#told.has(keyOf(s.first)));
    for (const s of stories) this.#told.add(keyOf(s.first));
    return printStory({ ...now, stories, harmless: [] }, 'brief');
  }
}

const keyOf = (first: {
  readonly line: number;
  readonly id: string;
  readonly causes: readonly { id: string }[];
}): string => `${first.line} ${first.id} ${first.causes[0]?.id ?? ''}`;
