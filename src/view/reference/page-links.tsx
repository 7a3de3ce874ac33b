import type { ReactNode } from 'react';
import { errnoName } from '../../abi/errno.ts';
import { pageOfWord } from '../../reference/linked.ts';
import { routeOf } from '../../reference/page.ts';
import type { TraceEvent } from '../../trace/event.ts';
import type { Exchange } from '../../words/registers.ts';
import css from './page-links.module.css';

/** The pages of what stands in a row: its call, its service, the status or errno of its answer, the rule that it breaks. */
export function pagesOfRow(event: TraceEvent, exchange: Exchange | null): readonly (readonly [string, string])[] {
  const words: (string | null)[] = [];
  if (exchange !== null) {
    const { call, reply } = exchange;
    words.push(call?.decoded.name ?? null, call?.decoded.service ?? null);
    words.push(
      reply?.decoded.name ?? null,
      ...(reply?.decoded.failed === true ? reply.decoded.summary.split(' ') : []),
    );
  } else if (event.kind === 'step' && typeof event.rc === 'number' && event.rc < 0) words.push(errnoName(event.rc));
  else if (event.kind === 'violation') words.push(event.rule);
  const pages = words.flatMap((w) => (w === null ? [] : [pageOfWord(w)])).filter((p) => p !== null);
  return pages
    .map(([kind, name]) => [routeOf(kind, name), name] as const)
    .filter(([route], i, all) => all.findIndex(([r]) => r === route) === i);
}

/** Links to pages of the reference; they open over the run. */
export function PageLinks({ pages }: { readonly pages: readonly (readonly [string, string])[] }): ReactNode {
  return (
    <span className={css.links}>
      {pages.map(([route, name]) => (
        <a key={route} href={`#/${route}`}>
          {name}
        </a>
      ))}
    </span>
  );
}
