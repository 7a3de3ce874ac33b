import type { ReactNode } from 'react';
import { useScope } from '../../store/store.ts';
import { checkedText } from '../../words/checked-text.ts';
import css from '../parts/page-title.module.css';

/** The open recording in the head of the page, and how it compares. */
export function RecordingTitle(): ReactNode {
  const recording = useScope((s) => s.recording);
  return (
    <div className={css.title}>
      <h1>{recording?.name ?? 'No recording is open'}</h1>
      {recording === null ? null : (
        <span>
          {recording.complete ? checkedText(recording.checked.counts, recording.report.cut) : 'still being read'}
          {recording.readTo === null ? '' : ', its first part'}
        </span>
      )}
    </div>
  );
}
