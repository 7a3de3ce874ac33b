import { type ReactNode, useId } from 'react';
import type { Format } from '../../export/formats.ts';
import { type Choice, DETAILS, REGISTERS, type Subject, THEMES } from '../../export/subject.ts';
import { actorsOf } from '../../trace/index.ts';
import { actorName } from '../../words/event-text.ts';
import { rows } from '../../words/format.ts';
import { Segmented } from '../parts/segmented.tsx';
import css from './export-dialog.module.css';

interface Props {
  readonly format: Format;
  readonly subject: Subject;
  readonly choice: Choice;
  /** What is folded in the diagram. */
  readonly folds: Choice['folds'];
  /** Are the two taken that stand side by side, and not one alone? null: there are no two, or the format cannot hold them. */
  readonly both: boolean | null;
  readonly onBoth: (both: boolean) => void;
  readonly onChange: (patch: Partial<Choice>) => void;
}

const NAMES = {
  registers: 'Registers',
  calls: 'Calls',
  everything: 'Everything',
  none: 'None',
  errors: 'Errors',
  all: 'All',
  light: 'Light',
  dark: 'Dark',
} as const;
const segments = <T extends keyof typeof NAMES>(values: readonly T[]) =>
  values.map((value) => ({ value, label: NAMES[value] }));

/** Which rows are taken, how much of them, and on which lanes. What a format does not have is not offered. */
export function Options({ format, subject, choice, folds, both, onBoth, onChange }: Props): ReactNode {
  const last = subject.trace.length - 1;
  const has = (what: Format['reads'][number]): boolean => format.reads.includes(what);
  const lanes = actorsOf(subject.trace);
  const toggle = (hidden: boolean, actor: (typeof lanes)[number]): void =>
    onChange({ hidden: hidden ? [...choice.hidden, actor] : choice.hidden.filter((a) => a !== actor) });
  return (
    <>
      {both === null ? null : (
        <>
          <h3>Runs</h3>
          <Segmented
            name="Runs"
            segments={[
              { value: 'both', label: 'Both, side by side' },
              { value: 'alone', label: 'This one' },
            ]}
            value={both ? 'both' : 'alone'}
            onChange={(value) => onBoth(value === 'both')}
          />
        </>
      )}
      {both === true ? null : <RowRange from={choice.from} end={choice.end} last={last} onChange={onChange} />}
      {has('detail') ? (
        <>
          <h3>Level of detail</h3>
          <Segmented
            name="Level of detail"
            segments={segments(DETAILS)}
            value={choice.detail}
            onChange={(detail) => onChange({ detail })}
          />
          <fieldset className={css.checks}>
            <legend>Lanes</legend>
            {lanes.map((actor) => (
              <label key={actor}>
                <input
                  type="checkbox"
                  checked={!choice.hidden.includes(actor)}
                  onChange={(e) => toggle(!e.target.checked, actor)}
                />
                {actorName(actor)}
              </label>
            ))}
          </fieldset>
        </>
      ) : null}
      {has('registers') ? (
        <>
          <h3>Registers of</h3>
          <Segmented
            name="Registers of"
            segments={segments(REGISTERS)}
            value={choice.registers}
            onChange={(registers) => onChange({ registers })}
          />
        </>
      ) : null}
      {has('theme') ? (
        <>
          <h3>Theme</h3>
          <Segmented
            name="Theme"
            segments={segments(THEMES)}
            value={choice.theme}
            onChange={(theme) => onChange({ theme })}
          />
        </>
      ) : null}
      {has('captions') || has('state') || (has('folds') && both !== true && folds.length > 0) ? (
        <fieldset className={css.checks}>
          <legend>Also</legend>
          {has('captions') ? (
            <label>
              <input
                type="checkbox"
                checked={choice.captions}
                onChange={(e) => onChange({ captions: e.target.checked })}
              />
              Sentences
            </label>
          ) : null}
          {has('folds') && both !== true && folds.length > 0 ? (
            <label>
              <input
                type="checkbox"
                checked={choice.folds.length > 0}
                onChange={(e) => onChange({ folds: e.target.checked ? folds : [] })}
              />
              Folds, as in the diagram
            </label>
          ) : null}
          {has('state') ? (
            <label>
              <input type="checkbox" checked={choice.state} onChange={(e) => onChange({ state: e.target.checked })} />
              States, so that they come back when it is opened
            </label>
          ) : null}
        </fieldset>
      ) : null}
    </>
  );
}

interface RangeProps {
  readonly from: number;
  readonly end: number;
  /** The last row that there is. */
  readonly last: number;
  readonly onChange: (patch: Partial<Choice>) => void;
}

function RowRange({ from, end, last, onChange }: RangeProps): ReactNode {
  const id = useId();
  const number = (text: string): number => Math.min(Math.max(Math.trunc(Number(text)) || 0, 0), last);
  return (
    <>
      <h3>Rows</h3>
      <p className={css.range}>
        <label htmlFor={`${id}-from`}>from</label>
        <input
          id={`${id}-from`}
          type="number"
          min={0}
          max={last}
          value={from}
          onChange={(e) => onChange({ from: number(e.target.value) })}
        />
        <label htmlFor={`${id}-to`}>to</label>
        <input
          id={`${id}-to`}
          type="number"
          min={0}
          max={last}
          value={Math.min(end - 1, last)}
          onChange={(e) => onChange({ end: number(e.target.value) + 1 })}
        />
        <span>of {rows(last + 1)}</span>
      </p>
    </>
  );
}
