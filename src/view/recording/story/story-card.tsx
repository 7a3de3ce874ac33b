import { type ReactNode, useId } from 'react';
import type { Story } from '../../../diagnose/story/file-story.ts';
import type { Finding, RankedCause } from '../../../diagnose/story/finding.ts';
import { Badge } from '../../parts/badge.tsx';
import { CallChain } from './call-chain.tsx';
import { CauseBody } from './cause-body.tsx';
import { Consequences } from './consequences.tsx';
import { LineLink, type Ways } from './line-link.tsx';
import { OtherCauses } from './other-causes.tsx';
import css from './story.module.css';

interface Props {
  readonly story: Story;
  /** `1 of 3`; null for the only one. */
  readonly place: string | null;
  readonly ways: Ways | null;
  readonly onShow: (cause: RankedCause) => void;
}

/** One first cause: what it is, what speaks for it and against it, what follows from it, and what was ruled out. */
export function StoryCard({ story, place, ways, onShow }: Props): ReactNode {
  const title = useId();
  const { first, again, consequences } = story;
  const [top, ...others] = first.causes;
  return (
    <article className={css.story} aria-labelledby={title}>
      <header className={css.head}>
        <span>First cause{place === null ? '' : `, ${place}`}</span>
        {top === undefined ? null : <Badge tone="plain">{weighed(top)}</Badge>}
      </header>
      <h4 id={title} className={css.title}>
        {top?.title ?? first.says}
      </h4>
      <div className={css.line}>
        <code>{first.text}</code>
        <LineLink line={first.line} ways={ways} />
      </div>
      {first.times > 1 ? <p className={css.quiet}>It stands there {first.times} times.</p> : null}
      {top === undefined ? (
        <p>
          {first.ruledOut.length > 0
            ? 'What is known to lead to it is ruled out.'
            : 'Nothing is known that leads to it.'}
        </p>
      ) : (
        <>
          <p className={css.says}>{first.says}</p>
          <CauseBody cause={top} ways={ways} onShow={onShow} primary />
        </>
      )}
      <Again list={again} ways={ways} />
      {first.report === null ? null : <CallChain report={first.report} ways={ways} />}
      <Consequences list={consequences} ways={ways} />
      <OtherCauses causes={others} ruledOut={first.ruledOut} ways={ways} onShow={onShow} />
    </article>
  );
}

/** The same message of the same cause, each with its line. */
function Again({ list, ways }: { readonly list: readonly Finding[]; readonly ways: Ways | null }): ReactNode {
  if (list.length === 0) return null;
  return (
    <details className={css.fold}>
      <summary>
        The same again <span>{list.length}</span>
      </summary>
      <ul className={css.lines}>
        {list.map((f) => (
          <li key={f.line}>
            <code>{f.text}</code>
            <LineLink line={f.line} ways={ways} />
          </li>
        ))}
      </ul>
    </details>
  );
}

/** `3 for, 1 against, 1 open`. */
function weighed({ pro, contra, open, seen }: RankedCause): string {
  const parts = [
    pro.length > 0 ? `${pro.length} for` : '',
    contra.length > 0 ? `${contra.length} against` : '',
    open.length > 0 ? `${open.length} open` : '',
  ].filter((p) => p !== '');
  return parts.length === 0 ? `seen ${seen}` : parts.join(', ');
}
