/** One of `of` parts of a sweep, from 0: every so manieth place, or first fault of a pair. */
export interface Part {
  readonly part: number;
  readonly of: number;
}

export const WHOLE: Part = { part: 0, of: 1 };
