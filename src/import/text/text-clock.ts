import type { Stamp } from './stamp.ts';

/** A moment of some clock. */
interface Moment {
  readonly seconds: number;
  readonly nanoseconds: number;
}

/** An event with its time, where it has one. */
interface Timed extends Moment {
  readonly timed: boolean;
}

/** What the time of a log's line means for the rows: the nanoseconds from the first row, and whether the clock ran backwards. */
export interface Reading {
  readonly at: number;
  readonly backwards: boolean;
}

/** Stamps of a console come from several CPUs: so much may they be out of order without a word, in nanoseconds. */
const LOOSE = 1e6;
const DAY = 86_400e9;

/**
 * The time of the rows out of the clocks of a text: the trace's own, and those of logs and loggers. They have nothing to
 * do with each other, so the first reading of each is where the others are then; and once a trace has a time of its own,
 * only that counts.
 */
export class TextClock {
  #now = 0;
  #trace: Moment | null = null;
  #rebase = false;
  readonly #starts = new Map<Stamp['clock'], Moment>();
  #last: Stamp['clock'] | null = null;
  /** Times of events are distances to the event before: perf script --deltatime. */
  deltas = false;

  /** Has any row a time? */
  get runs(): boolean {
    return this.#trace !== null || this.#starts.size > 0 || this.#last !== null;
  }

  /** Has the trace a time of its own? */
  get traces(): boolean {
    return this.#trace !== null;
  }

  /** Another trace begins: where its clock is behind, it goes on from here. */
  another(): void {
    this.#rebase = this.#trace !== null;
  }

  /**
   * Another event of the trace: its time is `now`. Answers what is to be said of it; there are millions, so this makes no
   * object.
   */
  event(seconds: number, nanoseconds: number): 'goes on' | 'backwards' | 'anew' {
    const now = this.#now;
    if (this.deltas) {
      this.#trace ??= { seconds: 0, nanoseconds: 0 };
      this.#now = now + seconds * 1e9 + nanoseconds;
      return 'goes on';
    }
    this.#trace ??= { seconds, nanoseconds: nanoseconds - now };
    const at = distance(this.#trace, seconds, nanoseconds);
    const anew = this.#rebase && at < now;
    this.#rebase = false;
    if (anew) this.#trace = { seconds, nanoseconds: nanoseconds - now };
    else if (!(at >= now)) return 'backwards';
    else this.#now = at;
    return anew ? 'anew' : 'goes on';
  }

  /** The same for an event that only goes on: false where `event` has to decide, and nothing has happened then. */
  isLater(seconds: number, nanoseconds: number): boolean {
    if (this.deltas || this.#trace === null || this.#rebase) return false;
    const at = distance(this.#trace, seconds, nanoseconds);
    if (!(at >= this.#now)) return false;
    this.#now = at;
    return true;
  }

  /** Nanoseconds from the first row to the last line that had a time. */
  get now(): number {
    return this.#now;
  }

  /** The time of a line of a log; null where the trace has a clock of its own. */
  stamp(s: Stamp): Reading | null {
    if (this.#trace !== null) return null;
    const same = this.#last === s.clock;
    this.#last = s.clock;
    if (s.delta) return this.#at(this.#now + s.seconds * 1e9 + s.nanoseconds);
    let start = this.#starts.get(s.clock) ?? { seconds: s.seconds, nanoseconds: s.nanoseconds - this.#now };
    let at = distance(start, s.seconds, s.nanoseconds);
    const midnight = s.clock === 'day' && at < this.#now - DAY / 2;
    // A kernel that counts from zero again has been started anew.
    const boot = s.clock === 'kernel' && at < this.#now - 1e9 && s.seconds < 5;
    if (midnight) start = { seconds: start.seconds - 86_400, nanoseconds: start.nanoseconds };
    if (boot) start = { seconds: s.seconds, nanoseconds: s.nanoseconds - this.#now };
    if (midnight || boot) at = distance(start, s.seconds, s.nanoseconds);
    this.#starts.set(s.clock, start);
    const reading = this.#at(at);
    return { at: reading.at, backwards: same && at < reading.at - LOOSE };
  }

  #at(at: number): Reading {
    const backwards = !(at >= this.#now);
    if (!backwards) this.#now = at;
    return { at: this.#now, backwards };
  }
}

const distance = (from: Moment, seconds: number, nanoseconds: number): number =>
  Math.round((seconds - from.seconds) * 1e9 + (nanoseconds - from.nanoseconds));

/** Are the times distances, each to the line before (perf script --deltatime)? The first is 0 then, and some are smaller than the one before. */
export function areDistances(events: readonly Timed[]): boolean {
  const times = events.flatMap((e) => (e.timed ? [e.seconds + e.nanoseconds / 1e9] : []));
  return times[0] === 0 && times.some((t, i) => t < (times[i - 1] ?? 0));
}
