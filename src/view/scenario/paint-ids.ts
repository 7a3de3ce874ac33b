/** What an id is before the driver asks for one: free, bound by nobody in Linux, or held by another driver. */
export type Taking = 'free' | 'bound' | 'held';

/** The ids of a scenario that are taken: `bound` before the probe, `held` by another driver. Ascending, 0..63, none in both. */
export interface TakenIds {
  readonly bound: readonly number[];
  readonly held: readonly number[];
}

export function takingOf(taken: TakenIds, id: number): Taking {
  return taken.bound.includes(id) ? 'bound' : taken.held.includes(id) ? 'held' : 'free';
}

/** What a stroke that begins at this id paints: the brush, or nothing where the brush has been before. */
export const strokeFrom = (taken: TakenIds, id: number, brush: Taking): Taking =>
  takingOf(taken, id) === brush ? 'free' : brush;

/** These ids become `to`, whatever they were; the others stay as they are. */
export function paintIds(taken: TakenIds, ids: Iterable<number>, to: Taking): TakenIds {
  const painted = new Set(ids);
  const list = (taking: 'bound' | 'held'): readonly number[] =>
    [...taken[taking].filter((id) => !painted.has(id)), ...(to === taking ? painted : [])].sort((a, b) => a - b);
  return { bound: list('bound'), held: list('held') };
}

/**
 * The ids that a stroke passes between two cells of the grid: those in the rectangle of which they are corners, so that
 * a quick pointer leaves no holes. `columns` ids stand in a row.
 */
export function idsBetween(from: number, to: number, columns: number): readonly number[] {
  const [left, right] = [from % columns, to % columns].sort((a, b) => a - b) as [number, number];
  const [top, bottom] = [Math.floor(from / columns), Math.floor(to / columns)].sort((a, b) => a - b) as [
    number,
    number,
  ];
  const ids: number[] = [];
  for (let row = top; row <= bottom; row++) for (let col = left; col <= right; col++) ids.push(row * columns + col);
  return ids;
}
