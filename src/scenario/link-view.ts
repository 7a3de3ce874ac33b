/** What a link says beyond its scenario: where the person was. Nothing here can make a link unreadable. */
export interface LinkView {
  /** The row under the cursor; null: the start. */
  readonly row: number | null;
  /** Names of open panels, as the page calls them. */
  readonly panels: readonly string[];
  /** Breakpoints, as the page writes them. */
  readonly breaks?: readonly string[];
}

export const NO_VIEW: LinkView = { row: null, panels: [] };

/** `&r=63&p=registers.state`; empty for a view that says nothing. */
export function encodeView(view: LinkView): string {
  const row = view.row === null ? '' : `&r=${view.row}`;
  const panels = view.panels.filter((p) => PANEL.test(p));
  const breaks = (view.breaks ?? []).slice(0, MAX_BREAKS).map((b) => encodeURIComponent(b.slice(0, LONGEST)));
  return `${row}${panels.length === 0 ? '' : `&p=${panels.join('.')}`}${breaks.length === 0 ? '' : `&k=${breaks.join(',')}`}`;
}

/** More breakpoints than this, or longer ones, are not kept and not written into a link. */
export const MAX_BREAKS = 32;
const LONGEST = 160;
const PANEL = /^[a-z][a-z0-9-]{0,30}$/;

/** The view of these `name=value` parts. A part that is not understood is left out, and a note says so. */
export function decodeView(parts: readonly string[]): { readonly view: LinkView; readonly notes: readonly string[] } {
  let view = NO_VIEW;
  const notes: string[] = [];
  for (const part of parts) {
    const [name, value] = [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)];
    if (name === 'r' && /^[0-9]{1,9}$/.test(value)) view = { ...view, row: Number(value) };
    else if (name === 'p' && value.split('.').every((p) => PANEL.test(p))) view = { ...view, panels: value.split('.') };
    else if (name === 'k' && breaksIn(value) !== null) view = { ...view, breaks: breaksIn(value) ?? [] };
    else if (part !== '') notes.push('A part of the link about the view is not understood, so it is left out.');
  }
  return { view, notes: [...new Set(notes)] };
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
