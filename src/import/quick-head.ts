const SPACE = 0x20;
const isDigit = (c: number | undefined): boolean => c !== undefined && c >= 0x30 && c <= 0x39;

/** The CPU in brackets stands no further right than this. */
const FAR = 54;
/** Flags are no longer. */
const FLAGS = 8;
/** Seconds with more digits are no exact number together with their fraction. */
const MOST_DIGITS = 12;

/** Powers of ten that make nanoseconds of so many digits behind the point. */
const SCALE = [0, 1e8, 1e7, 1e6, 1e5, 1e4, 1e3, 100, 10, 1] as const;

/** The beginning of an event line, ` insmod-68 [000] d..1. 3.770854: smc_in`, found by its bytes. Nothing is made for a line. */
export class QuickHead {
  cpu = 0;
  /** What stands before the time ends here, without the blanks that fill it up. */
  end = 0;
  seconds = 0;
  nanoseconds = 0;
  /** Where the event begins. */
  rest = 0;

  /** Is this the beginning of an event line? What it says is in the fields then. `to` is the end of the line. */
  read(bytes: Uint8Array, at: number, to: number): boolean {
    const open = this.#cpu(bytes, at, to);
    if (open < 0) return false;
    let i = open + 6;
    if (!isDigit(bytes[i])) {
      const flags = i;
      while (bytes[i] !== SPACE && i < to && i - flags < FLAGS) i++;
      if (bytes[i] !== SPACE) return false;
      this.end = i;
      while (bytes[i] === SPACE) i++;
    } else this.end = i;
    return this.#time(bytes, i, to);
  }

  /** Where ` [000] ` stands, or -1. */
  #cpu(bytes: Uint8Array, at: number, to: number): number {
    const last = Math.min(at + FAR, to - 6);
    for (let i = at + 1; i < last; i++) {
      if (bytes[i] !== 0x5b || bytes[i - 1] !== SPACE) continue;
      const a = bytes[i + 1] as number;
      const b = bytes[i + 2] as number;
      const c = bytes[i + 3] as number;
      if (!isDigit(a) || !isDigit(b) || !isDigit(c) || bytes[i + 4] !== 0x5d || bytes[i + 5] !== SPACE) continue;
      this.cpu = (a - 0x30) * 100 + (b - 0x30) * 10 + c - 0x30;
      return i;
    }
    return -1;
  }

  /** `3.770854: ` and a letter behind it. */
  #time(bytes: Uint8Array, at: number, to: number): boolean {
    let i = at;
    let seconds = 0;
    for (; isDigit(bytes[i]); i++) seconds = seconds * 10 + (bytes[i] as number) - 0x30;
    if (i === at || i - at > MOST_DIGITS || bytes[i] !== 0x2e) return false;
    const point = ++i;
    let fraction = 0;
    for (; isDigit(bytes[i]); i++) fraction = fraction * 10 + (bytes[i] as number) - 0x30;
    const scale = SCALE[i - point] ?? 0;
    if (scale === 0 || bytes[i] !== 0x3a || bytes[i + 1] !== SPACE || i + 2 >= to) return false;
    const first = bytes[i + 2] as number;
    if (first !== 0x3c && first !== 0x5f && !((first | 0x20) >= 0x61 && (first | 0x20) <= 0x7a)) return false;
    this.seconds = seconds;
    this.nanoseconds = fraction * scale;
    this.rest = i + 2;
    return true;
  }
}
