import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { REVIEW_FORMATS, sumText } from '../../review/report.ts';
import { inOrder, type Platforms, type Reviewed } from '../../review/review.ts';
import { LESSON_SUBJECTS, type Subject } from '../../review/subject.ts';
import { hashOf, REVIEWS } from '../../store/page/routes.ts';
import { placesOf, type Reviewing, reviewLink, reviewRoute, startReview } from '../../store/session/review.ts';
import { type Platform, platformText } from '../../store/session/scenario-format.ts';
import { useScope } from '../../store/store.ts';
import { Button } from '../parts/button.tsx';
import { CopyBlock } from '../parts/copy-block.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { PlacePicker } from '../parts/place-picker.tsx';
import { Segmented } from '../parts/segmented.tsx';
import { ListField } from './list-field.tsx';
import css from './review-dialog.module.css';
import { ReviewLines } from './review-lines.tsx';

/** A review that was run or is running. */
interface Shown {
  readonly platforms: Platforms;
  readonly total: number;
  readonly lines: readonly Reviewed[];
  readonly links: ReadonlyMap<Reviewed, string>;
  readonly running: boolean;
}

// Who looks at a line and comes back finds the review as it was.
let last: { readonly places: readonly [Platform, Platform]; readonly shown: Shown } | null = null;

const FORMATS = [
  { value: 'text', label: 'Mail' },
  { value: 'md', label: 'Markdown' },
  { value: 'json', label: 'JSON' },
] as const;

/** The two of a review that ships. */
const shipped = (review: string): readonly [Platform, Platform] => placesOf(`review/${review}`) ?? [{}, {}];

/**
 * Every lesson, or a list of scenarios, on two drivers or secure worlds: what one breaks and fixes beside the other. Where
 * the address names the two, they are run at once.
 */
export function ReviewDialog(): ReactNode {
  const openDialog = useScope((s) => s.openDialog);
  const route = useScope((s) => s.route);
  const goTo = useScope((s) => s.goTo);
  const asked = useMemo(() => placesOf(route), [route]);
  const [places, setPlaces] = useState(last?.places ?? shipped(REVIEWS[0]));
  const [list, setList] = useState<readonly Subject[] | null>(null);
  const [shown, setShown] = useState<Shown | null>(last?.shown ?? null);
  const [format, setFormat] = useState<(typeof FORMATS)[number]['value']>('text');
  const running = useRef<Reviewing | null>(null);
  useEffect(() => () => running.current?.stop(), []);
  const subjects = list ?? LESSON_SUBJECTS;
  const [before, after] = places;
  const same = reviewRoute([before, {}]) === reviewRoute([after, {}]);

  const start = async ([before, after]: readonly [Platform, Platform]): Promise<void> => {
    running.current?.stop();
    setPlaces([before, after]);
    const platforms = { before, after };
    const base = { platforms, total: subjects.length, links: new Map<Reviewed, string>() };
    setShown({ ...base, lines: [], running: true });
    const mine = startReview(subjects, platforms, (lines) => setShown({ ...base, lines, running: true }));
    running.current = mine;
    const lines = await mine.done;
    const links = new Map(await Promise.all(lines.map(async (line) => [line, await reviewLink(line)] as const)));
    if (running.current !== mine) return;
    running.current = null;
    const over = { ...base, lines, links, running: false };
    last = { places: [before, after], shown: over };
    setShown(over);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is run when the address asks for it, not when a list is typed
  useEffect(() => {
    if (asked === null) return;
    const { platforms } = last?.shown ?? {};
    if (platforms !== undefined && reviewRoute([platforms.before, platforms.after]) === reviewRoute(asked)) return;
    void start(asked);
  }, [asked]);
  const report =
    shown === null
      ? null
      : { platforms: shown.platforms, lines: shown.lines, link: (l: Reviewed) => shown.links.get(l) ?? '' };
  return (
    <Dialog title="Review: what a change breaks and fixes" wide onClose={() => openDialog(null)}>
      <nav className={css.ready} aria-label="Reviews">
        {REVIEWS.map((review) => {
          const [a, b] = shipped(review);
          return (
            <a
              key={review}
              href={hashOf(`review/${review}`)}
              aria-current={route === `review/${review}` ? 'page' : undefined}
              onClick={(e) => {
                if (e.ctrlKey || e.metaKey || e.shiftKey) return;
                e.preventDefault();
                goTo(`review/${review}`);
              }}
            >
              {platformText(a)} → {platformText(b)}
            </a>
          );
        })}
      </nav>
      {route !== null && asked === null ? (
        <p role="alert">
          The address asks for a review of “{route.replace(/^review\/?/, '')}”, which names no two drivers or secure
          worlds. Choose them here.
        </p>
      ) : null}
      <form
        className={css.choose}
        onSubmit={(e) => {
          e.preventDefault();
          void start(places);
        }}
      >
        <PlacePicker name="Before" own place={before} onChange={(place) => setPlaces([place, after])} />
        <PlacePicker name="After" own place={after} onChange={(place) => setPlaces([before, place])} />
        <Button type="submit" look="primary" disabled={shown?.running === true || same}>
          Run {subjects.length} scenarios on both
        </Button>
      </form>
      {same ? <p>Both are the same. Choose another driver or another secure world.</p> : null}
      <ListField onList={setList} />
      {shown === null ? null : (
        <>
          {shown.running ? (
            <p className={css.progress}>
              <progress aria-label="Scenarios that are reviewed" max={shown.total} value={shown.lines.length} />
              <span>
                {shown.lines.length} of {shown.total}
              </span>
              <Button onClick={() => running.current?.stop()}>Stop and keep what is there</Button>
            </p>
          ) : null}
          <p role="status" className={css.sum}>
            {shown.running ? '' : `${shown.lines.length} of ${shown.total} scenarios: ${sumText(shown.lines)}.`}
          </p>
          <ReviewLines lines={inOrder(shown.lines)} links={shown.links} />
          {report === null || shown.running ? null : (
            <section className={css.summary} aria-label="Summary">
              <h3>To paste elsewhere</h3>
              <Segmented name="Format of the summary" segments={FORMATS} value={format} onChange={setFormat} />
              <CopyBlock name="summary" text={[...(REVIEW_FORMATS[format]?.(report) ?? [])].join('\n')} />
            </section>
          )}
        </>
      )}
    </Dialog>
  );
}
