import { crc32 } from '../base/crc32.ts';
import { MAX_BREAKS } from './view-limits.ts';

/** What a link says beyond its scenario: where the person was. Nothing here can make a link unreadable. */
export interface LinkView {
  /** The row under the cursor; null: the start. */
  readonly row: number | null;
  /** Names of open panels, as the page calls them. */
  readonly panels: readonly string[];
  /** Breakpoints, as the page writes them. */
  readonly breaks?: readonly string[];
  /** How the rows are drawn, as the page writes it: level of detail, scale, lanes, register. */
  readonly look?: string;
}

export const NO_VIEW: LinkView = { row: null, panels: [] };

/**
 * `&c=5f0a&r=63&p=registers.state`; empty for a view that says nothing. `c` is a check of what follows it, so that a link
 * that is cut off behind its scenario is told from a whole one; links made before it had none.
 */
export function encodeView(view: LinkView): string {
  const row = view.row === null ? '' : `&r=${view.row}`;
  const panels = view.panels.filter((p) => PANEL.test(p));
  const breaks = (view.breaks ?? []).slice(0, MAX_BREAKS).map((b) => encodeURIComponent(b.slice(0, LONGEST)));
  const look = view.look !== undefined && LOOK.test(view.look) ? `&v=${view.look}` : '';
  const text = `${row}${panels.length === 0 ? '' : `&p=${panels.join('.')}`}${breaks.length === 0 ? '' : `&k=${breaks.join(',')}`}${look}`;
  return text === '' ? '' : `&c=${checkOf(text)}${text}`;
}

/** A longer breakpoint is not written into a link. */
const LONGEST = 160;
const PANEL = /^[a-z][a-z0-9-]{0,30}$/;
const LOOK = /^[a-z0-9:_,.-]{1,200}$/;

/** Four digits: one cut in 65,536 is missed. */
const checkOf = (text: string): string => (crc32(text) & 0xffff).toString(16).padStart(4, '0');

/** The view of these `name=value` parts. A part that is not understood is left out, and a note says so. */
export function decodeView(parts: readonly string[]): { readonly view: LinkView; readonly notes: readonly string[] } {
  let view = NO_VIEW;
  const check = parts.find((p) => /^c(=|$)/.test(p));
  const rest = parts.filter((p) => p !== check);
  const strange = new Set<string>();
  for (const part of rest) {
    const [name, value] = [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)];
    if (name === 'r' && /^[0-9]{1,9}$/.test(value)) view = { ...view, row: Number(value) };
    else if (name === 'p' && value.split('.').every((p) => PANEL.test(p))) view = { ...view, panels: value.split('.') };
    else if (name === 'k' && breaksIn(value) !== null) view = { ...view, breaks: breaksIn(value) ?? [] };
    else if (name === 'v' && LOOK.test(value)) view = { ...view, look: value };
    else if (part !== '') strange.add(part);
  }
  const holds = (of: readonly string[]): boolean => check === `c=${checkOf(of.map((p) => `&${p}`).join(''))}`;
  const notes: string[] = [];
  // What somebody else has hung on (a mail program's mark) takes nothing from the rest.
  if (check !== undefined && !holds(rest) && !holds(rest.filter((p) => !strange.has(p))))
    notes.push('The link was cut off or changed in what it says of the view. Its scenario is whole.');
  if (strange.size > 0) notes.push('A part of the link about the view is not understood, so it is left out.');
  return { view, notes: notes.slice(0, 1) };
}

/** The breakpoints in a part of a link; null for what is none. */
function breaksIn(value: string): readonly string[] | null {
  try {
    const breaks = value.split(',').map((b) => decodeURIComponent(b));
    return breaks.length <= MAX_BREAKS && breaks.every((b) => b !== '' && b.length <= LONGEST) ? breaks : null;
  } catch {
    return null;
  }
}
