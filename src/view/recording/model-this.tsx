import { type ReactNode, useState } from 'react';
import { openModelled } from '../../store/recording/open-modelled.ts';
import type { OpenRecording } from '../../store/recording/recording.ts';
import { useScope } from '../../store/store.ts';
import type { Modelled } from '../../study/modelled.ts';
import { Button } from '../parts/button.tsx';
import { Section } from '../parts/section.tsx';
import { PHONE, useMedia } from '../parts/use-media.ts';
import { Beside } from './beside.tsx';
import { ModelSummary } from './model-summary.tsx';
import css from './model-this.module.css';

/** Derives the scenario that explains the recording, runs it, and lays both beside each other. */
export function ModelThis({ recording }: { readonly recording: OpenRecording }): ReactNode {
  const model = useScope((s) => s.model);
  const modelling = useScope((s) => s.modelling);
  const modelThis = useScope((s) => s.modelThis);
  if (model?.of === recording) return <Result name={recording.name} modelled={model.modelled} />;
  return (
    <Section title="Beside the model">
      <p className={css.note}>
        Derives the scenario that explains this recording, runs it with the driver of Linux 6.12, and shows both side by
        side, call by call.
      </p>
      <Button disabled={modelling} onClick={() => void modelThis()}>
        Model this
      </Button>
      <p role="status" className={css.note}>
        {modelling ? 'The model runs.' : ''}
      </p>
    </Section>
  );
}

function Result({ name, modelled }: { readonly name: string; readonly modelled: Modelled }): ReactNode {
  const beside = useScope((s) => s.model?.beside === true);
  const showModel = useScope((s) => s.showModel);
  const phone = useMedia(PHONE);
  const [listed, setListed] = useState(false);
  return (
    <>
      <ModelSummary modelled={modelled} />
      <Section title="Beside the model">
        <div className={css.buttons}>
          {phone ? null : (
            <Button onClick={() => void showModel(!beside)}>{beside ? 'Recording alone' : 'Side by side'}</Button>
          )}
          <Button aria-expanded={listed} onClick={() => setListed(!listed)}>
            {listed ? 'Hide the calls' : 'Call by call'}
          </Button>
          <Button onClick={() => openModelled(useScope.getState, modelled, name)}>Open the model</Button>
        </div>
        {listed ? <Beside modelled={modelled} /> : null}
      </Section>
    </>
  );
}
