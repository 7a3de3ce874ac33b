import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { KIND_TITLES, KINDS, type Kind, plain, type ReferencePage } from '../../reference/page.ts';
import { busy } from '../../store/busy.ts';
import { useScope } from '../../store/store.ts';
import { Dialog } from '../parts/dialog.tsx';
import { SectionView } from './blocks.tsx';
import { loadPage } from './load.ts';
import css from './reference.module.css';

/** A page of the reference over whatever is open: the address names it, and its links lead on. */
export function ReferenceDialog(): ReactNode {
  const close = useScope((s) => s.openDialog);
  const route = useScope((s) => s.route) ?? 'reference';
  const [shown, setShown] = useState<{ readonly route: string; readonly page: ReferencePage | null } | null>(null);
  useEffect(() => {
    let wanted = true;
    const over = busy();
    void loadPage(route)
      .then((page) => {
        if (wanted) setShown({ route, page });
      })
      .finally(over);
    return () => {
      wanted = false;
    };
  }, [route]);
  const page = shown?.page ?? null;
  return (
    <Dialog title={page?.title ?? 'Reference'} wide onClose={() => close(null)}>
      <Ways route={route} />
      {shown === null ? (
        <p role="status">The page is on its way.</p>
      ) : page === null ? (
        <p role="alert">The reference has no page “{shown.route}”. Its lists have every page that there is.</p>
      ) : (
        <PageView key={shown.route} page={page} route={shown.route} />
      )}
    </Dialog>
  );
}

/** To the front page and the lists. */
function Ways({ route }: { readonly route: string }): ReactNode {
  const link = (to: string, text: string): ReactNode => (
    <a key={to} href={`#/${to}`} aria-current={route === to ? 'page' : undefined}>
      {text}
    </a>
  );
  return (
    <nav className={css.ways} aria-label="Reference">
      {link('reference', 'Reference')}
      {KINDS.map((kind) => link(kind, SHORT[kind]))}
      {link('signs', 'Signs')}
    </nav>
  );
}

const SHORT: Readonly<Record<Kind, string>> = {
  ...KIND_TITLES,
  calls: 'Calls',
  services: 'Services',
  errors: 'Errors',
  rules: 'Rules',
  causes: 'Causes',
};

function PageView({ page, route }: { readonly page: ReferencePage; readonly route: string }): ReactNode {
  const top = useRef<HTMLDivElement>(null);
  const word = route.split('/')[1] ?? null;
  const long =
    page.kind === null && (page.sections[0]?.blocks.some((b) => b.kind === 'table' && b.rows.length > 12) ?? false);
  const [text, setText] = useState('');
  useLayoutEffect(() => {
    const anchor =
      page.kind === 'glossary' && word !== null
        ? top.current?.querySelector(`[data-anchor="${CSS.escape(word)}"]`)
        : null;
    if (anchor === null || anchor === undefined) top.current?.parentElement?.scrollTo(0, 0);
    else anchor.scrollIntoView({ block: 'start' });
  }, [page, word]);
  return (
    <div ref={top} className={css.page}>
      <p className={css.lead}>{page.lead}</p>
      {long ? (
        <label className={css.find}>
          Show those with
          <input type="search" value={text} onChange={(e) => setText(e.target.value)} />
        </label>
      ) : null}
      {page.sections.map((section) => (
        <SectionView key={section.id} section={long ? only(section, text) : section} />
      ))}
    </div>
  );
}

/** The rows of a list that have every word of what was typed. */
function only(section: ReferencePage['sections'][number], text: string): ReferencePage['sections'][number] {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((w) => w !== '');
  if (words.length === 0) return section;
  const blocks = section.blocks.map((b) => {
    if (b.kind !== 'table') return b;
    const rows = b.rows.filter((r) => words.every((w) => r.map(plain).join(' ').toLowerCase().includes(w)));
    return { ...b, rows };
  });
  const count = blocks.reduce((n, b) => n + (b.kind === 'table' ? b.rows.length : 0), 0);
  return { ...section, title: count === 0 ? 'None of them has that.' : `${count} of ${section.title}`, blocks };
}
