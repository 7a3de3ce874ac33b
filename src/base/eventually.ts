/** A value that is here at once, or comes later. */
export type Eventually<T> = T | Promise<T>;

/**
 * Goes on with a value at once where it is here, and when it comes where it is not: what needs no waiting does not wait.
 * An error of `next` is thrown in the first case, and rejects in the second.
 */
export function when<T, R>(value: Eventually<T>, next: (value: T) => Eventually<R>): Eventually<R> {
  return value instanceof Promise ? value.then(next) : next(value);
}

/** The same for what may fail: `failed` gets what is thrown, or what the promise rejects with. */
export function attempt<T>(work: () => Eventually<T>, failed: (error: unknown) => T): Eventually<T> {
  try {
    const value = work();
    return value instanceof Promise ? value.catch(failed) : value;
  } catch (error) {
    return failed(error);
  }
}
