import { type ReactNode, useId } from 'react';
import type { Place } from '../../store/session/compare.ts';
import { REVISIONS, SECURE_WORLD_FACTS } from '../../store/session/scenario-format.ts';
import css from './place-picker.module.css';

interface Props {
  /** `Left`, `Before`: what stands before the list of drivers. */
  readonly name: string;
  readonly place: Place;
  readonly onChange: (place: Place) => void;
}

/** A driver and a secure world, each of those that there are. */
export function PlacePicker({ name, place, onChange }: Props): ReactNode {
  const id = useId();
  return (
    <span className={css.place}>
      <label htmlFor={id}>{name}</label>{' '}
      <select
        id={id}
        value={place.driver}
        onChange={(e) => onChange({ ...place, driver: REVISIONS[e.target.selectedIndex]?.id ?? place.driver })}
      >
        {REVISIONS.map((r) => (
          <option key={r.id} value={r.id}>
            {r.label}: {r.what}
          </option>
        ))}
      </select>{' '}
      <select
        aria-label={`${name}, secure world`}
        value={place.secure}
        onChange={(e) => onChange({ ...place, secure: SECURE_WORLD_FACTS[e.target.selectedIndex]?.id ?? place.secure })}
      >
        {SECURE_WORLD_FACTS.map((w) => (
          <option key={w.id} value={w.id}>
            {w.label}
          </option>
        ))}
      </select>
    </span>
  );
}
