import type { ReactNode } from 'react';
import { errnoText } from '../../abi/errno.ts';
import { type Half, type Pair, sideName } from '../../store/session/pair.ts';
import type { Side } from '../../study/align-keys.ts';
import { count } from '../../words/format.ts';
import { Badge } from '../parts/badge.tsx';
import css from './pair-view.module.css';

interface HeadProps {
  readonly pair: Pair;
  readonly side: Side;
}

/** Which of the two this is, and what was done to get it. */
export function RunHead({ pair, side }: HeadProps): ReactNode {
  const { title } = pair[side];
  const name = sideName(pair, side);
  return (
    <header className={side === pair.side ? `${css.runHead} ${css.here}` : css.runHead}>
      <Badge tone={side === 'left' || pair.counterpart !== null ? 'plain' : 'fault'}>
        {name.charAt(0).toUpperCase() + name.slice(1)}
      </Badge>
      <h2 title={title}>{title}</h2>
    </header>
  );
}

/** How it ended: the probe's answer, the id of the bottom half, what is still held, the rules it broke. */
export function RunFoot({ half: { run, trace } }: { readonly half: Half }): ReactNode {
  return run === null ? (
    <footer className={css.runFoot}>
      <span>{count(trace.length)} rows of the machine</span>
    </footer>
  ) : (
    <Outcome outcome={run.outcome} />
  );
}

function Outcome({ outcome }: { readonly outcome: NonNullable<Half['run']>['outcome'] }): ReactNode {
  const { result, bottom_half_value, leaks, violations, hang } = outcome;
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
