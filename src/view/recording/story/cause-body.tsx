import type { ReactNode } from 'react';
import type { RankedCause, Shown } from '../../../diagnose/story/finding.ts';
import { Button } from '../../parts/button.tsx';
import { Cited } from '../../parts/cited.tsx';
import hidden from '../../parts/hidden.module.css';
import { LineLink, type Ways } from './line-link.tsx';
import css from './story.module.css';

interface Props {
  readonly cause: RankedCause;
  readonly ways: Ways | null;
  readonly onShow: (cause: RankedCause) => void;
  /** The one button of a story that is filled. */
  readonly primary?: boolean;
}

/** Why a cause leads to its message, what speaks for and against it, what to do next, and the run that shows it. */
export function CauseBody({ cause, ways, onShow, primary = false }: Props): ReactNode {
  return (
    <>
      <p className={css.because}>{cause.because}</p>
      {cause.pro.length + cause.contra.length + cause.open.length === 0 ? null : (
        <ul className={css.evidence} aria-label="Evidence">
          {cause.pro.map((e) => (
            <Weight key={`${e.line} ${e.says}`} sign="for" shown={e} ways={ways} />
          ))}
          {cause.contra.map((e) => (
            <Weight key={`${e.line} ${e.says}`} sign="against" shown={e} ways={ways} />
          ))}
          {cause.open.map((text) => (
            <li key={text} className={css.open}>
              <span className={css.glyph} aria-hidden="true">
                ?
              </span>
              <p>
                <span className={hidden.hidden}>Open: </span>
                {text}
              </p>
              <span className={css.place}>not in the text</span>
            </li>
          ))}
        </ul>
      )}
      <p>
        <b>Next:</b> {cause.next}
      </p>
      <p className={css.source}>
        <Cited text={cause.source} /> (seen {cause.seen})
      </p>
      {'cannot' in cause.show ? (
        <p className={css.source}>The model has no run that shows this. {cause.show.cannot}</p>
      ) : (
        <Button
          look={primary ? 'primary' : 'plain'}
          onClick={() => onShow(cause)}
          aria-label={`Show in a run: ${cause.title}`}
        >
          Show it in a run
        </Button>
      )}
    </>
  );
}

const SIGNS = { for: '+', against: '−' } as const;

interface WeightProps {
  readonly sign: keyof typeof SIGNS;
  readonly shown: Shown;
  readonly ways: Ways | null;
}

function Weight({ sign, shown, ways }: WeightProps): ReactNode {
  return (
    <li className={css[sign]}>
      <span className={css.glyph} aria-hidden="true">
        {SIGNS[sign]}
      </span>
      <p title={shown.text}>
        <span className={hidden.hidden}>{sign === 'for' ? 'For: ' : 'Against: '}</span>
        {shown.says}
      </p>
      <LineLink line={shown.line} ways={ways} />
    </li>
  );
}
