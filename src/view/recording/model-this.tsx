import { type ReactNode, useState } from 'react';
import { problemText } from '../../base/result.ts';
import type { OpenRecording } from '../../store/recording.ts';
import { differenceText, type Modelled, modelRecording, openModelled } from '../../store/recording-model.ts';
import { useScope } from '../../store/store.ts';
import { count } from '../format.tsx';
import { Section } from '../scenario/section.tsx';
import { Button } from '../shell/button.tsx';
import { Beside } from './beside.tsx';
import css from './model-this.module.css';

/** Derives the scenario that explains the recording, runs it, and lays both beside each other. */
export function ModelThis({ recording }: { readonly recording: OpenRecording }): ReactNode {
  const [modelled, setModelled] = useState<Modelled | string | null>(null);
  const start = (): void => {
    const result = modelRecording(recording.shown.trace, recording.derived);
    setModelled(result.ok ? result.value : problemText(result.error));
  };
  return (
    <Section title="Beside the model">
      {modelled === null ? (
        <>
          <p className={css.note}>
            Derives the scenario that explains this recording, runs it with the driver of Linux 6.12, and compares call
            by call.
          </p>
          <Button onClick={start}>Model this</Button>
        </>
      ) : typeof modelled === 'string' ? (
        <p role="alert" className={css.problem}>
          {modelled}
        </p>
      ) : (
        <Result recording={recording} modelled={modelled} />
      )}
    </Section>
  );
}

function Result({
  recording,
  modelled,
}: {
  readonly recording: OpenRecording;
  readonly modelled: Modelled;
}): ReactNode {
  const seek = useScope((s) => s.seek);
  const [listed, setListed] = useState(false);
  const { counts, first, notes, scenario } = modelled;
  const faults = scenario.faults.length;
  const row = first?.recorded?.replyRow ?? first?.recorded?.row ?? null;
  return (
    <>
      <p role="status" className={first === null ? css.equal : css.difference}>
        {first === null ? '' : 'First difference. '}
        {differenceText(modelled)}
      </p>
      <p className={css.note}>
        {count(counts.equal)} equal, {count(counts.different)} different, {count(counts.onlyRecorded)} only in the
        recording, {count(counts.onlyModelled)} only in the model. Times and page addresses are not compared.
      </p>
      {faults === 0 ? null : (
        <p className={css.note}>
          The model has {count(faults)} {faults === 1 ? 'fault, which makes' : 'faults, which make'} it depart where the
          machine did.
        </p>
      )}
      {notes.map((n) => (
        <p key={n} className={css.note}>
          {n}
        </p>
      ))}
      <div className={css.buttons}>
        {row === null ? null : <Button onClick={() => seek(row)}>Go to row {count(row)}</Button>}
        <Button aria-expanded={listed} onClick={() => setListed(!listed)}>
          {listed ? 'Hide the calls' : 'Call by call'}
        </Button>
        <Button onClick={() => openModelled(useScope.getState, modelled, recording.name)}>Open the model</Button>
      </div>
      {listed ? <Beside modelled={modelled} /> : null}
    </>
  );
}
