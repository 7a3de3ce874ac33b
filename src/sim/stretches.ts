import type { RowForm } from '../trace/row-form.ts';
import type { RowTables } from '../trace/row-tables.ts';
import { CellLog } from './cell-log.ts';
import { type FaultPlan, MOST_SEEN } from './fault.ts';
import type { Recorder } from './recorder.ts';
import { rowTime } from './row-time.ts';
import type { Scheduler } from './scheduler.ts';
import type { Memory } from './store.ts';
import type { Stretch, StretchRows } from './stretch.ts';

/** What a stretch is read from, and told to again. */
export interface StretchParts {
  readonly recorder: Recorder;
  readonly scheduler: Scheduler;
  readonly memory: Memory;
  readonly faults: FaultPlan;
}

/** A longer stretch is not kept: 28 bytes a row. */
const MOST_ROWS = 30_000;

/** Where a stretch has begun. */
interface Begun {
  readonly row: number;
  readonly now: number;
  readonly points: number;
  readonly taken: ReadonlyMap<string, number>;
  readonly started: number;
}

/** The stretches of a run whose rows are kept: each begins and ends where nothing runs, waits or is pending. */
export class Stretches {
  readonly #parts: StretchParts;
  #begun: Begun | null = null;

  constructor(parts: StretchParts) {
    this.#parts = parts;
  }

  /** One begins here. */
  begin(): void {
    const { recorder, scheduler, memory, faults } = this.#parts;
    const { choicePoints, taken, begun: started } = scheduler;
    recorder.log = new CellLog();
    memory.log = new Set();
    faults.log = { seen: [], struck: new Set() };
    const { rows: row, now } = recorder;
    this.#begun = { row, now, points: choicePoints.length, taken, started };
  }

  /** Nobody asks for this one any more. */
  #giveUp(): void {
    const { recorder, memory, faults } = this.#parts;
    recorder.log = memory.log = faults.log = this.#begun = null;
  }

  /** What has been done since `begin`; null where none has begun. `action`: the one that began with it. */
  end(action: number): Stretch | null {
    const { recorder, scheduler, memory, faults } = this.#parts;
    const [begun, cells, written, log] = [this.#begun, recorder.log, memory.log, faults.log];
    this.#giveUp();
    if (begun === null || cells === null || written === null || log === null) return null;
    const { row, taken } = begun;
    const occurrences = counted(log.seen);
    return {
      rows: log.seen.length < MOST_SEEN ? rowsFrom(recorder, begun, action) : null,
      cells: cells.ends(recorder.world, row),
      memory: memory.ends(written),
      pending: recorder.pending.slice(),
      occurrences,
      faults: faults.within(occurrences, true),
      struck: log.struck,
      points: scheduler.choicePoints.slice(begun.points).map((p) => ({ ...p, row: p.row - row })),
      taken: more(scheduler.taken, taken),
      started: scheduler.begun - begun.started,
      action: recorder.action - action,
    };
  }

  /** Does it all again, without acting it. False, and nothing is done, where it would not be the same. */
  again(stretch: Stretch, action: number): boolean {
    const { recorder, scheduler, memory, faults } = this.#parts;
    const { rows, occurrences } = stretch;
    if (rows === null || rows.tables !== recorder.trace.tables) return false;
    // A row takes less than a microsecond, a stretch of which nothing passes beside it far less than a second.
    if (recorder.stopsWithin(rows.forms.length, rows.lasts + 1e9)) return false;
    if (faults.within(occurrences) !== stretch.faults) return false;
    const first = recorder.rows;
    tellAgain(recorder, rows, action);
    recorder.goesOn(rows.tail, stretch.pending);
    for (const { key, value, row, dropped } of stretch.cells) {
      if (dropped) recorder.world.set(key, undefined, first);
      if (value !== undefined) recorder.world.set(key, value, first + row);
    }
    memory.again(stretch.memory);
    faults.again(occurrences, stretch.struck);
    scheduler.again(stretch, first);
    recorder.action = action + stretch.action;
    return true;
  }
}

/** The rows since then; null where one speaks of a row or an action before, and where they are too many. */
function rowsFrom(recorder: Recorder, { row: first, now }: Begun, action: number): StretchRows | null {
  const { trace, rows } = recorder;
  const length = rows - first;
  if (length > MOST_ROWS || first < trace.kept) return null;
  const [forms, changes, causes] = [new Int32Array(length), new Int32Array(length), new Int32Array(length)];
  const [links, actions, passed] = [new Int32Array(length), new Int32Array(length), new Float64Array(length)];
  let [before, hasPassed] = [now, false];
  for (let i = 0; i < length; i++) {
    const n = trace.numbers(first + i);
    const { form, cause, link, at } = n;
    if ((cause >= 0 && cause < first) || (link >= 0 && link < first) || n.action < action) return null;
    forms[i] = form;
    changes[i] = n.changes;
    causes[i] = cause < 0 ? -1 : cause - first;
    links[i] = link < 0 ? -1 : link - first;
    actions[i] = n.action - action;
    const beside = at - before - rowTime(recorder.seed, first + i, kindOf(trace.tables, form));
    passed[i] = beside;
    hasPassed ||= beside !== 0;
    before = at;
  }
  const { tables } = trace;
  const tail = recorder.now - before;
  return {
    tables,
    forms,
    changes,
    causes,
    links,
    actions,
    passed: hasPassed ? passed : null,
    tail,
    lasts: recorder.now - now,
  };
}

/** Writes the rows again: all but their times and numbers are as they were. */
function tellAgain(recorder: Recorder, rows: StretchRows, action: number): void {
  const { tables, forms, changes, causes, links, actions, passed } = rows;
  const first = recorder.rows;
  for (let i = 0; i < forms.length; i++) {
    const [form, cause, link] = [forms[i] as number, causes[i] as number, links[i] as number];
    const ns = (passed?.[i] ?? 0) + rowTime(recorder.seed, first + i, kindOf(tables, form));
    const [from, to] = [cause < 0 ? -1 : first + cause, link < 0 ? -1 : first + link];
    recorder.again(form, changes[i] as number, ns, from, to, action + (actions[i] as number));
  }
}

const kindOf = (tables: RowTables, form: number): RowForm['kind'] => (tables.forms[form] as RowForm).kind;

/** How often each kind and name stand there, one after the other. */
function counted(seen: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (let i = 0; i < seen.length; i += 2) {
    const place = `${seen[i]} ${seen[i + 1]}`;
    counts.set(place, (counts.get(place) ?? 0) + 1);
  }
  return counts;
}

function more(now: ReadonlyMap<string, number>, then: ReadonlyMap<string, number>): Map<string, number> {
  const all = [...now].map(([place, times]): [string, number] => [place, times - (then.get(place) ?? 0)]);
  return new Map(all.filter(([, times]) => times > 0));
}
