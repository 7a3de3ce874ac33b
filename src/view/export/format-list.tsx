import type { ReactNode } from 'react';
import { FORMATS, type Format } from '../../export/formats.ts';
import hidden from '../parts/hidden.module.css';
import css from './export-dialog.module.css';

const USES: readonly (readonly [Format['use'], string])[] = [
  ['mail', 'For a mail or a report'],
  ['document', 'For a document'],
  ['program', 'For a program'],
];

interface Props {
  readonly value: Format;
  /** A recording has neither outcome nor scenario. */
  readonly ofRun: boolean;
  readonly onChange: (format: Format) => void;
}

/** The formats by use: native radio buttons, so the arrows go from one to the next. */
export function FormatList({ value, ofRun, onChange }: Props): ReactNode {
  return USES.map(([use, name]) => (
    <fieldset key={use} className={css.formats}>
      <legend>{name}</legend>
      {FORMATS.filter((f) => f.use === use && (ofRun || f.runOnly === undefined)).map((f) => (
        <label key={f.name} className={f.name === value.name ? css.on : undefined} title={f.what}>
          <input
            type="radio"
            className={hidden.hidden}
            name="export-format"
            checked={f.name === value.name}
            onChange={() => onChange(f)}
          />
          <span>{f.label}</span>
          <small aria-hidden="true">.{f.ending}</small>
        </label>
      ))}
    </fieldset>
  ));
}
