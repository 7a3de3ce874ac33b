import { type Eventually, when } from '../../base/eventually.ts';

/** Does a piece of work when its turn has come. */
export type InTurn = <T>(work: () => Eventually<T>) => Eventually<T>;

/** Makes a line for changes: each begins when the one before has come to its end, also where that failed. */
export function oneAfterTheOther(): InTurn {
  let line: Eventually<unknown> = null;
  return (work) => {
    const done = when(line, work);
    line =
      done instanceof Promise
        ? done.then(
            () => null,
            () => null,
          )
        : null;
    return done;
  };
}
