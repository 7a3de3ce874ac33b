/** The strip of row numbers at the left of the diagram, in pixels (DESIGN-NOTES, section 2); more for long numbers. */
export const gutter = (rows: number): number => 46 + Math.max(String(rows - 1).length - 3, 0) * 7;
/** The heads of the lanes: the bands of the worlds, the names, the levels. */
export const HEAD = 58;
export const WORLD_BAND = 22;
/** The overview at the right. */
export const OVERVIEW = 40;
