import { LESSONS } from '../lessons/gallery.ts';
import { encodeLink } from '../scenario/encode-link.ts';
import { run } from '../scenario/run.ts';
import { type Block, type Text, words } from './page.ts';

/** Where calls, services and broken rules occur in the lessons. */
export interface Occurrences {
  /** `Lesson 3, The -EACCES walk`, a link to the first row in it: for a call, a service or a rule by its name. */
  of(name: string): readonly Text[];
}

/** Runs every lesson once and notes the first row of each name in it. */
export async function lessonOccurrences(): Promise<Occurrences> {
  const found = new Map<string, Text[]>();
  for (const lesson of LESSONS) {
    const first = new Map<string, number>();
    for (const e of run(lesson.scenario).trace.rows()) {
      const names =
        e.kind === 'call' || e.kind === 'return' ? [e.name, e.service ?? ''] : e.kind === 'violation' ? [e.rule] : [];
      for (const name of names) if (name !== '' && !first.has(name)) first.set(name, e.row);
    }
    const title = `Lesson ${lesson.number}, ${lesson.title}`;
    for (const [name, row] of first) {
      const href = await encodeLink(lesson.scenario, { row, panels: [] });
      const all = found.get(name) ?? [];
      all.push([{ text: title, href }, `, first at row ${row}`]);
      found.set(name, all);
    }
  }
  return { of: (name) => found.get(name) ?? [] };
}

/** The list of lessons as it stands on a page; a sentence where there is none. */
export const lessonBlocks = (lessons: readonly Text[], none: string): readonly Block[] =>
  lessons.length === 0 ? [words(none)] : [{ kind: 'list', items: lessons }];
