import { toggleBreakAt } from '../../store/page/toggle-break.ts';
import { shownTrace } from '../../store/shown.ts';
import { type ScopeState, useScope } from '../../store/store.ts';
import type { JumpKind } from '../../study/marks.ts';

/** Something that a key and a button do. */
export interface Command {
  readonly id: string;
  readonly group: 'Move' | 'Jump' | 'Change' | 'Page';
  readonly name: string;
  /** `KeyboardEvent.key` values; a letter stands for both cases, and `Shift` for the key with Shift held. */
  readonly keys: readonly string[];
  /** How the keys are written in the list, where that is not `keys`. */
  readonly shown?: readonly string[];
  run(s: ScopeState): void;
}

const jump = (kind: JumpKind, direction: 1 | -1) => (s: ScopeState) => void s.jump(kind, direction);

const jumps = (
  [
    ['fault', 'F'],
    ['error', 'E'],
    ['notification', 'N'],
    ['change', 'C'],
    ['action', 'A'],
    ['departure', 'D'],
  ] as const
).flatMap(([kind, key]): Command[] => [
  { id: `next-${kind}`, group: 'Jump', name: `Next ${kind}`, keys: [key], run: jump(kind, 1) },
  {
    id: `previous-${kind}`,
    group: 'Jump',
    name: `Previous ${kind}`,
    keys: [`Shift ${key}`],
    shown: ['Shift', key],
    run: jump(kind, -1),
  },
]);

/** Every command that has a key. The list that `?` opens is this table. */
export const COMMANDS: readonly Command[] = [
  {
    id: 'forward',
    group: 'Move',
    name: 'Forward one row',
    keys: ['ArrowRight', 'ArrowDown'],
    shown: ['→', '↓'],
    run: (s) => s.step(1),
  },
  {
    id: 'back',
    group: 'Move',
    name: 'Back one row',
    keys: ['ArrowLeft', 'ArrowUp'],
    shown: ['←', '↑'],
    run: (s) => s.step(-1),
  },
  { id: 'first', group: 'Move', name: 'First row', keys: ['Home'], run: (s) => s.first() },
  { id: 'last', group: 'Move', name: 'Last row', keys: ['End'], run: (s) => s.last() },
  {
    id: 'play',
    group: 'Move',
    name: 'Play or pause',
    keys: [' '],
    shown: ['Space'],
    run: (s) => (s.playing ? s.pause() : s.play()),
  },
  {
    id: 'faster',
    group: 'Move',
    name: 'Play faster',
    keys: ['+', '='],
    shown: ['+'],
    run: (s) => s.setSpeed(s.speed + 1),
  },
  {
    id: 'slower',
    group: 'Move',
    name: 'Play slower',
    keys: ['-'],
    shown: ['−'],
    run: (s) => s.setSpeed(s.speed - 1),
  },
  {
    id: 'next-step',
    group: 'Move',
    name: 'Next step of the lesson, then its question',
    keys: ['S'],
    run: (s) => s.nextStep(1),
  },
  {
    id: 'previous-step',
    group: 'Move',
    name: 'Step of the lesson before',
    keys: ['Shift S'],
    shown: ['Shift', 'S'],
    run: (s) => s.nextStep(-1),
  },
  { id: 'question', group: 'Move', name: 'Question of the lesson', keys: ['Q'], run: (s) => s.ask(true) },
  {
    id: 'go-to',
    group: 'Jump',
    name: 'Go to a row, or run to it',
    keys: ['J'],
    run: (s) => s.openDialog(s.cursor < 0 ? null : 'row'),
  },
  ...jumps,
  {
    id: 'go-back',
    group: 'Jump',
    name: 'Back to where a link was followed',
    keys: ['Backspace'],
    shown: ['⌫'],
    run: (s) => s.goBack(),
  },
  {
    id: 'inject',
    group: 'Change',
    name: 'Inject a fault at this row',
    keys: ['I'],
    run: (s) => s.openInject(s.cursor < 0 ? null : s.cursor),
  },
  {
    id: 'by-hand',
    group: 'Change',
    name: 'Do something by hand at this row',
    keys: ['H'],
    run: (s) => s.openDialog(s.cursor < 0 || s.tab === 'recording' ? null : 'by-hand'),
  },
  {
    id: 'undo',
    group: 'Change',
    name: 'Undo: back to the run before the last change',
    keys: ['Ctrl Z'],
    run: (s) => void s.undo(),
  },
  {
    id: 'redo',
    group: 'Change',
    name: 'Redo: the change that was taken back last',
    keys: ['Ctrl Shift Z', 'Ctrl Y'],
    shown: ['Ctrl', 'Shift', 'Z'],
    run: (s) => void s.redo(),
  },
  {
    id: 'register',
    group: 'Change',
    name: 'Select register w0 to w7',
    keys: ['0', '1', '2', '3', '4', '5', '6', '7'],
    shown: ['0', '–', '7'],
    run: () => undefined,
  },
  {
    id: 'break-next',
    group: 'Jump',
    name: 'Run to the next breakpoint',
    keys: ['G'],
    run: (s) => void s.runTo(1),
  },
  {
    id: 'break-previous',
    group: 'Jump',
    name: 'Run back to the breakpoint before',
    keys: ['Shift G'],
    shown: ['Shift', 'G'],
    run: (s) => void s.runTo(-1),
  },
  {
    id: 'break',
    group: 'Change',
    name: 'Set a breakpoint at what this row is, or remove those that stop here',
    keys: ['B'],
    run: (s) => toggleBreakAt(s, s.cursor),
  },
  {
    id: 'breaks',
    group: 'Change',
    name: 'Breakpoints',
    keys: ['Shift B'],
    shown: ['Shift', 'B'],
    run: (s) => s.openDialog('breaks'),
  },
  {
    id: 'fold',
    group: 'Page',
    name: 'Fold the function or phase here, or open its fold',
    keys: ['Z'],
    run: (s) => void s.foldAt(s.cursor),
  },
  {
    id: 'fold-all',
    group: 'Page',
    name: 'Fold every function, or unfold all',
    keys: ['Shift Z'],
    shown: ['Shift', 'Z'],
    run: (s) => (s.folds === null ? void s.foldAll('functions') : s.unfoldAll()),
  },
  {
    id: 'more',
    group: 'Page',
    name: 'Level of detail: more',
    keys: ['L'],
    run: (s) => void s.stepLevel(1),
  },
  {
    id: 'less',
    group: 'Page',
    name: 'Level of detail: less',
    keys: ['Shift L'],
    shown: ['Shift', 'L'],
    run: (s) => void s.stepLevel(-1),
  },
  {
    id: 'pin',
    group: 'Change',
    name: 'Watch the cell of the state that has the focus, or let it go',
    keys: ['P'],
    run: pinFocused,
  },
  {
    id: 'view',
    group: 'Page',
    name: 'View: row height, scale, folds, lanes',
    keys: ['V'],
    run: (s) => s.openDialog('view'),
  },
  { id: 'find', group: 'Page', name: 'Find rows', keys: ['/'], run: (s) => s.openSearch() },
  {
    id: 'recent',
    group: 'Page',
    name: 'Recent work, and back to the start',
    keys: ['O'],
    run: (s) => s.openDialog('recent'),
  },
  {
    id: 'futures',
    group: 'Page',
    name: 'Futures: the tree of runs',
    keys: ['T'],
    run: (s) => s.openDialog(s.futures.length > 1 ? 'futures' : null),
  },
  {
    id: 'palette',
    group: 'Page',
    name: 'Commands, lessons, rows',
    keys: ['Ctrl K'],
    run: (s) => s.openDialog('palette'),
  },
  {
    id: 'export',
    group: 'Page',
    name: 'Export: a mail, a document, a program',
    keys: ['Ctrl E'],
    run: (s) => s.openDialog(shownTrace(s) === null ? null : 'export'),
  },
  { id: 'diagram', group: 'Page', name: 'Go to the diagram', keys: ['.'], run: focusDiagram },
  { id: 'help', group: 'Page', name: 'List of keys', keys: ['?'], run: (s) => s.openDialog('help') },
  { id: 'close', group: 'Page', name: 'Close what is on top', keys: ['Escape'], shown: ['Esc'], run: closeTop },
];

/** A cell of the state says in `data-pin` which it is, and in `data-name` what it is called. */
function pinFocused(s: ScopeState): void {
  const { pin, name } = document.activeElement?.closest<HTMLElement>('[data-pin]')?.dataset ?? {};
  if (pin !== undefined) s.togglePin({ key: pin, name: name ?? pin });
  else useScope.setState({ notFound: 'To watch a cell, go to it in the state and press P.' });
}

/** Puts the focus on the list of rows. */
function focusDiagram(): void {
  document.querySelector<HTMLElement>('[data-diagram=""]')?.focus();
}

/** Esc takes the topmost thing only: a dialog closes itself, then the message, then the selected register. */
function closeTop(s: ScopeState): void {
  if (s.dialog !== null) s.openDialog(null);
  else if (s.injectAt !== null) s.openInject(null);
  else if (s.tour !== null) s.setTour(null);
  else if (s.problem !== null) s.report(null);
  else if (s.search !== null) s.closeSearch();
  else if (s.register !== null) s.select(null);
}
