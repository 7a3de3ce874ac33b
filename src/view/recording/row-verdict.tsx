import type { ReactNode } from 'react';
import type { JUDGEMENTS } from '../../store/recording/survey-facts.ts';
import { verdictAt } from '../../store/recording/verdict-at.ts';
import { wordText } from '../../words/word-text.ts';
import { Badge } from '../parts/badge.tsx';
import { Cited } from '../parts/cited.tsx';
import { useSettled } from '../parts/use-settled.ts';
import css from './row-verdict.module.css';

/** What the profile says of the current row of a recording; nothing where it says nothing. */
export function RowVerdict(): ReactNode {
  const recording = useSettled('row', (s) => (s.tab === 'recording' ? s.recording : null));
  const cursor = useSettled('row', (s) => s.cursor);
  const verdict = recording === null || cursor < 0 ? null : verdictAt(recording, cursor);
  if (verdict === null) return null;
  const { judgement, text, rule, differing } = verdict;
  const [tone, word] = WORDS[judgement];
  return (
    <section className={css.verdict} aria-label="Beside the profile">
      <p>
        <Badge tone={tone}>{word}</Badge> {text}
      </p>
      {differing.length === 0 ? null : (
        <table>
          <thead>
            <tr>
              <th scope="col">Register</th>
              <th scope="col">Recorded</th>
              <th scope="col">Profile</th>
            </tr>
          </thead>
          <tbody>
            {differing.map((d) => (
              <tr key={d.register}>
                <th scope="row">w{d.register}</th>
                <td>{wordText(d.recorded, 32, 'hex')}</td>
                <td>{wordText(d.expected, 32, 'hex')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {rule === null ? null : (
        <p className={css.source}>
          {rule.id}: <Cited text={rule.source} />
        </p>
      )}
    </section>
  );
}

type Word = readonly [tone: 'ok' | 'fault' | 'plain', word: string];

const WORDS: Readonly<Record<Exclude<(typeof JUDGEMENTS)[number], 'none'>, Word>> = {
  equal: ['ok', 'equal'],
  allowed: ['ok', 'allowed'],
  departure: ['fault', 'departure'],
  unknown: ['plain', 'not known'],
};
