export type Theme = 'system' | 'light' | 'dark';

/**
 * A dialog over the page. `link` shows the link to copy by hand, `paste` takes one; `causes` leads from a message to
 * what is behind it, `recipe` says how a machine is recorded; `by-hand` puts something into the middle of the run, `ways`
 * sets the two ways of a wake-up side by side, `drivers` two scenarios, drivers or secure worlds, `review` all lessons on two;
 * `explore` tries every fault and every order, `reference` is a page made from the tables; `futures` is the tree of the runs; `view` says how the diagram is drawn, `breaks` where a run stops, `recent` what was
 * worked on; `export` takes away what is open; `row` asks for a row to go to.
 */
export type DialogName =
  | 'help'
  | 'palette'
  | 'lessons'
  | 'link'
  | 'paste'
  | 'causes'
  | 'recipe'
  | 'by-hand'
  | 'ways'
  | 'drivers'
  | 'review'
  | 'reference'
  | 'explore'
  | 'futures'
  | 'view'
  | 'breaks'
  | 'recent'
  | 'export'
  | 'row';

/** What is open on the page, and how it looks: nothing that changes a run. */
export interface PanelState {
  readonly theme: Theme;
  /** The row whose inject menu is open; null while it is closed. */
  readonly injectAt: number | null;
  /** The dialog that is open; one at a time. */
  readonly dialog: DialogName | null;
  /** The stop of the tour that is shown, from 0; null while nobody is led around. */
  readonly tour: number | null;
  /** The page that the address names after `#/`, as `review/v6.12..v7.3`; null while it carries a link. */
  readonly route: string | null;
  setTheme(theme: Theme): void;
  /** Opens the inject menu for this row, or closes it. */
  openInject(row: number | null): void;
  /** Opens a dialog, or closes it and the page that the address names. */
  openDialog(dialog: DialogName | null): void;
  /** Shows this stop of the tour; null ends it. */
  setTour(stop: number | null): void;
  /** Opens the page of this route (store/page/routes.ts); null closes it. */
  goTo(route: string | null): void;
}
