import { type ReactNode, useEffect, useId, useState } from 'react';
import { parseWord } from '../../base/bits.ts';
import type { Scenario } from '../../scenario/types.ts';
import { useScope } from '../../store/store.ts';
import { OPTEE_WORDS, wordText } from '../../words/optee-words.ts';
import closed from '../parts/disclosure.module.css';
import { Segmented } from '../parts/segmented.tsx';
import css from './machine-words.module.css';

/** By the manifest of the partition: it leaves by itself, Hafnium stops it, or the interrupt waits. */
const NS_INTERRUPTS = [
  { value: 'managed-exit', label: 'Managed exit' },
  { value: 'signalled', label: 'Signalled' },
  { value: 'queued', label: 'Queued' },
] as const;

/** What is seldom changed: the interrupt controller, the seed, and every other word that OP-TEE answers. */
export function MachineWords({ scenario }: { readonly scenario: Scenario }): ReactNode {
  const edit = useScope((s) => s.edit);
  const { optee, gic, seed } = scenario;
  return (
    <details className={closed.disclosure}>
      <summary>More of the machine</summary>
      <div className={css.body}>
        <Segmented
          name="Interrupt controller"
          segments={[
            { value: '3', label: 'GICv3' },
            { value: '2', label: 'GICv2, no SRI' },
          ]}
          value={gic === 3 ? '3' : '2'}
          onChange={(v) => edit({ gic: v === '3' ? 3 : 2 }, `GICv${v}`)}
        />
        {scenario.secure === 'hafnium' && (
          <Segmented
            name="Interrupts while OP-TEE runs"
            segments={NS_INTERRUPTS}
            value={scenario.nsInterrupts}
            onChange={(nsInterrupts) => edit({ nsInterrupts }, `Interrupts ${nsInterrupts}`)}
          />
        )}
        <label className={css.check}>
          <input
            type="checkbox"
            checked={optee.notifReady}
            onChange={(e) =>
              edit(
                { optee: { ...optee, notifReady: e.target.checked } },
                e.target.checked ? 'OP-TEE has an SGI' : 'OP-TEE has no SGI',
              )
            }
          />
          OP-TEE was given an interrupt to raise
        </label>
        {OPTEE_WORDS.map((w) => (
          <WordInput
            key={w.field}
            label={`${w.label}, ${w.where}`}
            text={wordText(w, optee[w.field])}
            onWord={(n) => edit({ optee: { ...optee, [w.field]: n } }, `${w.label} ${wordText(w, n)}`)}
          />
        ))}
        <WordInput label="seed" text={String(seed)} onWord={(n) => edit({ seed: n }, `Seed ${n}`)} />
      </div>
    </details>
  );
}

interface WordProps {
  readonly label: string;
  /** The word as it is in the scenario. */
  readonly text: string;
  readonly onWord: (value: number) => void;
}

/** A 32-bit word, decimal or hexadecimal. It is taken over with Enter or when the field is left. */
function WordInput({ label, text, onWord }: WordProps): ReactNode {
  const [draft, setDraft] = useState(text);
  const id = useId();
  useEffect(() => setDraft(text), [text]);
  const word = parseWord(draft, 32);
  const commit = (): void => {
    if (word !== null && word !== parseWord(text, 32)) onWord(Number(word));
  };
  return (
    <div className={css.word}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        value={draft}
        spellCheck={false}
        autoComplete="off"
        aria-invalid={word === null}
        aria-describedby={word === null ? `${id}-problem` : undefined}
        onChange={(e) => setDraft(e.target.value)}
        onBlur={commit}
        onKeyDown={(e) => {
          if (e.key === 'Enter') commit();
        }}
      />
      {word === null ? (
        <p id={`${id}-problem`} className={css.problem}>
          Write a 32-bit word: 0x and up to 8 digits, or a decimal number.
        </p>
      ) : null}
    </div>
  );
}
