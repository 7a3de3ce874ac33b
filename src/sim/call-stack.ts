/**
 * Names of the functions that enclose what runs, outermost first, as a list that is never changed: entering a function
 * gives another list, and the same functions always give the same one. So rows share them, and runs too.
 */
export class CallStack {
  readonly #outer: CallStack | null;
  readonly #fn: string;
  readonly #inner = new Map<string, CallStack>();
  #names: readonly string[] | null = null;
  /** What was entered from here last. */
  #last: CallStack | null = null;

  constructor(outer: CallStack | null, fn: string) {
    this.#outer = outer;
    this.#fn = fn;
  }

  /** With this function inside. */
  enter(fn: string): CallStack {
    if (this.#last !== null && this.#last.#fn === fn) return this.#last;
    let inner = this.#inner.get(fn);
    if (inner === undefined) {
      inner = new CallStack(this, fn);
      this.#inner.set(fn, inner);
      known++;
    }
    this.#last = inner;
    return inner;
  }

  /** Without the innermost function. Throws where there is none. */
  leave(): CallStack {
    if (this.#outer === null) throw new Error('no function is open that could be left');
    return this.#outer;
  }

  /** With these functions inside, outermost first. */
  enterAll(fns: readonly string[]): CallStack {
    return fns.reduce((stack: CallStack, fn) => stack.enter(fn), this);
  }

  get names(): readonly string[] {
    this.#names ??= this.#outer === null ? [] : [...this.#outer.names, this.#fn];
    return this.#names;
  }
}

/** Far more than the model has: what is made of names that never come again must not stay for ever. */
const MOST = 20_000;
let root = new CallStack(null, '');
let known = 0;

/** The stack of a flow that begins. */
export function emptyStack(): CallStack {
  if (known > MOST) {
    root = new CallStack(null, '');
    known = 0;
  }
  return root;
}
