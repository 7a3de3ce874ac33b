// The runs that the lesson "two ways" compares; the page loads this when they are asked for.
export { compareWays, type WayLine } from '../../lessons/compare-ways.ts';
