import { type ReactNode, useState } from 'react';
import type { FileStory } from '../../../diagnose/story/file-story.ts';
import type { RankedCause } from '../../../diagnose/story/finding.ts';
import { openCause, storyText } from '../../../store/recording/causes.ts';
import { useScope } from '../../../store/store.ts';
import { Button } from '../../parts/button.tsx';
import { Section } from '../../parts/section.tsx';
import css from './story.module.css';
import { StoryList } from './story-list.tsx';

/** What the messages of the open recording tell: its lines lead to their rows, its causes to runs that show them. */
export function RecordingStory({ told }: { readonly told: FileStory }): ReactNode {
  const follow = useScope((s) => s.follow);
  const [problem, setProblem] = useState('');
  const [copied, setCopied] = useState(false);
  if (told.stories.length + told.harmless.length === 0) return null;
  const show = (cause: RankedCause): void => {
    void openCause(useScope.getState, cause).then((why) => setProblem(why ?? ''));
  };
  const copy = (): void => {
    void navigator.clipboard.writeText(storyText(told)).then(
      () => setCopied(true),
      () => setProblem('The clipboard is not to be had here: select the text and copy it.'),
    );
  };
  return (
    <Section title="What its messages tell" aside={told.stories.length}>
      <div className={css.inPanel}>
        <StoryList
          told={told}
          ways={{
            leads: (line) => told.rows.has(line),
            go: (line) => follow(told.rows.get(line) ?? 0),
          }}
          onShow={show}
        />
        {problem === '' ? null : <p role="alert">{problem}</p>}
        <Button onClick={copy}>{copied ? 'Copied' : 'Copy the story'}</Button>
      </div>
    </Section>
  );
}
