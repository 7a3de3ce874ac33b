import { type ReactNode, useEffect, useId, useState } from 'react';
import { problemText } from '../../base/result.ts';
import type { Scenario } from '../../scenario/types.ts';
import { parseScenarioText, scenarioText } from '../../store/session/scenario-text.ts';
import { useScope } from '../../store/store.ts';
import { Button } from '../parts/button.tsx';
import css from './json-view.module.css';

/** The text with its checks; its parser is loaded when it is first opened. */
export function JsonEditor({ scenario }: { readonly scenario: Scenario }): ReactNode {
  const replace = useScope((s) => s.replace);
  const now = scenarioText(scenario);
  const [text, setText] = useState(now);
  const [refused, setRefused] = useState<string | null>(null);
  const id = useId();
  // What changes the scenario elsewhere shows here: the text is the open scenario until somebody writes.
  useEffect(() => {
    setText(now);
    setRefused(null);
  }, [now]);
  const read = parseScenarioText(text);
  const problem = read.ok ? refused : problemText(read.error);
  const changed = text !== now;
  const run = async (): Promise<void> => {
    const problem = read.ok ? await replace(read.value, 'The JSON was edited') : read.error;
    setRefused(problem === null ? null : problemText(problem));
  };
  return (
    <div className={css.editor}>
      <textarea
        aria-label="Scenario as JSON"
        aria-invalid={problem !== null}
        aria-describedby={`${id}-says`}
        rows={Math.min(24, Math.max(6, text.split('\n').length))}
        spellCheck={false}
        wrap="off"
        value={text}
        onChange={(e) => {
          setText(e.target.value);
          setRefused(null);
        }}
        onKeyDown={(e) => {
          e.stopPropagation();
          if (e.key === 'Enter' && (e.ctrlKey || e.metaKey) && read.ok && changed) void run();
        }}
      />
      <p id={`${id}-says`} className={problem === null ? css.fine : css.problem} aria-live="polite">
        {problem ?? (changed ? 'It can be run.' : 'This is what is open. Fields at their default are left out.')}
      </p>
      <div className={css.buttons}>
        <Button disabled={!changed} onClick={() => setText(now)}>
          Undo my changes
        </Button>
        <Button look="primary" disabled={!changed || !read.ok} onClick={() => void run()}>
          Run this
        </Button>
      </div>
    </div>
  );
}
