/** What a link says beyond its scenario: where the person was. Nothing here can make a link unreadable. */
export interface LinkView {
  /** The row under the cursor; null: the start. */
  readonly row: number | null;
  /** Names of open panels, as the page calls them. */
  readonly panels: readonly string[];
}

export const NO_VIEW: LinkView = { row: null, panels: [] };

/** `&r=63&p=registers.state`; empty for a view that says nothing. */
export function encodeView(view: LinkView): string {
  const row = view.row === null ? '' : `&r=${view.row}`;
  const panels = view.panels.filter((p) => PANEL.test(p));
  return panels.length === 0 ? row : `${row}&p=${panels.join('.')}`;
}

const PANEL = /^[a-z][a-z0-9-]{0,30}$/;

/** The view of these `name=value` parts. A part that is not understood is left out, and a note says so. */
export function decodeView(parts: readonly string[]): { readonly view: LinkView; readonly notes: readonly string[] } {
  let view = NO_VIEW;
  const notes: string[] = [];
  for (const part of parts) {
    const [name, value] = [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)];
    if (name === 'r' && /^[0-9]{1,9}$/.test(value)) view = { ...view, row: Number(value) };
    else if (name === 'p' && value.split('.').every((p) => PANEL.test(p))) view = { ...view, panels: value.split('.') };
    else if (part !== '') notes.push('A part of the link about the view is not understood, so it is left out.');
  }
  return { view, notes: [...new Set(notes)] };
}
