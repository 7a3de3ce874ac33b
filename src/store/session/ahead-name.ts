const AHEAD = 'ahead ';

/** The name of the worker that is started for the page whose address has this fragment. */
export const aheadName = (fragment: string): string => AHEAD + fragment;

/** The fragment in the name of a worker; null for one that is not started ahead. */
export const aheadFragment = (name: string): string | null =>
  name.startsWith(AHEAD) ? name.slice(AHEAD.length) : null;
