import { type ReactNode, useId } from 'react';
import css from './stepper.module.css';

interface Props {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
}

/** A small whole number with a button at either side; it can be typed too. */
export function Stepper({ label, value, min, max, onChange }: Props): ReactNode {
  const id = useId();
  const set = (n: number): void => {
    if (Number.isInteger(n) && n >= min && n <= max && n !== value) onChange(n);
  };
  return (
    <div className={css.field}>
      <label className={css.label} htmlFor={id}>
        {label}
      </label>
      <div className={css.box}>
        <button type="button" aria-label={`One less: ${label}`} disabled={value <= min} onClick={() => set(value - 1)}>
          −
        </button>
        <input
          id={id}
          type="number"
          inputMode="numeric"
          min={min}
          max={max}
          value={value}
          onChange={(e) => set(e.target.valueAsNumber)}
        />
        <button type="button" aria-label={`One more: ${label}`} disabled={value >= max} onClick={() => set(value + 1)}>
          +
        </button>
      </div>
    </div>
  );
}
