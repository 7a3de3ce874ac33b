import type { ScopeStore } from '../../store/store.ts';
import { COMMANDS, type Command } from './commands.ts';
import { startTypedAhead } from './typed-ahead.ts';

/** Roles that use the arrows, Home, End and Space themselves. The list of rows is the diagram: its keys are the page's. */
const OWN_ARROWS =
  'input, textarea, select, [contenteditable], [role=grid], [role=radiogroup], [role=listbox]:not([data-diagram]), ' +
  '[role=menu], [role=tablist], [role=toolbar], [role=tree], [data-keys=own]';
const TEXT =
  'textarea, select, [contenteditable], input:not([type=checkbox], [type=radio], [type=range], [type=button])';
const SCROLLED = new Set(['ArrowUp', 'ArrowDown', 'Home', 'End']);

/** What of a key press decides which command it is. */
export interface Press {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** The command that a key press asks for; null for none. */
export function commandOf(e: Press): Command | null {
  if (e.altKey) return null;
  // On a Mac the key is Command.
  if (e.ctrlKey || e.metaKey) {
    const held = e.shiftKey ? 'Ctrl Shift' : 'Ctrl';
    return COMMANDS.find((c) => c.keys.includes(`${held} ${e.key.toUpperCase()}`)) ?? null;
  }
  const letter = /^[a-z]$/i.test(e.key) ? e.key.toUpperCase() : e.key;
  const wanted = e.shiftKey && /^[A-Z]$/.test(letter) ? `Shift ${letter}` : letter;
  return COMMANDS.find((c) => c.keys.includes(wanted)) ?? null;
}

/** Listens for the keys of the page. Answers a function that ends it. */
export function startKeys(store: ScopeStore): () => void {
  const ahead = startTypedAhead(store);
  // Before everybody else: what is on its way has no field yet that could take the key.
  const early = (e: KeyboardEvent): void => {
    // Keys that were kept come back as events of the page's own.
    if (!e.isTrusted || !ahead.take(e)) return;
    e.preventDefault();
    e.stopPropagation();
  };
  const press = (e: KeyboardEvent): void => {
    const command = e.defaultPrevented || e.isComposing ? null : commandOf(e);
    if (command === null || !free(e, command) || (awaited(store) && command.id !== 'close' && command.id !== 'palette'))
      return;
    e.preventDefault();
    if (command.id === 'register') selectRegister(store, Number(e.key));
    else command.run(store.getState());
  };
  document.addEventListener('keydown', early, { capture: true });
  document.addEventListener('keydown', press);
  return () => {
    ahead.end();
    document.removeEventListener('keydown', early, { capture: true });
    document.removeEventListener('keydown', press);
  };
}

/** Is a dialog or menu asked for that is still on its way? What is typed is meant for it. */
function awaited(store: ScopeStore): boolean {
  const { dialog, injectAt } = store.getState();
  return dialog !== null || injectAt !== null;
}

/** Is the key the page's, where the focus is? */
function free(e: KeyboardEvent, command: Command): boolean {
  const target = e.target instanceof Element ? e.target : null;
  if (target === null) return true;
  // A dialog closes itself on Esc and keeps its other keys.
  if (document.querySelector('dialog:modal, :popover-open') !== null) return command.id === 'palette';
  if (target.closest(TEXT) !== null)
    // Undo in a field is the field's own.
    return (
      ((e.ctrlKey || e.metaKey) && command.group === 'Page') ||
      (command.id === 'close' && target.closest('select') === null)
    );
  // Plus and minus mean nothing to a list or a slider.
  if (command.group !== 'Move' || /^[+=-]$/.test(e.key)) return true;
  // A letter moves in no tab, slider or list; a menu may have its own.
  if (/^[a-z]$/i.test(e.key) && target.closest('[role=menu]') === null) return true;
  if (target.closest(OWN_ARROWS) !== null) return false;
  if (command.id === 'play') return target.closest('button, a, summary, label') === null;
  // A panel that scrolls keeps the keys that scroll it.
  return !SCROLLED.has(e.key) || target.closest('[tabindex="0"]:not([data-diagram], svg *)') === null;
}

function selectRegister(store: ScopeStore, register: number): void {
  const s = store.getState();
  s.select(s.register === register ? null : register);
}
