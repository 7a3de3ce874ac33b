import { later } from '../parts/later.tsx';
import css from '../parts/pane.module.css';

/** The program text of the model, at the line that produced the current row: it and its list of files come after the first paint. */
export const SourcePane = later(
  async () => (await import('./pane.tsx')).default,
  () => <section className={css.pane} aria-label="Source" />,
);
