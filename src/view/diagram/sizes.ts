/** The column that says in which context a row runs, between its number and the lanes. */
export const CONTEXT = 26;
/** Where the number of a row ends, from the first pixel of the lanes. */
export const NUMBER = 12 + CONTEXT;
/** The column at the very left for breakpoints: a click there sets one. */
export const BREAK = 12;
/** The strip of breakpoints, row numbers and contexts at the left of the diagram, in pixels (docs/screen.md#2); more for long numbers. */
export const gutter = (rows: number): number => 46 + BREAK + CONTEXT + Math.max(String(rows - 1).length - 3, 0) * 7;
/** The heads of the lanes: the bands of the worlds, the names, the levels. */
export const HEAD = 58;
/** The sizes of its type: the bands, the names, the levels. */
export const HEAD_TYPE = { band: 11, name: 12, level: 10.5 } as const;
export const WORLD_BAND = 22;
/** The overview at the right. */
export const OVERVIEW = 40;
/** The room above and below the box of a folded line. */
export const FOLD = 4;
/** Where the name of a world begins in its band, behind the button that folds it. */
export const BAND = 20;
