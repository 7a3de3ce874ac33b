import type { ReactNode } from 'react';
import type { FileStory } from '../../../diagnose/story/file-story.ts';
import type { RankedCause } from '../../../diagnose/story/finding.ts';
import { LineLink, type Ways } from './line-link.tsx';
import css from './story.module.css';
import { StoryCard } from './story-card.tsx';

interface Props {
  readonly told: FileStory;
  /** null where lines lead nowhere. */
  readonly ways: Ways | null;
  readonly onShow: (cause: RankedCause) => void;
}

/** What a text tells: each first cause with what follows from it, and what needs no action. */
export function StoryList({ told, ways, onShow }: Props): ReactNode {
  const { stories, harmless } = told;
  return (
    <div className={css.stories}>
      {stories.map((s, i) => (
        <StoryCard
          key={`${s.first.line} ${s.first.id}`}
          story={s}
          place={stories.length === 1 ? null : `${i + 1} of ${stories.length}`}
          ways={ways}
          onShow={onShow}
        />
      ))}
      {harmless.length === 0 ? null : (
        <section className={css.block} aria-label="Needs no action">
          <h4>Needs no action</h4>
          <ul className={css.lines}>
            {harmless.map((f) => (
              <li key={`${f.line} ${f.id}`}>
                <p>
                  {f.says}
                  {(f.causes[0]?.pro ?? []).map((e) => ` ${e.says}`)}
                </p>
                <LineLink line={f.line} ways={ways} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
