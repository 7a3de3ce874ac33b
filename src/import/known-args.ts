import { perObject } from '../base/per-object.ts';
import type { Args } from '../trace/event.ts';
import { parseArgs, withoutResult } from './args.ts';
import type { Columns } from './columns.ts';

/** More are read each time that they are asked for. */
const MOST = 20_000;

/** The arguments of functions, by the numbers of their texts: most of them come again and again. */
class KnownArgs {
  readonly #columns: Columns;
  readonly #whole = new Map<number, Args>();
  readonly #ended = new Map<number, Map<number, Args>>();
  #count = 0;

  constructor(columns: Columns) {
    this.#columns = columns;
  }

  /** What a probe at the beginning shows. */
  begun(text: number): Args {
    return this.#known(this.#whole, text, () => parseArgs(this.#columns.strings.text(text)));
  }

  /** What a probe at the end shows, behind what its beginning showed; 0 where that is not known. */
  ended(begun: number, text: number): Args {
    let known = this.#ended.get(begun);
    if (known === undefined) {
      known = new Map();
      this.#ended.set(begun, known);
    }
    const { strings } = this.#columns;
    return this.#known(known, text, () => withoutResult(parseArgs(`${strings.text(begun)} ${strings.text(text)}`)));
  }

  #known(list: Map<number, Args>, text: number, read: () => Args): Args {
    let args = list.get(text);
    if (args === undefined) {
      args = Object.freeze(read());
      if (this.#count++ < MOST) list.set(text, args);
    }
    return args;
  }
}

export const knownArgs: (columns: Columns) => KnownArgs = perObject((columns: Columns) => new KnownArgs(columns));
