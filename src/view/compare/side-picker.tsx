import { type ReactNode, useId, useState } from 'react';
import { readScenarioLine } from '../../review/list.ts';
import { LESSON_SUBJECTS } from '../../review/subject.ts';
import type { Scenario } from '../../scenario/types.ts';
import type { Place } from '../../store/session/compare.ts';
import { onPlatform } from '../../store/session/scenario-format.ts';
import { problemSentence } from '../../words/problem-sentence.ts';
import { PlacePicker } from '../parts/place-picker.tsx';
import css from './drivers-dialog.module.css';

/** The names of two entries that are no lesson. No lesson is called so. */
export const OPEN = 'the open scenario';
const OWN = 'your own';

/** What stands on one side. */
export interface Chosen {
  /** OPEN, OWN, or the name of a lesson or variant. */
  readonly what: string;
  /** As it was chosen; where it runs says `place`. */
  readonly scenario: Scenario;
  readonly place: Place;
}

export const scenarioOf = ({ scenario, place }: Chosen): Scenario => onPlatform(scenario, place);

export function titleOf({ what, scenario }: Chosen): string {
  const lesson = LESSON_SUBJECTS.find((l) => l.name === what);
  return lesson?.title ?? (scenario.title === '' ? 'untitled' : scenario.title);
}

interface Props {
  /** `Left` */
  readonly name: string;
  /** The scenario that was open when the dialog was. */
  readonly open: Scenario;
  readonly side: Chosen;
  readonly onChange: (side: Chosen) => void;
}

/** Which scenario, on which driver and in which secure world. */
export function SidePicker({ name, open, side, onChange }: Props): ReactNode {
  const [own, setOwn] = useState(false);
  const take = (what: string, scenario: Scenario): void =>
    onChange({
      what,
      scenario,
      place: what === OPEN ? side.place : { driver: scenario.driver, secure: scenario.secure },
    });
  const choose = (what: string): void => {
    setOwn(what === OWN);
    if (what === OPEN) take(OPEN, open);
    const lesson = LESSON_SUBJECTS.find((l) => l.name === what);
    if (lesson !== undefined) take(what, lesson.scenario);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a column of a grid in every browser
    <div role="group" aria-label={name} className={css.side}>
      <select aria-label={`${name}, scenario`} value={own ? OWN : side.what} onChange={(e) => choose(e.target.value)}>
        <option value={OPEN}>The open scenario{open.title === '' ? '' : `: ${open.title}`}</option>
        <option value={OWN}>Another: its link or its JSON</option>
        <optgroup label="Lessons">
          {LESSON_SUBJECTS.map((l) => (
            <option key={l.name} value={l.name}>
              {l.number} {l.title}
            </option>
          ))}
        </optgroup>
      </select>
      {own ? <OwnScenario name={name} onScenario={(scenario) => take(OWN, scenario)} /> : null}
      <PlacePicker name={name} place={side.place} onChange={(place) => onChange({ ...side, place })} />
    </div>
  );
}

/** A scenario by its link or its JSON: taken as soon as it can be read. */
function OwnScenario({ name, onScenario }: { readonly name: string; readonly onScenario: (s: Scenario) => void }) {
  const id = useId();
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState('');
  const change = async (now: string): Promise<void> => {
    setText(now);
    if (now.trim() === '') {
      setWrong('');
      return;
    }
    const read = await readScenarioLine(now);
    setWrong(read.ok ? '' : problemSentence(read.error));
    if (read.ok) onScenario(read.value);
  };
  return (
    <>
      <textarea
        aria-label={`${name}, link or JSON`}
        aria-describedby={`${id}-says`}
        rows={3}
        spellCheck={false}
        value={text}
        onChange={(e) => void change(e.target.value)}
      />
      <p id={`${id}-says`} role="status" className={css.wrong}>
        {wrong}
      </p>
    </>
  );
}
