import type { FrameSaid } from '../abi/field.ts';
import type { Actor, Change, TraceEvent } from './event.ts';

/** The lanes between which a row stands; the same one twice where it crosses nothing. */
export interface Ends {
  readonly from: Actor;
  readonly to: Actor;
}

/** An append-only list of rows. Everything that reads a run or a recording reads it through this. */
export interface Trace {
  readonly length: number;
  /** The row at this position; throws RangeError outside 0..length-1. */
  row(index: number): TraceEvent;
  rows(from?: number, to?: number): Iterable<TraceEvent>;
  /** What the registers of the row at this position say in short; NOTHING_SAID for a row without registers. */
  said(index: number): FrameSaid;
  /** What a row changed, where a trace can say it without making the row: the world is folded from it. */
  changes?(index: number): readonly Change[];
  /** The same object for every state of a trace that grows: what is known of its rows stays true of them. */
  readonly root?: object;
  /** Who takes part, where a trace knows it without reading its rows. */
  readonly actors?: readonly Actor[];
  /** Where a row stands, where a trace can say it without making the row: a million of them are asked for at once. */
  ends?(index: number): Ends;
}
