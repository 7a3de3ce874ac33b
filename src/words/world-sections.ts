import type { Change, Value } from '../trace/event.ts';
import {
  BUFFERS,
  CORE,
  CPU_PREFIX,
  cpuKey,
  DRIVER,
  HELD_PREFIX,
  IRQ_PREFIX,
  LOCK_PREFIX,
  OPTEE,
  QUEUE_PREFIX,
  SPMC,
  SPMD,
  SYNC_PREFIX,
} from '../trace/keys.ts';
import type { World } from '../trace/world.ts';
import { valueText } from './value-text.ts';

/** One line of the state panel. */
export interface Entry {
  readonly key: string;
  readonly name: string;
  /** The name without its state: what a sentence about it begins with. */
  readonly plain: string;
  /** What kind of thing it is, where the name alone does not say: `workqueue`. Empty for most. */
  readonly kind: string;
  readonly value: string;
  /** The row that wrote it, -1 for before the first; null for a thing that was never there. */
  readonly row: number | null;
  readonly changed: boolean;
  /** The current row took it away. */
  readonly gone: boolean;
}

export interface Section {
  readonly title: string;
  /** `since`: the right column is the row in which it came, not its value. */
  readonly shows: 'value' | 'since';
  readonly column: 'left' | 'right';
  readonly entries: readonly Entry[];
}

interface Plan {
  readonly title: string;
  readonly column: 'left' | 'right';
  readonly prefix: string;
  readonly shows?: 'since';
  readonly name: (rest: string) => string;
}

const asIs = (rest: string): string => rest;

// The first plan whose prefix fits takes the cell, so the narrower prefixes stand first.
const PLANS: readonly Plan[] = [
  { title: 'Notifier hash, by bucket', column: 'right', prefix: CORE.hashPrefix, name: hashName },
  { title: 'Shared memory', column: 'right', prefix: SPMC.shmPrefix, name: (h) => h },
  { title: 'RX and TX buffers', column: 'right', prefix: BUFFERS.prefix, name: (n) => n.toUpperCase() },
  { title: 'OP-TEE threads', column: 'left', prefix: OPTEE.threadPrefix, name: (n) => `thread ${n}` },
  { title: 'SPMC', column: 'left', prefix: SPMC.prefix, name: asIs },
  { title: 'SPMD', column: 'left', prefix: SPMD.prefix, name: asIs },
  { title: 'struct optee', column: 'left', prefix: DRIVER.prefix, name: asIs },
  { title: 'FF-A core', column: 'left', prefix: CORE.prefix, name: asIs },
  { title: 'OP-TEE', column: 'left', prefix: OPTEE.prefix, name: asIs },
  { title: 'Contexts', column: 'left', prefix: CPU_PREFIX, name: (n) => `CPU ${n}` },
  { title: 'Held', column: 'right', prefix: HELD_PREFIX, shows: 'since', name: (n) => n.slice(n.indexOf(':') + 1) },
  { title: 'Locks', column: 'right', prefix: LOCK_PREFIX, name: asIs },
  { title: 'Queued work', column: 'right', prefix: QUEUE_PREFIX, name: asIs },
  { title: 'Interrupts raised', column: 'right', prefix: IRQ_PREFIX, name: (n) => n.replace(/\.(\d+)$/, ', CPU $1') },
  { title: 'RPC notification keys', column: 'right', prefix: SYNC_PREFIX, name: (n) => `key ${n}` },
  { title: 'Other', column: 'right', prefix: '', name: asIs },
];

/** Sections that lead, in this order; the rest follow in the order of the plans. */
const ORDER = ['SPMC, VM 0', 'struct optee', 'Contexts', 'OP-TEE threads', 'OP-TEE', 'FF-A core', 'SPMC', 'SPMD'];

/** What the SPMC keeps of a VM stands under that VM: every one that has a bitmap has a section. */
function vmPlan(key: string): Plan | null {
  const [prefix, id] = /^spmc\.vm(\d+)\./.exec(key) ?? [];
  return prefix === undefined ? null : { title: `SPMC, VM ${id}`, column: 'left', prefix, name: asIs };
}

function hashName(rest: string): string {
  const [bucket, id] = rest.split('.');
  return `${bucket}: id ${id}`;
}

/** A held thing's value is its holder or its state. What is not the FF-A core's, the OP-TEE driver acquired. */
const holder = (value: Value | undefined): string => (value === 'arm_ffa' ? 'the FF-A core' : 'the driver');

/** `allocated`, `registered`: the state of a held thing, where its value is one and not just that it is held. */
const stateOf = (value: Value | undefined): string =>
  ['held', 'arm_ffa', 'optee-driver'].includes(String(value)) ? '' : String(value);

/** A lock's value is `insmod, write`: who holds it, and how where that is not plain. */
function lockParts(value: Value | undefined): { readonly who: string; readonly how: string } {
  const text = String(value);
  const at = text.lastIndexOf(', ');
  return at < 0 ? { who: text, how: '' } : { who: text.slice(0, at), how: text.slice(at + 2) };
}

/** As the right column shows it: a CPU without a context is idle, and that a context is a process goes unsaid. */
function shownValue(prefix: string, key: string, value: Value | undefined): string {
  if (prefix === CPU_PREFIX) return value === undefined ? 'idle' : String(value).replace(/, process\b/, '');
  // Every entry of a partition's driver is of this type; the line has room for who asked.
  if (prefix === CORE.hashPrefix) return String(value).replace(/^SECURE_PARTITION /, '');
  return prefix === LOCK_PREFIX ? lockParts(value).who : valueText(key, value);
}

/** Cells that a section begins with, in this order; the rest follow as they were first written. */
const FIRST: readonly string[] = [
  SPMC.bound,
  SPMC.pending,
  SPMC.doBottomHalfValue,
  DRIVER.state,
  DRIVER.secCaps,
  DRIVER.rpcParamCount,
  DRIVER.bottomHalfValue,
  CORE.state,
];

/**
 * Everything in the world, in sections. Nothing is left out: a cell that no plan knows stands under `Other`. A cell
 * that the current row took away is still listed, as gone.
 * @param cpus CPUs that are listed even while they are idle.
 */
export function worldSections(world: World, changes: readonly Change[], cpus: number): Section[] {
  const changed = new Set(changes.map((c) => c.key));
  const byTitle = new Map<string, { plan: Plan; entries: Entry[] }>();
  const add = (key: string, value: Value | undefined, row: number | null, gone: boolean): void => {
    const plan = vmPlan(key) ?? (PLANS.find((p) => key.startsWith(p.prefix)) as Plan);
    const title = plan.shows === 'since' ? `Held by ${holder(value)}` : plan.title;
    const rest = key.slice(plan.prefix.length);
    const kind = plan.shows === 'since' && rest.includes(':') ? rest.slice(0, rest.indexOf(':')) : '';
    const state = plan.shows === 'since' ? stateOf(value) : '';
    const how = plan.prefix === LOCK_PREFIX && !gone ? lockParts(value).how : state;
    const name = how === '' ? plan.name(rest) : `${plan.name(rest)}, ${how}`;
    const text = gone ? 'gone' : shownValue(plan.prefix, key, value);
    const entry: Entry = { key, name, plain: plan.name(rest), kind, value: text, row, changed: changed.has(key), gone };
    const section = byTitle.get(title) ?? { plan, entries: [] };
    section.entries.push(entry);
    byTitle.set(title, section);
  };
  for (let cpu = 0; cpu < cpus; cpu++) {
    const cell = world.cell(cpuKey(cpu));
    add(cpuKey(cpu), cell?.value, cell?.row ?? null, false);
  }
  for (const [key, cell] of world.under('')) {
    const cpu = key.startsWith(CPU_PREFIX) ? Number(key.slice(CPU_PREFIX.length)) : Number.NaN;
    if (!(cpu < cpus)) add(key, cell.value, cell.row, false);
  }
  for (const c of changes) if (c.after === undefined && !c.key.startsWith(CPU_PREFIX)) add(c.key, c.before, null, true);
  return [...byTitle]
    .map(
      ([title, { plan, entries }]): Section => ({
        title,
        shows: plan.shows ?? 'value',
        column: plan.column,
        entries: plan.shows === 'since' ? newestFirst(entries) : leading(entries),
      }),
    )
    .sort((a, b) => rank(a.title) - rank(b.title));
}

const newestFirst = (entries: readonly Entry[]): Entry[] =>
  [...entries].sort((a, b) => (b.row ?? Infinity) - (a.row ?? Infinity));

const leading = (entries: readonly Entry[]): Entry[] => [
  ...FIRST.flatMap((key) => entries.filter((e) => e.key === key)),
  ...entries.filter((e) => !FIRST.includes(e.key)),
];

const rank = (title: string): number => {
  const lead = ORDER.indexOf(title);
  if (lead >= 0) return lead;
  if (title.startsWith('SPMC, VM ')) return 0.5;
  if (title.startsWith('Held')) return ORDER.length + (title === 'Held by the driver' ? 0 : 0.5);
  return ORDER.length + 1 + PLANS.findIndex((p) => p.title === title);
};
