import { type ReactNode, useEffect, useState } from 'react';
import type { Format } from '../../export/formats.ts';
import { columns } from '../../export/plain-text.ts';
import { count } from '../../words/format.ts';
import css from './export-dialog.module.css';
import type { Made } from './made.ts';

/** Lines that are shown of a long file. */
const SHOWN = 400;

interface Props {
  readonly format: Format;
  readonly made: Made | null;
}

/** Exactly what is copied and saved: the picture, or the first lines with the widest of them measured. */
export function Preview({ format, made }: Props): ReactNode {
  if (made === null) return <p className={css.why}>Wait for the rows.</p>;
  if ('why' in made)
    return (
      <p role="alert" className={css.why}>
        {made.why}
      </p>
    );
  if (format.framed !== undefined)
    return (
      <p className={css.why}>
        A page of its own, about 1.2 MB, with the whole viewer and what is taken: it opens from disk in any browser,
        plays, and asks no server. All rows of a run stay a run, in which faults can be injected.
      </p>
    );
  const picture = format.mime.startsWith('image/');
  const widest = made.lines.reduce((most, line) => Math.max(most, columns(line)), 0);
  const more = made.lines.length - SHOWN;
  return (
    <>
      <p className={css.size}>
        {picture
          ? `${count(Math.ceil(made.text.length / 1000))} kB`
          : `${count(made.lines.length)} lines, widest ${count(widest)}`}
        {more > 0 && !picture ? `; the first ${SHOWN} are shown` : ''}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className={css.sheet} tabIndex={0} aria-label="Preview">
        {picture ? <Picture svg={made.text} /> : <pre>{made.lines.slice(0, SHOWN).join('\n')}</pre>}
      </section>
    </>
  );
}

function Picture({ svg }: { readonly svg: string }): ReactNode {
  const [url, setUrl] = useState('');
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [svg]);
  return url === '' ? null : <img src={url} alt="The rows that are taken, as they are drawn" />;
}
