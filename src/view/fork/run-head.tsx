import type { ReactNode } from 'react';
import { errnoText } from '../../abi/errno.ts';
import type { Future } from '../../store/session.ts';
import { count } from '../format.tsx';
import { Badge } from '../inspect/badge.tsx';
import css from './fork-view.module.css';

interface HeadProps {
  readonly future: Future;
  readonly which: 'old' | 'new';
  /** Is the cursor in this one? */
  readonly here: boolean;
}

/** Which of the two runs this is, and what was done to get it. */
export function RunHead({ future, which, here }: HeadProps): ReactNode {
  return (
    <header className={here ? `${css.runHead} ${css.here}` : css.runHead}>
      <Badge tone={which === 'old' ? 'plain' : 'fault'}>{which === 'old' ? 'Old run' : 'New run'}</Badge>
      <h2 title={future.title}>{future.title}</h2>
    </header>
  );
}

/** How a run ended: the probe's answer, the id of the bottom half, what is still held, the rules it broke. */
export function RunFoot({ future }: { readonly future: Future }): ReactNode {
  const { result, bottom_half_value, leaks, violations, hang } = future.run.outcome;
  const failed = result !== null && result < 0;
  const held = leaks.length === 0 ? 'nothing leaked' : `${count(leaks.length)} leaked: ${leaks.join(', ')}`;
  return (
    <footer className={css.runFoot}>
      {result === null ? (
        <Badge tone="plain">no probe ended</Badge>
      ) : (
        <Badge tone={failed ? 'error' : 'ok'}>probe {errnoText(result)}</Badge>
      )}
      {bottom_half_value === null ? null : <code>bottom_half_value {bottom_half_value}</code>}
      {violations.length === 0 ? null : (
        <Badge tone="violation">{[...new Set(violations.map((v) => v.rule))].join(', ')}</Badge>
      )}
      {hang === null ? null : <Badge tone="error">hangs</Badge>}
      <span title={held}>{held}</span>
    </footer>
  );
}
