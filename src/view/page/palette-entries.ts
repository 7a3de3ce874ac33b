import { CALLS } from '../../abi/ffa-call.ts';
import { REVIEWS } from '../../store/page/routes.ts';
import { lessons } from '../../store/session/lesson-list.ts';
import { FRESH, revisionOf } from '../../store/session/scenario-format.ts';
import type { ScopeState } from '../../store/store.ts';
import { COMMANDS } from './commands.ts';

/** Something that the palette offers. */
export interface Entry {
  readonly id: string;
  readonly name: string;
  /** Its keys, or what kind of thing it is. */
  readonly hint: string;
  run(s: ScopeState): void;
}

/**
 * What fits to what was typed: a row by its number, commands, lessons and the run's `calls` by the words of their names,
 * and at last a search for it among the rows.
 */
export function entriesFor(text: string, rows: number, calls: readonly string[] = []): readonly Entry[] {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((w) => w !== '');
  const row = /^[0-9]+$/.test(text.trim()) ? Number(text) : null;
  const fits = (e: Entry): boolean => words.every((w) => e.name.toLowerCase().includes(w));
  // With nothing typed the calls would bury the commands.
  const named = words.length === 0 ? [] : [...calls.map(callEntry), ...CALLS.map(pageEntry)].filter(fits);
  const found = [
    ...ALL.filter(fits),
    ...named,
    ...(words.length === 0 || row !== null ? [] : [searchEntry(text.trim())]),
  ];
  return row === null || row >= rows ? found : [goTo(row), ...found];
}

const goTo = (row: number): Entry => ({
  id: `row-entry-${row}`,
  name: `Go to row ${row}`,
  hint: 'row',
  run: (s) => s.seek(row),
});

const callEntry = (call: string): Entry => ({
  id: `call-${call}`,
  name: `Next call ${call}`,
  hint: 'call',
  run: (s) => void s.runTo(1, `call:${call}`),
});

const pageEntry = ({ name }: { readonly name: string }): Entry => ({
  id: `page-${name}`,
  name: `Reference: ${name}`,
  hint: 'page',
  run: (s) => s.goTo(`calls/${name}`),
});

const searchEntry = (text: string): Entry => ({
  id: 'search-entry',
  name: `Find rows with ${text}`,
  hint: 'rows',
  run(s) {
    s.openSearch();
    void s.searchFor(text);
  },
});

// What needs a key of its own to say which (a register), or what the palette itself is, is not offered.
const ALL: readonly Entry[] = [
  ...COMMANDS.filter((c) => c.id !== 'register' && c.id !== 'close' && c.id !== 'palette').map(
    (c): Entry => ({ id: c.id, name: c.name, hint: (c.shown ?? c.keys).join(' '), run: c.run }),
  ),
  {
    id: 'new',
    name: `New scenario: probe and remove on ${revisionOf(FRESH.driver).kernel}`,
    hint: 'page',
    run: (s) => s.open(FRESH),
  },
  { id: 'lessons', name: 'All lessons', hint: 'page', run: (s) => s.openDialog('lessons') },
  {
    id: 'recording',
    name: 'Open a recording',
    hint: 'page',
    run: (s) => {
      s.setTab('recording');
      s.choose(true);
    },
  },
  { id: 'reference', name: 'Reference: calls, errors, rules, causes', hint: 'page', run: (s) => s.goTo('reference') },
  { id: 'glossary', name: 'Glossary', hint: 'page', run: (s) => s.goTo('glossary') },
  { id: 'tour', name: 'Tour of the page', hint: 'page', run: (s) => s.setTour(0) },
  { id: 'signs', name: 'Legend: signs of the diagram', hint: 'page', run: (s) => s.goTo('signs') },
  { id: 'causes', name: 'From a message to its cause', hint: 'page', run: (s) => s.openDialog('causes') },
  { id: 'recipe', name: 'Record a machine: the recipe', hint: 'page', run: (s) => s.openDialog('recipe') },
  { id: 'ways', name: 'Compare: bottom half and synchronous', hint: 'page', run: (s) => s.openDialog('ways') },
  {
    id: 'drivers',
    name: 'Compare: two scenarios, drivers or secure worlds',
    hint: 'page',
    run: (s) => s.openDialog('drivers'),
  },
  ...(['normal', 'secure'] as const).map(
    (side): Entry => ({
      id: `world-${side}`,
      name: `Fold the ${side} world into one lane, or unfold it`,
      hint: 'view',
      run: (s) => s.toggleWorld(side),
    }),
  ),
  {
    id: 'review',
    name: 'Review: what a driver or a secure world breaks and fixes',
    hint: 'page',
    run: (s) => s.openDialog('review'),
  },
  {
    id: 'explore',
    name: 'Explore: every fault and every order of this scenario',
    hint: 'page',
    run: (s) => s.goTo('explore'),
  },
  ...REVIEWS.map(
    (review): Entry => ({
      id: `review-${review}`,
      name: `Review: ${review.replace('..', ' and then ')}`,
      hint: 'page',
      run: (s) => s.goTo(`review/${review}`),
    }),
  ),
  { id: 'paste', name: 'Open a link', hint: 'page', run: (s) => s.openDialog('paste') },
  { id: 'copy', name: 'Show the link to copy', hint: 'page', run: (s) => s.openDialog('link') },
  ...(['system', 'light', 'dark'] as const).map(
    (theme): Entry => ({
      id: `theme-${theme}`,
      name: theme === 'system' ? 'Theme as the system' : `Theme ${theme}`,
      hint: 'page',
      run: (s) => s.setTheme(theme),
    }),
  ),
  ...lessons.map(
    (lesson, i): Entry => ({
      id: `lesson-${lesson.number}`,
      name: `Lesson ${lesson.number}: ${lesson.title}`,
      hint: 'lesson',
      run: (s) => s.openLesson(i),
    }),
  ),
];
