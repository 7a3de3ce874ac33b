import type { ReactNode } from 'react';
import { FIX_IDS, type FixId } from '../../store/session/scenario-format.ts';
import { FIX_WORDS } from '../../words/fixes.ts';
import { Section } from '../parts/section.tsx';
import css from './checks.module.css';

interface Props {
  readonly fixes: readonly FixId[];
  readonly onChange: (fixes: readonly FixId[], title: string) => void;
}

/** The fixes of the driver `fixed`, each a switch. */
export function Fixes({ fixes, onChange }: Props): ReactNode {
  const toggle = (id: FixId): void => {
    const on = fixes.includes(id);
    onChange(
      FIX_IDS.filter((f) => (f === id ? !on : fixes.includes(f))),
      on ? `Without ${id}` : `With ${id}`,
    );
  };
  return (
    <Section title="Fixes" aside={`${fixes.length} of ${FIX_IDS.length}`}>
      <div className={css.list}>
        {FIX_IDS.map((id) => (
          <label key={id} className={css.check} title={`${FIX_WORDS[id].says} Without it: ${FIX_WORDS[id].without}`}>
            <input type="checkbox" checked={fixes.includes(id)} onChange={() => toggle(id)} />
            <code>{id}</code>
          </label>
        ))}
      </div>
    </Section>
  );
}
