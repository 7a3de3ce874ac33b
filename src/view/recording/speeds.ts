/** Usual speeds of a board's console, in bits a second. */
export const SPEEDS = [9600, 19_200, 38_400, 57_600, 115_200, 230_400, 460_800, 921_600, 1_500_000, 3_000_000] as const;

/** What most boards are set to. */
export const USUAL_SPEED = 115_200;
