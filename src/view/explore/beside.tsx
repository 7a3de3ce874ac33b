import { type ReactNode, useId } from 'react';
import type { Scenario } from '../../scenario/types.ts';
import { type Platform, REVISIONS, SECURE_WORLD_FACTS } from '../../store/session/scenario-format.ts';

interface Props {
  readonly scenario: Scenario;
  readonly value: Platform | null;
  readonly disabled: boolean;
  readonly onChange: (value: Platform | null) => void;
}

/** What a matrix is set beside: another driver, or another secure world. */
export function Beside({ scenario, value, disabled, onChange }: Props): ReactNode {
  const id = useId();
  const places: readonly (readonly [label: string, place: Platform])[] = [
    ...REVISIONS.filter((r) => r.id !== scenario.driver).map((r) => [r.label, { driver: r.id }] as const),
    ...SECURE_WORLD_FACTS.filter((w) => w.id !== scenario.secure).map((w) => [w.label, { secure: w.id }] as const),
  ];
  const chosen = places.findIndex(([, p]) => p.driver === value?.driver && p.secure === value?.secure);
  return (
    <span>
      <label htmlFor={id}>Beside it</label>{' '}
      <select
        id={id}
        value={value === null ? -1 : chosen}
        disabled={disabled}
        onChange={(e) => onChange(places[Number(e.target.value)]?.[1] ?? null)}
      >
        <option value={-1}>nothing</option>
        {places.map(([label], i) => (
          <option key={label} value={i}>
            {label}
          </option>
        ))}
      </select>
    </span>
  );
}
