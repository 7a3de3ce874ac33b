import type { ReactNode } from 'react';
import type { Run } from '../../scenario/types.ts';
import type { Trace } from '../../trace/trace.ts';
import { later } from '../parts/later.tsx';
import { useMedia } from '../parts/use-media.ts';
import css from './answers.module.css';

/** The answers to every call are a good part of the program: they are loaded when somebody looks at them. */
const Answers = later(async () => (await import('./answers.tsx')).Answers);

interface Props {
  readonly trace: Trace;
  readonly row: number;
  readonly run: Run | null;
  readonly given: string | null;
  /** null until a person folds or unfolds them. */
  readonly chosen: boolean | null;
  readonly onChoose: (open: boolean) => void;
}

/** Where the panel is high they are open from the start. */
const ROOMY = '(min-width: 900px) and (min-height: 1150px)';

/** The legal replies of the current call, folded where there is little room. */
export function AnswersFold({ chosen, onChoose, ...props }: Props): ReactNode {
  const roomy = useMedia(ROOMY);
  const open = chosen ?? roomy;
  return (
    <details
      className={css.fold}
      open={open}
      onToggle={(e) => e.currentTarget.open !== open && onChoose(e.currentTarget.open)}
    >
      <summary>Legal replies, and what each would do</summary>
      {open ? <Answers {...props} /> : null}
    </details>
  );
}
