import type { ContextKind, TraceEvent } from '../trace/event.ts';
import { cpuKey, LOCK_PREFIX, OPTEE } from '../trace/keys.ts';
import type { Trace } from '../trace/trace.ts';
import type { World } from '../trace/world.ts';
import { isRecorded } from './ids.ts';
import type { RowFact } from './row-facts.ts';

/** A lock of the world: `notify_lock`, held as `write`; the manner is empty for a mutex. */
interface Held {
  readonly lock: string;
  readonly how: string;
}

/** What a row's context holds, and whether it may sleep there. `world` is the one after the row. */
export function contextFacts(trace: Trace, world: World, e: TraceEvent): RowFact[] {
  const recorded = isRecorded(trace);
  const held = recorded ? [] : locksOf(world, e);
  const why = whyNoSleep(trace, world, e, held);
  const facts: RowFact[] = [];
  if (why !== null) facts.push({ term: 'May sleep', text: `no: ${why}`, tone: 'warn' });
  else if (e.ctxKind === 'secure-thread')
    facts.push({ term: 'May sleep', text: 'yes, by an RPC: the Linux task then waits in its place' });
  // A recording does not say which locks are held, so a task of Linux may or may not sleep there.
  else if (!recorded) facts.push({ term: 'May sleep', text: 'yes' });
  if (!recorded)
    facts.push({
      term: 'Holds',
      text:
        held.length === 0
          ? 'no lock'
          : held.map(({ lock, how }) => (how === '' ? lock : `${lock} (${how})`)).join(', '),
      ...(held.length === 0 ? {} : { code: true }),
    });
  return facts;
}

/** Locks whose cell names this context, or the OP-TEE thread that it runs. */
function locksOf(world: World, e: TraceEvent): Held[] {
  const names = new Set([e.ctx]);
  if (e.ctxKind === 'secure-thread')
    for (const [key, cell] of world.under(OPTEE.threadPrefix))
      if (cell.value === `active, ${e.ctx}`) names.add(`OP-TEE thread ${key.slice(OPTEE.threadPrefix.length)}`);
  const held: Held[] = [];
  for (const [key, cell] of world.under(LOCK_PREFIX)) {
    const text = String(cell.value);
    const [, who = text, how = ''] = /^(.*), (write|irqs off)$/.exec(text) ?? [];
    if (names.has(who)) held.push({ lock: key.slice(LOCK_PREFIX.length), how });
  }
  return held;
}

const ATOMIC: Readonly<Partial<Record<ContextKind, string>>> = {
  hardirq: 'it runs in a hard interrupt',
  ipi: 'it runs in an IPI, with interrupts off',
  'secure-atomic': 'OP-TEE runs with every exception masked',
};

/** Why sleeping is not allowed here; null where it is. */
function whyNoSleep(trace: Trace, world: World, e: TraceEvent, held: readonly Held[]): string | null {
  const here = ATOMIC[e.ctxKind];
  if (here !== undefined) return here;
  if (e.ctxKind === 'secure-thread') {
    const home = homeOf(trace, e);
    const caller = home === null ? undefined : ATOMIC[home];
    return caller === undefined ? null : `${caller} of Linux, which called OP-TEE`;
  }
  const spin = held.find((h) => h.how !== '');
  if (spin !== undefined) return `it holds ${spin.lock} (${spin.how})`;
  const cpu = world.get(cpuKey(e.cpu));
  return typeof cpu === 'string' && cpu.startsWith(`${e.ctx}, `) && cpu.endsWith(', atomic')
    ? 'preemption is off'
    : null;
}

/** How far back the way into the secure world is looked for. */
const LOOK = 5_000;

/** What kind of context Linux made the call from that this row of the secure world is part of; null where it is not seen. */
function homeOf(trace: Trace, e: TraceEvent): ContextKind | null {
  for (let row = e.row - 1; row >= Math.max(e.row - LOOK, 0); row--) {
    const before = trace.row(row);
    if (before.ctx === e.ctx && before.cpu === e.cpu && !before.ctxKind.startsWith('secure')) return before.ctxKind;
  }
  return null;
}
