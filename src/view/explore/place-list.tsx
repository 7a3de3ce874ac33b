import type { ReactNode } from 'react';
import type { Scenario } from '../../scenario/types.ts';
import { ENDINGS, type Site, type Tried } from '../../store/session/exploring.ts';
import { CellDetail } from './cell-detail.tsx';
import css from './explore-dialog.module.css';
import { siteKey, siteName } from './site-name.ts';

interface Props {
  readonly sites: readonly Site[];
  readonly tried: readonly Tried[];
  readonly scenario: Scenario;
}

/** The matrix where there is no room for one: a line a place, which opens. */
export function PlaceList({ sites, tried, scenario }: Props): ReactNode {
  const at = new Map<string, Tried[]>();
  for (const t of tried) at.set(siteKey(t.site), [...(at.get(siteKey(t.site)) ?? []), t]);
  return (
    <div className={css.places}>
      {sites.map((site) => {
        const here = at.get(siteKey(site)) ?? [];
        return (
          <details key={siteKey(site)}>
            <summary>
              <code>{siteName(site)}</code>
              <span className={css.endings}>
                {ENDINGS.filter(({ id }) => here.some((t) => t.ending.id === id)).map(({ id, glyph }) => (
                  <span key={id} className={`${css.ending} ${css[`tone-${id.replaceAll(' ', '-')}`]}`}>
                    <span aria-hidden="true">{glyph}</span> {here.filter((t) => t.ending.id === id).length} {id}
                  </span>
                ))}
              </span>
            </summary>
            <CellDetail name={siteName(site)} tried={here} scenario={scenario} />
          </details>
        );
      })}
    </div>
  );
}
