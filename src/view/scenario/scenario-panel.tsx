import type { ReactNode } from 'react';
import type { Run } from '../../scenario/types.ts';
import { REVISIONS, SECURE_WORLD_FACTS } from '../../store/session/scenario-format.ts';
import { useScope } from '../../store/store.ts';
import { Section } from '../parts/section.tsx';
import { Segmented } from '../parts/segmented.tsx';
import { Stepper } from '../parts/stepper.tsx';
import { fewestCpus } from './action-list.ts';
import { Actions } from './actions.tsx';
import { Capabilities } from './capabilities.tsx';
import { Faults } from './faults.tsx';
import { IdsTaken } from './ids-taken.tsx';
import { JsonView } from './json-view.tsx';
import { Fixes } from './later.ts';
import { LessonHead } from './lesson-head.tsx';
import { LinkLength } from './link-length.tsx';
import { MachineWords } from './machine-words.tsx';
import css from './scenario-panel.module.css';

const DRIVERS = REVISIONS.map(({ id, label }) => ({ value: id, label }));
const SECURE = SECURE_WORLD_FACTS.map(({ id, label }) => ({ value: id, label }));

/** The scenario that decides the run. Every change runs it again and keeps the cursor's place. */
export function ScenarioPanel(): ReactNode {
  const run = useScope((s) => s.current?.run ?? null);
  const coming = useScope((s) => s.wanted !== null);
  return (
    <div className={css.panel}>
      {run === null ? (
        <p className={css.empty}>
          {coming ? 'The run is on its way: its scenario can be changed once it is here.' : 'No scenario is open.'}
        </p>
      ) : (
        <Fields run={run} />
      )}
    </div>
  );
}

function Fields({ run }: { readonly run: Run }): ReactNode {
  const edit = useScope((s) => s.edit);
  // A control shows at once what was asked for: the run comes a moment later.
  const s = useScope((state) => state.wanted) ?? run.scenario;
  return (
    <>
      <LessonHead title={s.title} />
      <Section title="Linux driver" aside={<code>ffa_abi.c</code>}>
        <Segmented
          name="Linux driver"
          segments={DRIVERS}
          value={s.driver}
          onChange={(driver) => edit({ driver }, `Driver ${driver}`)}
        />
      </Section>
      {s.driver === 'fixed' ? <Fixes fixes={s.fixes} onChange={(fixes, title) => edit({ fixes }, title)} /> : null}
      <Section title="Secure world">
        <Segmented
          name="Secure world"
          segments={SECURE}
          value={s.secure}
          onChange={(secure) => edit({ secure }, `Secure world ${secure}`)}
        />
      </Section>
      <div className={css.pair}>
        <Stepper
          label="CPUs"
          value={s.cpus}
          min={fewestCpus(s.actions)}
          max={8}
          onChange={(cpus) => edit({ cpus }, `${cpus} CPUs`)}
        />
        <Stepper
          label="OP-TEE threads"
          value={s.threads}
          min={1}
          max={16}
          onChange={(threads) => edit({ threads }, `${threads} OP-TEE threads`)}
        />
      </div>
      <Capabilities
        caps={s.optee.caps}
        onChange={(caps) => edit({ optee: { ...s.optee, caps } }, `Capabilities 0x${caps.toString(16)}`)}
      />
      <IdsTaken scenario={s} />
      <Actions run={run} />
      <Faults run={run} />
      <MachineWords scenario={s} />
      <JsonView scenario={s} />
      <div className={css.foot}>
        <span>Seed {s.seed}</span>
        <LinkLength scenario={s} />
      </div>
    </>
  );
}
