import type { PairSubject } from '../../export/pair-subject.ts';
import { runSubject } from '../../export/run-subject.ts';
import type { Subject } from '../../export/subject.ts';
import { type Half, type Pair, pairOf, sideName } from '../session/pair.ts';
import { linesOfPair } from '../session/pair-lines.ts';
import { shown } from '../shown.ts';
import type { ScopeState } from '../state.ts';

/** What is open as what can be taken away; null where nothing is. The link is that of the page, with the row and a fork's origin. */
export async function exportSubject(s: ScopeState): Promise<Subject | null> {
  const now = shown(s);
  if (now === null) return null;
  if (now.run !== null) return runSubject(now.run, s.tab === 'simulate' ? await s.link() : undefined);
  return recordingSubject(now);
}

/** The two that stand side by side as what can be taken away, as they are drawn; null where one is shown alone. */
export async function exportPair(s: ScopeState): Promise<PairSubject | null> {
  const pair = pairOf(s);
  if (pair === null) return null;
  const link = s.tab === 'simulate' ? await s.link() : null;
  const [left, right] = [await halfSubject(pair, 'left'), await halfSubject(pair, 'right')];
  return { left, right, lines: linesOfPair(pair), link };
}

async function halfSubject(pair: Pair, side: 'left' | 'right'): Promise<Subject> {
  const half = pair[side];
  const subject = half.run === null ? recordingSubject(half) : await runSubject(half.run);
  // The two have one title where one was forked from the other: what was done tells them apart.
  return { ...subject, title: `${half.title} (${sideName(pair, side)})` };
}

const recordingSubject = ({ title, trace, history }: Pick<Half, 'title' | 'trace' | 'history'>): Subject => ({
  title,
  facts: ['A recording of a machine.'],
  trace,
  history,
  link: null,
  revision: null,
  run: null,
});
