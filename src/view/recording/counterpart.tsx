import { type ReactNode, useState } from 'react';
import { openCounterpart } from '../../store/recording/open-counterpart.ts';
import type { OpenRecording } from '../../store/recording/recording.ts';
import { useScope } from '../../store/store.ts';
import type { Counterpart } from '../../study/counterpart.ts';
import { Button } from '../parts/button.tsx';
import { Section } from '../parts/section.tsx';
import { PHONE, useMedia } from '../parts/use-media.ts';
import { CallPairs } from './call-pairs.tsx';
import css from './counterpart.module.css';
import { CounterpartSummary } from './counterpart-summary.tsx';

/** Derives the scenario that explains the recording, runs it, and lays both beside each other. */
export function CounterpartSection({ recording }: { readonly recording: OpenRecording }): ReactNode {
  const counterpart = useScope((s) => s.counterpart);
  const running = useScope((s) => s.counterpartRuns);
  const runCounterpart = useScope((s) => s.runCounterpart);
  if (counterpart?.of === recording) return <Result name={recording.name} counterpart={counterpart.value} />;
  return (
    <Section title="Beside the model">
      <p className={css.note}>
        Derives the scenario that explains this recording, runs it with the driver that its calls show, and shows both
        side by side, call by call.
      </p>
      <Button disabled={running} onClick={() => void runCounterpart()}>
        Model this
      </Button>
      <p role="status" className={css.note}>
        {running ? 'The model runs.' : ''}
      </p>
    </Section>
  );
}

function Result({ name, counterpart }: { readonly name: string; readonly counterpart: Counterpart }): ReactNode {
  const beside = useScope((s) => s.counterpart?.beside === true);
  const showCounterpart = useScope((s) => s.showCounterpart);
  const phone = useMedia(PHONE);
  const [listed, setListed] = useState(false);
  return (
    <>
      <CounterpartSummary counterpart={counterpart} />
      <Section title="Beside the model">
        <div className={css.buttons}>
          {phone ? null : (
            <Button onClick={() => void showCounterpart(!beside)}>{beside ? 'Recording alone' : 'Side by side'}</Button>
          )}
          <Button aria-expanded={listed} onClick={() => setListed(!listed)}>
            {listed ? 'Hide the calls' : 'Call by call'}
          </Button>
          <Button onClick={() => openCounterpart(useScope.getState, counterpart, name)}>Open the model</Button>
        </div>
        {listed ? <CallPairs counterpart={counterpart} /> : null}
      </Section>
    </>
  );
}
