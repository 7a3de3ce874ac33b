import { type FindRow, replyTo } from '../../src/lessons/find-row.ts';
import { run } from '../../src/scenario/run.ts';
import type { Trace } from '../../src/trace/trace.ts';
import { scenario } from './links.ts';

type Fields = Parameters<typeof scenario>[0];

/** What the page opens with, lesson 1. */
export const PROBE: Fields = { title: 'A probe, step by step', actions: [{ do: 'probe' }] };

/** A walk of the driver past ids that are taken to the first that is free. */
export const WALK: Fields = { title: 'Ids 0, 1 and 2 are taken', bound: [0, 1, 2], actions: [{ do: 'probe' }] };

/** The answer by which the SPMC grants the walk its id. */
export const GRANTED: FindRow = replyTo('FFA_NOTIFICATION_BIND', 4);

const traces = new Map<string, Trace>();

/** The trace of this scenario, as the page has it. */
function traceOf(fields: Fields): Trace {
  const key = JSON.stringify(fields);
  const trace = traces.get(key) ?? run(scenario(fields)).trace;
  traces.set(key, trace);
  return trace;
}

/**
 * The number of the row where this happens (lessons/find-row.ts). A test says what happens there, so that it holds when
 * the model has a row more before it. Throws where nothing of the kind happens.
 */
export function rowOf(fields: Fields, find: FindRow): number {
  const found = find(traceOf(fields));
  if (found === null) throw new Error(`Nothing of the kind happens in ${JSON.stringify(fields)}.`);
  return found;
}

/** The number of the last row. */
export const lastRow = (fields: Fields): number => traceOf(fields).length - 1;

/** Matches the accessible name of this row, with these words after its number. */
export const named = (row: number, words = ''): RegExp => new RegExp(`^Row ${row}, ${words}`);
