import { textOf } from './byte-cursor.ts';

/** A function of the kernel or of a module, and how far into it an address is. */
export interface Place {
  readonly fn: string;
  /** Null where it is built in. */
  readonly module: string | null;
  readonly offset: number;
}

/** No function is this long: what lies further behind the nearest name belongs to something that has none. */
const FARTHEST = 0x4_0000;

/** Marks of the linker and of kallsyms that are no function: where one is nearest, the address has no name. */
const MARKS =
  /^(?:_[se]?(?:text|init|inittext|einittext|stext|etext)|_einittext|_sinittext|__(?:init|noinstr|entry|kprobes|softirqentry|irqentry|lock|cpuidle|sched|idmap|hyp)_?text_(?:start|end)|_end|__pfx_.*|\$.*)$/;

/** The names of functions by their address, from the text of /proc/kallsyms. */
export class Symbols {
  #text: Uint8Array | null;
  /** The lower 48 bits of each address, ascending, and the upper 16: together they are exact, and cheaper than bigints. */
  #starts = new Float64Array(0);
  #tops = new Uint16Array(0);
  /** `name` or `name\t[module]`, in the order of `#starts`. */
  #names: readonly string[] = [];
  readonly #known = new Map<bigint, Place | null>();

  /** @param kallsyms its bytes; they are read when the first name is asked for. */
  constructor(kallsyms: Uint8Array) {
    this.#text = kallsyms;
  }

  /** Are there names at all? */
  get isKnown(): boolean {
    return (this.#text?.length ?? this.#starts.length) > 0;
  }

  /** The function that holds this address; null where none is known. */
  find(address: bigint): Place | null {
    let place = this.#known.get(address);
    if (place === undefined) {
      place = this.#look(address);
      if (this.#known.size < 100_000) this.#known.set(address, place);
    }
    return place;
  }

  /** The function's name, or the address in hexadecimal as the kernel prints it. */
  nameOf(address: bigint): string {
    return this.find(address)?.fn ?? address.toString(16).padStart(address >> 32n === 0n ? 8 : 16, '0');
  }

  #look(address: bigint): Place | null {
    if (this.#text !== null) this.#read(textOf(this.#text));
    this.#text = null;
    const wanted = Number(BigInt.asUintN(48, address));
    let low = 0;
    let high = this.#starts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#starts[middle] as number) <= wanted) low = middle + 1;
      else high = middle;
    }
    const offset = wanted - (this.#starts[low - 1] ?? Number.NEGATIVE_INFINITY);
    if (offset >= FARTHEST || this.#tops[low - 1] !== Number(address >> 48n)) return null;
    const [fn = '', module] = (this.#names[low - 1] as string).split('\t');
    if (MARKS.test(fn)) return null;
    return { fn, module: module === undefined ? null : module.slice(1, -1), offset };
  }

  #read(text: string): void {
    const found: { readonly start: number; readonly top: number; readonly name: string }[] = [];
    // `ffff80007b25dc18 t __arm_ffa_fn_smc	[ffa_module]`; t, T, w and W are text.
    for (const m of text.matchAll(/^([0-9a-f]{0,4}?)([0-9a-f]{8,12}) [tTwW] (\S+(?:\t\[[^\]\n]+\])?)/gm)) {
      const [, top = '', start = '', name = ''] = m;
      // All zero: the reader of kallsyms was not allowed to see addresses.
      if (!/^0+$/.test(start))
        found.push({ start: Number.parseInt(start, 16), top: Number.parseInt(top || '0', 16), name });
    }
    // Several names may begin at one address: the marks come first, so that the function is the one that is found.
    const isName = (f: { readonly name: string }): number => (MARKS.test(f.name.split('\t')[0] as string) ? 0 : 1);
    found.sort((a, b) => a.start - b.start || isName(a) - isName(b));
    this.#starts = Float64Array.from(found, (f) => f.start);
    this.#tops = Uint16Array.from(found, (f) => f.top);
    this.#names = found.map((f) => f.name);
  }
}
