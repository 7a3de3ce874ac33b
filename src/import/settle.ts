import type { Actor } from '../trace/event.ts';
import { type Columns, ENTER, STEP } from './columns.ts';
import type { OpenFunction } from './open-functions.ts';

/** What is still open when the recording ends, and how to say so. */
export interface OpenEnds {
  readonly functions: { readonly entries: readonly OpenFunction[]; readonly returns: ReadonlySet<number> };
  /** Rows of calls without a reply. */
  readonly calls: readonly number[];
  /** The last row of the context that `row` belongs to. */
  lastRowOf(row: number): number;
  hang(row: number, text: string): void;
  unanswered(row: number, why: string): void;
}

/** A task that says nothing for this long before the recording ends is taken to be stuck, not cut off. */
const SILENT_NS = 1e9;

/**
 * Functions of the recipe that have a probe at their end as well, so that one without an end is a finding. Only where
 * the recording has return probes at all.
 */
const HAS_AN_END = new Set(['optee_ffa_probe', 'optee_ffa_remove', 'optee_enumerate_devices']);

/** The last pass over a recording: what never ends, and the depth of each function. */
export function settle(c: Columns, ends: OpenEnds): void {
  const end = c.length === 0 ? 0 : (c.at[c.length - 1] as number);
  const seconds = (row: number): number => (end - (c.at[row] as number)) / 1e9;
  for (const f of ends.functions.entries) {
    const name = c.strings.text(f.fn);
    const hasEnd = ends.functions.returns.has(f.fn) || (ends.functions.returns.size > 0 && HAS_AN_END.has(name));
    if (!hasEnd) continue;
    c.kind[f.row] = ENTER;
    const last = ends.lastRowOf(f.row);
    if (end - (c.at[last] as number) < SILENT_NS) continue;
    const task = c.strings.text(c.ctx[f.row] as number);
    ends.hang(
      f.row,
      `${task} never returns from ${name} (row ${f.row}): its last event is row ${last}, ` +
        `${seconds(last).toFixed(1)} s before the recording ends.`,
    );
  }
  for (const row of ends.calls) {
    const silent = end - (c.at[row] as number) >= SILENT_NS;
    if (!silent) ends.unanswered(row, 'the recording ends before it');
    else {
      ends.unanswered(row, `${seconds(row).toFixed(1)} s pass until the recording ends`);
      ends.hang(row, `${c.strings.text(c.ctx[row] as number)} never comes back from the call in row ${row}.`);
    }
  }
  depths(c);
}

/** How many recorded functions of the same actor enclose each row, task by task. */
function depths(c: Columns): void {
  const open = new Map<number, { row: number; who: Actor | undefined }[]>();
  for (let row = 0; row < c.length; row++) {
    const kind = c.kind[row];
    if (kind !== ENTER && kind !== STEP) continue;
    const task = (c.ctx[row] as number) * 4 + (c.ctxKind[row] as number);
    const list = open.get(task) ?? [];
    const who = c.parties[c.party[row] as number]?.who;
    const begun = c.cause[row] as number;
    if (kind === STEP && begun >= 0 && c.kind[begun] === ENTER) {
      c.depth[row] = c.depth[begun] as number;
      const i = list.findLastIndex((f) => f.row === begun);
      if (i >= 0) list.length = i;
      continue;
    }
    let depth = 0;
    for (const f of list) if (f.who === who) depth++;
    c.depth[row] = Math.min(255, depth);
    if (kind === ENTER) {
      list.push({ row, who });
      open.set(task, list);
    }
  }
}
