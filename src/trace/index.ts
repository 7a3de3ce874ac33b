import { ACTOR_ORDER, ACTORS } from './actors.ts';
import type { Actor } from './event.ts';
import { Parties } from './parties.ts';
import { perTrace } from './per-trace.ts';

/**
 * The index of a trace: what many parts of the program look up in it. Each part is made in one reading of the rows, when
 * somebody first needs it.
 */

/** The row of the reply, by the row of its call. */
export const repliesOf = perTrace((trace): ReadonlyMap<number, number> => {
  const rows = new Map<number, number>();
  for (const e of trace.rows()) if (e.kind === 'return') rows.set(e.of, e.row);
  return rows;
});

/** The row where each function that was entered ends, by the row where it began. */
export const endsOf = perTrace((trace): ReadonlyMap<number, number> => {
  const rows = new Map<number, number>();
  for (const e of trace.rows()) if (e.kind === 'step' && e.enter !== null) rows.set(e.enter, e.row);
  return rows;
});

/** The rows that write each cell of the world, ascending. */
export const writersOf = perTrace((trace): ReadonlyMap<string, readonly number[]> => {
  const writes = new Map<string, number[]>();
  for (const e of trace.rows())
    for (const c of e.changes) {
      const rows = writes.get(c.key);
      if (rows === undefined) writes.set(c.key, [e.row]);
      else if (rows.at(-1) !== e.row) rows.push(e.row);
    }
  return writes;
});

/** The first row of each action of the scenario, by its position there, in the order of the rows. */
export const startsOf = perTrace((trace): ReadonlyMap<number, number> => {
  const rows = new Map<number, number>();
  for (const e of trace.rows()) if (e.action >= 0 && !rows.has(e.action)) rows.set(e.action, e.row);
  return rows;
});

/** The rows of each source file, ascending. */
export const sourcesOf = perTrace((trace): ReadonlyMap<string, readonly number[]> => {
  const sources = new Map<string, number[]>();
  for (const e of trace.rows()) {
    if (e.src === null) continue;
    const rows = sources.get(e.src);
    if (rows === undefined) sources.set(e.src, [e.row]);
    else rows.push(e.row);
  }
  return sources;
});

/** Rows that are looked at for what a whole trace has among its first: enough for any run, cheap for a long recording. */
const LOOK = 20_000;

/** Who takes part: the actors of every diagram, and those that one of the first rows has; in the order of the lanes. */
export const actorsOf = perTrace((trace): readonly Actor[] => {
  const seen = trace.actors ?? new Parties().before(Math.min(trace.length, LOOK), (row) => trace.row(row));
  return ACTOR_ORDER.filter((a) => ACTORS[a].always || seen.includes(a));
});

/** The names of the calls and services among the first rows, each once, in the order of the rows. */
export const callNamesOf = perTrace((trace): readonly string[] => {
  const names = new Set<string>();
  for (const e of trace.rows(0, Math.min(trace.length, LOOK))) if (e.kind === 'call') names.add(e.service ?? e.name);
  return [...names];
});
