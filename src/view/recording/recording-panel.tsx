import { type ReactNode, useDeferredValue } from 'react';
import { FollowedFile } from '../../store/recording/live/followed-file.ts';
import type { OpenRecording } from '../../store/recording/recording.ts';
import { useScope } from '../../store/store.ts';
import { count } from '../../words/format.ts';
import { Button } from '../parts/button.tsx';
import { Section } from '../parts/section.tsx';
import { BrokenRules } from './broken-rules.tsx';
import { CounterpartSection } from './counterpart.tsx';
import { Departures } from './departures.tsx';
import { NotUnderstood } from './not-understood.tsx';
import css from './recording-panel.module.css';
import { fileFacts, taskCpus } from './recording-text.ts';
import { RecordingStory } from './story/recording-story.tsx';

/** What is known of the open recording: it stands where a run has its scenario. */
export function RecordingPanel(): ReactNode {
  // The rows are drawn first: this panel is long where much departs.
  const recording = useDeferredValue(useScope((s) => s.recording));
  return (
    <div className={css.panel}>
      {recording === null ? <p className={css.empty}>No recording is open.</p> : <Panel recording={recording} />}
    </div>
  );
}

function Panel({ recording }: { readonly recording: OpenRecording }): ReactNode {
  const choose = useScope((s) => s.choose);
  const openDialog = useScope((s) => s.openDialog);
  const followable = useScope((s) => s.followable);
  const follow = useScope((s) => s.followSource);
  return (
    <>
      <section className={css.head} aria-label="File">
        <h2>{recording.name}</h2>
        <dl>
          {fileFacts(recording).map(([term, value]) => (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <NotUnderstood report={recording.report} />
        <div className={css.buttons}>
          <Button onClick={() => choose(true)}>Open another</Button>
          {followable?.name !== recording.name || !recording.complete ? null : (
            <Button
              title="Reads it again from its begin, and then what is written to it"
              onClick={() => void follow(new FollowedFile(followable))}
            >
              Follow this file
            </Button>
          )}
          <Button onClick={() => openDialog('causes')}>Explain a message</Button>
        </div>
      </section>
      {recording.complete ? (
        <>
          <RecordingStory told={recording.story} />
          <Departures checked={recording.checked} cut={recording.report.cut} />
          <BrokenRules broken={recording.broken} />
          <CounterpartSection key={recording.name} recording={recording} />
          <Tasks recording={recording} />
        </>
      ) : (
        <>
          {recording.story.stories.length === 0 ? null : <RecordingStory told={recording.story} />}
          <Section title="Still being read">
            <p className={css.note}>
              Rows come while you look. Departures, broken rules, tasks and the model are there when the last row is:
              for what is followed, when it is stopped and kept.
            </p>
          </Section>
        </>
      )}
      <Section title="Worked out, not recorded">
        <p className={css.note}>
          Bound ids, shared memory and threads follow from the calls. A recording does not show them, and what no call
          has told is not known.
        </p>
      </Section>
      <p className={css.foot}>
        Read on this computer only.{' '}
        <button type="button" className={css.link} onClick={() => openDialog('recipe')}>
          Record a machine
        </button>
      </p>
    </>
  );
}

function Tasks({ recording }: { readonly recording: OpenRecording }): ReactNode {
  const seek = useScope((s) => s.seek);
  const { tasks, taskCount } = recording;
  const shown = tasks.slice(0, 12);
  return (
    <Section title="Tasks and CPUs" aside={count(taskCount)}>
      <ul className={css.tasks}>
        {shown.map((t) => (
          <li key={t.name}>
            <button type="button" title={`Go to row ${t.first}, its first`} onClick={() => seek(t.first)}>
              <code>{t.name}</code>
              <span>{taskCpus(t)}</span>
              <span>{count(t.rows)}</span>
            </button>
          </li>
        ))}
      </ul>
      {taskCount > shown.length ? (
        <p className={css.note}>and {count(taskCount - shown.length)} with fewer rows</p>
      ) : null}
    </Section>
  );
}
