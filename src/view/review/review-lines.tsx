import { type ReactNode, useState } from 'react';
import { commonParting, sameParting } from '../../review/report.ts';
import { type Parting, type Reviewed, tally } from '../../review/review.ts';
import type { Verdict } from '../../study/verdict.ts';
import { Badge, type Tone } from '../parts/badge.tsx';
import { LinkToRun } from '../parts/link-to-run.tsx';
import { Segmented } from '../parts/segmented.tsx';
import css from './review-dialog.module.css';

const TONE: Readonly<Record<Verdict, Tone>> = {
  broken: 'error',
  fixed: 'ok',
  different: 'fault',
  'the same': 'plain',
  'not run': 'warn',
};

interface Props {
  readonly lines: readonly Reviewed[];
  readonly links: ReadonlyMap<Reviewed, string>;
}

/** A line a scenario: its verdict, what is otherwise, and the way to both runs; all of them, or those of one verdict. */
export function ReviewLines({ lines, links }: Props): ReactNode {
  const [only, setOnly] = useState<Verdict | 'all'>('all');
  const counts = [...tally(lines)].filter(([verdict, n]) => n > 0 || verdict === only);
  const segments = [
    { value: 'all' as const, label: `All ${lines.length}` },
    ...counts.map(([value, n]) => ({ value, label: `${value} ${n}` })),
  ];
  const common = commonParting(lines);
  return (
    <>
      {common === null ? null : (
        <p className={css.common}>
          In {lines.filter((l) => sameParting(l.parting, common)).length} of {lines.length} the rows part alike. Before:{' '}
          {common.before ?? 'it has ended'} After: {common.after ?? 'it has ended'}
        </p>
      )}
      <Segmented<Verdict | 'all'> name="Which verdicts" segments={segments} value={only} onChange={setOnly} />
      <ul className={css.lines} aria-label="Reviewed scenarios">
        {lines
          .filter((l) => only === 'all' || l.verdict === only)
          .map((line) => (
            <Line key={line.subject.name} line={line} link={links.get(line) ?? ''} common={common} />
          ))}
      </ul>
    </>
  );
}

interface LineProps {
  readonly line: Reviewed;
  readonly link: string;
  /** How most of them part: it is told above all of them. */
  readonly common: Parting | null;
}

function Line({ line, link, common }: LineProps): ReactNode {
  const { subject, verdict, reasons, row, parting } = line;
  return (
    <li>
      <span className={css.verdict}>
        <Badge tone={TONE[verdict]}>{verdict}</Badge>
      </span>
      <div>
        <b>
          {subject.number} {subject.title}
        </b>
        {reasons.map((reason) => (
          <p key={reason}>{reason}</p>
        ))}
        {sameParting(parting, common) ? null : parting === null ? (
          <p>{verdict === 'not run' ? '' : 'Equal in every row.'}</p>
        ) : (
          <p className={css.parting}>
            The rows part at row {parting.row}. Before: {parting.before ?? 'it has ended'} After:{' '}
            {parting.after ?? 'it has ended'}
          </p>
        )}
      </div>
      {link === '' || row === null ? (
        <span />
      ) : (
        <LinkToRun href={link} row={row} label={`${subject.title}: both runs at row ${row}`} />
      )}
    </li>
  );
}
