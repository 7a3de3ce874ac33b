import { lessons } from '../../store/lesson-list.ts';
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

/** What fits to what was typed: a row by its number, commands and lessons by the words of their names. */
export function entriesFor(text: string, rows: number): readonly Entry[] {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((w) => w !== '');
  const row = /^[0-9]+$/.test(text.trim()) ? Number(text) : null;
  const found = ALL.filter((e) => words.every((w) => e.name.toLowerCase().includes(w)));
  return row === null || row >= rows ? found : [goTo(row), ...found];
}

const goTo = (row: number): Entry => ({
  id: `row-entry-${row}`,
  name: `Go to row ${row}`,
  hint: 'row',
  run: (s) => s.seek(row),
});

// What needs a key of its own to say which (a register), or what the palette itself is, is not offered.
const ALL: readonly Entry[] = [
  ...COMMANDS.filter((c) => c.id !== 'register' && c.id !== 'close' && c.id !== 'palette').map(
    (c): Entry => ({ id: c.id, name: c.name, hint: (c.shown ?? c.keys).join(' '), run: c.run }),
  ),
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
  { id: 'causes', name: 'From a message to its cause', hint: 'page', run: (s) => s.openDialog('causes') },
  { id: 'recipe', name: 'Record a machine: the recipe', hint: 'page', run: (s) => s.openDialog('recipe') },
  { id: 'ways', name: 'Compare: bottom half and synchronous', hint: 'page', run: (s) => s.openDialog('ways') },
  { id: 'drivers', name: 'Compare: this scenario on v1 and v6.12', hint: 'page', run: (s) => s.openDialog('drivers') },
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
