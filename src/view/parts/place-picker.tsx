import { type ReactNode, useId } from 'react';
import { type Platform, REVISIONS, SECURE_WORLD_FACTS } from '../../store/session/scenario-format.ts';
import css from './place-picker.module.css';

interface Props<P extends Platform> {
  /** `Left`, `Before`: what stands before the list of drivers. */
  readonly name: string;
  readonly place: P;
  /** Both lists begin with "its own": what a scenario says itself. `P` has to allow for that. */
  readonly own?: boolean;
  readonly onChange: (place: P) => void;
}

/** A driver and a secure world, each of those that there are. */
export function PlacePicker<P extends Platform>({ name, place, own = false, onChange }: Props<P>): ReactNode {
  const id = useId();
  const change = (field: keyof Platform, value: string): void => {
    const { [field]: _, ...rest } = place;
    onChange((value === '' ? rest : { ...place, [field]: value }) as P);
  };
  return (
    <span className={css.place}>
      <label htmlFor={id}>{name}</label>{' '}
      <select id={id} value={place.driver ?? ''} onChange={(e) => change('driver', e.target.value)}>
        {own ? <option value="">its own driver</option> : null}
        {REVISIONS.map((r) => (
          <option key={r.id} value={r.id}>
            {r.label}: {r.what}
          </option>
        ))}
      </select>{' '}
      <select
        aria-label={`${name}, secure world`}
        value={place.secure ?? ''}
        onChange={(e) => change('secure', e.target.value)}
      >
        {own ? <option value="">its own secure world</option> : null}
        {SECURE_WORLD_FACTS.map((w) => (
          <option key={w.id} value={w.id}>
            {w.label}
          </option>
        ))}
      </select>
    </span>
  );
}
