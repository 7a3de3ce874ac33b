import { type ReactNode, useEffect, useState } from 'react';
import { lessonNow } from '../../store/session/lesson-glosses.ts';
import { shownTrace } from '../../store/shown.ts';
import { useScope } from '../../store/store.ts';
import { count } from '../../words/format.ts';
import { Button } from '../parts/button.tsx';
import { Movers } from '../transport/movers.tsx';
import { Scrubber } from '../transport/scrubber.tsx';
import css from './embed.module.css';

/** The page without its question mark is the page in full; its address follows the cursor after so many milliseconds. */
const PAUSE = 300;

/** Moves the cursor, and leads to the whole page. */
export function EmbedBar(): ReactNode {
  const trace = useScope(shownTrace);
  const cursor = useScope((s) => s.cursor);
  const full = useFullAddress();
  return (
    <footer className={css.bar}>
      <Movers />
      <Steps />
      <Scrubber compact />
      <span className={css.position}>{trace === null ? '' : `${count(cursor)} / ${count(trace.length - 1)}`}</span>
      <a className={css.full} href={full} target="_blank" rel="noopener" title="Opens this row in FF-A Scope">
        Open in full
      </a>
    </footer>
  );
}

/** To the step of the lesson before and after the cursor. */
function Steps(): ReactNode {
  const now = useScope(lessonNow);
  const cursor = useScope((s) => s.cursor);
  if (now === null) return null;
  const rows = [...now.at.keys()];
  const before = rows.findLast((r) => r < cursor);
  const after = rows.find((r) => r > cursor);
  const { nextStep } = useScope.getState();
  return (
    <div className={css.steps}>
      <Button square disabled={before === undefined} aria-label="Step before" onClick={() => nextStep(-1)}>
        ‹
      </Button>
      <Button disabled={after === undefined} onClick={() => nextStep(1)}>
        Next step
      </Button>
    </div>
  );
}

/** The address of the whole page with what is open here, at this row. */
function useFullAddress(): string {
  const run = useScope((s) => s.current);
  const cursor = useScope((s) => s.cursor);
  const page = location.pathname;
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    let over = false;
    const timer = setTimeout(async () => {
      const link = run === null ? '' : await useScope.getState().link();
      if (!over && link !== '' && cursor === useScope.getState().cursor) setHash(link.slice(link.indexOf('#')));
    }, PAUSE);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [run, cursor]);
  return `${page}${hash}`;
}
