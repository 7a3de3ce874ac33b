import { type ReactNode, useId } from 'react';
import told from './hidden.module.css';
import css from './segmented.module.css';

interface Segment<T extends string> {
  readonly value: T;
  readonly label: string;
  /** Why it cannot be chosen; absent where it can. */
  readonly reason?: string;
}

interface Props<T extends string> {
  /** The name of the group for a screen reader. */
  readonly name: string;
  readonly segments: readonly Segment<T>[];
  readonly value: T;
  readonly onChange: (value: T) => void;
}

/** A few values, one of them chosen: native radio buttons side by side. */
export function Segmented<T extends string>({ name, segments, value, onChange }: Props<T>): ReactNode {
  const id = useId();
  const reasons = segments.flatMap((s) => s.reason ?? []);
  return (
    <>
      <fieldset className={css.group} aria-describedby={reasons.length > 0 ? `${id}-why` : undefined}>
        <legend className={told.hidden}>{name}</legend>
        {segments.map((s) => (
          <label
            key={s.value}
            className={`${css.segment} ${s.value === value ? css.on : ''} ${s.reason === undefined ? '' : css.off}`}
            title={s.reason}
          >
            <input
              type="radio"
              className={told.hidden}
              name={id}
              checked={s.value === value}
              disabled={s.reason !== undefined}
              onChange={() => onChange(s.value)}
            />
            {s.label}
          </label>
        ))}
      </fieldset>
      {reasons.length > 0 ? (
        <p id={`${id}-why`} className={css.reason}>
          {reasons.join(' ')}
        </p>
      ) : null}
    </>
  );
}
