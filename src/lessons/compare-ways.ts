import type { Frame } from '../abi/frame.ts';
import { hex, idSet } from '../base/bits.ts';
import type { Run, Scenario } from '../scenario/types.ts';
import type { Action } from '../stack/config.ts';
import type { DriverRevision } from '../stack/linux/revisions.ts';
import type { CallEvent, ContextKind, ReturnEvent, StepEvent, TraceEvent } from '../trace/event.ts';
import { OPTEE, SPMC, SYNC_PREFIX } from '../trace/keys.ts';
import { twoWays } from './08-two-ways.ts';

/** A line of a cell: what happens, and the row of its run that shows it. */
export interface WayLine {
  readonly text: string;
  /** Registers that are not zero: `w3 0x80000000`. */
  readonly registers?: readonly string[];
  readonly row: number | null;
}

export interface WayRow {
  readonly title: string;
  readonly async: readonly WayLine[];
  readonly sync: readonly WayLine[];
}

export interface Ways {
  /** The scenarios that were run: the wake-up each way. */
  readonly async: Scenario;
  readonly sync: Scenario;
  readonly rows: readonly WayRow[];
}

/** The runs that are compared. */
type WayRun = 'async' | 'sync' | 'nobodyWaits' | 'quiet' | 'nobodySends' | 'goneAsync' | 'goneSync';

/** What a context is called in a sentence. */
const KIND: Readonly<Record<ContextKind, string>> = {
  process: 'process',
  worker: 'worker',
  hardirq: 'hard interrupt, must not sleep',
  ipi: 'IPI, must not sleep',
  'secure-atomic': 'OP-TEE, all exceptions masked',
  'secure-thread': 'OP-TEE thread, may wait by an RPC',
};

/** The scenarios that are compared, each with the variant of the lesson that it is made of. */
export function wayScenarios(driver: DriverRevision): Readonly<Record<WayRun, Scenario>> {
  const variant = (name: string): Scenario => {
    const found = twoWays.variants.find((v) => v.name === name);
    if (found === undefined) throw new Error(`the lesson has no variant ${name}`);
    return { ...found.scenario, driver };
  };
  const async = variant('two-ways-async');
  const gone = (last: Action): Scenario => ({
    ...async,
    title: 'Nobody listens',
    actions: [{ do: 'probe' }, { do: 'remove' }, last],
  });
  return {
    async,
    sync: variant('two-ways-sync'),
    nobodyWaits: variant('two-ways-nobody-waits'),
    quiet: { ...async, actions: [{ do: 'probe' }] },
    nobodySends: variant('two-ways-nobody-sends'),
    goneAsync: gone({ do: 'notify' }),
    goneSync: gone({ do: 'sync-send', key: 64 }),
  };
}

/**
 * The same wake-up as an asynchronous notification and as an RPC, on one driver: who runs, where, with which registers,
 * and what becomes of it when nobody waits. Everything is read from the traces of these runs.
 */
export function compareWays(runs: Readonly<Record<WayRun, Run>>): Ways {
  const { async, sync } = runs;
  const row = (title: string, tell: (r: Run, action: number) => readonly WayLine[], a = async, s = sync): WayRow => ({
    title,
    async: tell(a, a === async ? 1 : a.scenario.actions.length - 1),
    sync: tell(s, s === sync ? 1 : s.scenario.actions.length - 1),
  });
  return {
    async: async.scenario,
    sync: sync.scenario,
    rows: [
      row('What wakes', wakers),
      row('Who runs, in which context', contexts),
      row('What remembers the event', memory),
      row('Threads of OP-TEE', threads),
      row('Register calls', calls),
      row('What becomes of it', became),
      row('When nobody waits', became, async, runs.nobodyWaits),
      row('When nobody sends', became, runs.quiet, runs.nobodySends),
      row('When the driver is gone', became, runs.goneAsync, runs.goneSync),
      row('Rules that are broken', broken),
    ],
  };
}

/** Rows of the wake-up: of the actions from this one on, without what only opens and closes the client's sessions. */
function* wakeUp(r: Run, action: number): Iterable<TraceEvent> {
  for (const e of r.trace.rows())
    if (e.action >= action && !e.stack.includes('optee_open_session') && !e.stack.includes('optee_close_session'))
      yield e;
}

const where = (e: TraceEvent): string => `${e.ctx} on CPU ${e.cpu}`;

const NOTHING: readonly WayLine[] = [{ text: 'nothing', row: null }];
const orNothing = (lines: readonly WayLine[]): readonly WayLine[] => (lines.length === 0 ? NOTHING : lines);

/** Interrupts, and keys that are sent inside Linux. */
function wakers(r: Run, action: number): readonly WayLine[] {
  const lines: WayLine[] = [];
  for (const e of wakeUp(r, action)) {
    if (e.kind === 'irq')
      lines.push({ text: `${e.irq} is ${e.phase}, INTID ${e.intid ?? 'unknown'}, ${where(e)}`, row: e.row });
    if (isStep(e, 'optee_notif_send'))
      lines.push({ text: `optee_notif_send(${e.args.key}) by ${where(e)}`, row: e.row });
    if (isStep(e, 'ffa_sched_recv_irq_handler'))
      lines.push({ text: `ffa_sched_recv_irq_handler() queues work, ${where(e)}`, row: e.row });
  }
  return orNothing(lines);
}

/** Each context once, in the order in which they come. */
function contexts(r: Run, action: number): readonly WayLine[] {
  const lines = new Map<string, WayLine>();
  for (const e of wakeUp(r, action)) {
    const text = `${where(e)}: ${KIND[e.ctxKind]}`;
    if (!lines.has(text)) lines.set(text, { text, row: e.row });
  }
  return orNothing([...lines.values()]);
}

/**
 * Cells that hold the event while it waits: the pending bitmap of the SPMC, the keys of Linux. What a task writes before
 * it sleeps stands in the next row, whoever's it is, so rows of the sessions count here.
 */
function memory(r: Run, action: number): readonly WayLine[] {
  const lines: WayLine[] = [];
  for (const e of r.trace.rows())
    for (const c of e.action < action ? [] : e.changes) {
      if (c.key === SPMC.pending && typeof c.after === 'bigint')
        lines.push({ text: `SPMC, pending ids: ${c.after === 0n ? 'none' : idSet(c.after)}`, row: e.row });
      if (c.key.startsWith(SYNC_PREFIX))
        lines.push({ text: `Linux, key ${c.key.slice(SYNC_PREFIX.length)} = ${c.after ?? 'nothing'}`, row: e.row });
    }
  return orNothing(lines);
}

/** When each thread of OP-TEE is taken, suspended and free again. */
function threads(r: Run, action: number): readonly WayLine[] {
  const lines: WayLine[] = [];
  for (const e of wakeUp(r, action))
    for (const c of e.changes)
      if (c.key.startsWith(OPTEE.threadPrefix))
        lines.push({ text: `thread ${c.key.slice(OPTEE.threadPrefix.length)}: ${c.after ?? 'gone'}`, row: e.row });
  return orNothing(lines);
}

/** Every call with its reply: who makes it, and the registers that are not zero. */
function calls(r: Run, action: number): readonly WayLine[] {
  const lines: WayLine[] = [];
  for (const e of wakeUp(r, action))
    if (e.kind === 'call' || e.kind === 'return')
      lines.push({
        text: `${e.kind === 'call' ? `${where(e)}: ` : 'answer: '}${nameOf(e)}`,
        registers: registers(e.w),
        row: e.row,
      });
  return orNothing(lines);
}

const nameOf = (e: CallEvent | ReturnEvent): string => (e.service === null ? e.name : `${e.service} (${e.name})`);

const registers = (w: Frame): readonly string[] => w.flatMap((word, i) => (word === 0n ? [] : [`w${i} ${hex(word)}`]));

/** What the event led to: work that was done, answers, latches, a task that waits for ever, or nothing. */
function became(r: Run, action: number): readonly WayLine[] {
  const lines: WayLine[] = [];
  for (const e of wakeUp(r, action)) {
    if (isStep(e, 'optee_do_bottom_half'))
      lines.push({ text: `optee_do_bottom_half() has run in ${where(e)} (${KIND[e.ctxKind]})`, row: e.row });
    if (isStep(e, 'optee_notif_wait'))
      lines.push({ text: `optee_notif_wait(${e.args.key}) answers ${e.rc} to ${where(e)}`, row: e.row });
    if (isStep(e, 'notifier_hash_node_get') && e.rc === null)
      lines.push({ text: `id ${e.args.notify_id} was fetched, and no callback is found: it is dropped`, row: e.row });
    if (e.kind === 'log' && e.who === 'user') lines.push({ text: e.text, row: e.row });
  }
  const last = r.trace.length - 1;
  const world = r.history.at(last);
  const pending = world.get(SPMC.pending);
  if (typeof pending === 'bigint' && pending !== 0n)
    lines.push({ text: `${idSet(pending)} stays pending at the SPMC`, row: world.cell(SPMC.pending)?.row ?? null });
  for (const [key, cell] of world.under(SYNC_PREFIX))
    lines.push({ text: `key ${key.slice(SYNC_PREFIX.length)} stays in Linux: ${cell.value}`, row: cell.row });
  if (r.outcome.hang !== null) lines.push({ text: r.outcome.hang, row: last });
  return orNothing(lines);
}

function broken(r: Run): readonly WayLine[] {
  const lines = r.outcome.violations.map((v): WayLine => ({ text: `${v.rule}: ${v.text}`, row: v.row }));
  return lines.length === 0 ? [{ text: 'none', row: null }] : lines;
}

const isStep = (e: TraceEvent, fn: string): e is StepEvent => e.kind === 'step' && e.fn === fn;
