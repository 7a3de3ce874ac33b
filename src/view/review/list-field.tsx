import { type ReactNode, useId, useState } from 'react';
import { readSubject } from '../../review/list.ts';
import type { Subject } from '../../review/subject.ts';
import css from './review-dialog.module.css';

/** A list of scenarios in place of the lessons; what is wrong with a line is said, and the others are taken. */
export function ListField({ onList }: { readonly onList: (list: readonly Subject[] | null) => void }): ReactNode {
  const id = useId();
  const [text, setText] = useState('');
  const [bad, setBad] = useState<readonly string[]>([]);
  const change = async (now: string): Promise<void> => {
    setText(now);
    const read = await Promise.all(now.split('\n').map((line, i) => readSubject(line, i + 1)));
    const found = read.flatMap((r) => (r?.ok ? [r.value] : []));
    setBad(read.flatMap((r, i) => (r === null || r.ok ? [] : [`Line ${i + 1}: ${r.error.what} ${r.error.remedy}`])));
    onList(found.length === 0 ? null : found);
  };
  return (
    <details className={css.list}>
      <summary>A list of your own in place of the lessons</summary>
      <label htmlFor={id}>One scenario a line, as JSON or as a link</label>
      <textarea id={id} rows={4} spellCheck={false} value={text} onChange={(e) => void change(e.target.value)} />
      <p role="status">{bad.join(' ')}</p>
    </details>
  );
}
