import { runSubject } from '../../export/run-subject.ts';
import type { Subject } from '../../export/subject.ts';
import { shown } from '../shown.ts';
import type { ScopeState } from '../state.ts';

/** What is open as what can be taken away; null where nothing is. The link is that of the page, with the row and a fork's origin. */
export async function exportSubject(s: ScopeState): Promise<Subject | null> {
  const now = shown(s);
  if (now === null) return null;
  if (now.run !== null) return runSubject(now.run, s.tab === 'simulate' ? await s.link() : undefined);
  const { title, trace, history } = now;
  return { title, facts: ['A recording of a machine.'], trace, history, link: null, revision: null, run: null };
}
