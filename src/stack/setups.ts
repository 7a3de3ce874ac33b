import { isSameData } from '../base/same-data.ts';
import type { Kernel } from '../sim/kernel.ts';
import type { Setup } from '../sim/setup.ts';
import type { MachineConfig } from './config.ts';
import { KnownRests } from './known-rests.ts';

/** A machine that is ready for its first row, for runs that begin in the same way. */
interface Kept {
  readonly config: MachineConfig;
  readonly watched: boolean;
  readonly setup: Setup;
  /** What is known of it; null as long as nobody asks. */
  rests: KnownRests | null;
  /** Has one been run? */
  hasRun: boolean;
}

/** How a run looks at its kernel, as far as it matters for what is kept. */
interface How {
  readonly watched?: boolean;
  readonly frozen?: boolean;
}

/** Whoever tries many scenarios tries them on few machines. */
const MOST = 8;
const kept: Kept[] = [];

/** What such a machine is before its first row, when one has run; null when it has to be set up. */
export const knownSetup = (config: MachineConfig, how: How): Setup | null => keptOf(config, how)?.setup ?? null;

/** To know what it has done costs a run a fifth of its time: a machine that is new, and is asked for little, hardly repeats itself. */
const LITTLE = 4;

/**
 * What is known of the states of such a machine, for a run of it. Null where nothing is to be remembered: it has never run, and
 * does little.
 */
export function knownRests(config: MachineConfig, how: How): KnownRests | null {
  const found = keptOf(config, how);
  if (found === undefined) return null;
  const isNew = !found.hasRun;
  found.hasRun = true;
  if (isNew && config.actions.length < LITTLE) return null;
  found.rests ??= new KnownRests(found.setup);
  return found.rests;
}

function keptOf(config: MachineConfig, how: How): Kept | undefined {
  const watched = how.watched === true;
  return how.frozen === true ? undefined : kept.find((k) => k.watched === watched && beginAlike(k.config, config));
}

/** The kernel is ready for its first row: it is remembered how it got there. */
export function keepSetup(config: MachineConfig, how: How, kernel: Kernel): void {
  const { setup } = kernel;
  if (setup === null || how.frozen === true) return;
  if (kept.length >= MOST) kept.shift();
  kept.push({ config, watched: how.watched === true, setup, rests: null, hasRun: false });
}

/** What comes after the first row, or is looked at by nobody. Every other field counts: one that is new, too. */
const LATER: ReadonlySet<string> = new Set(['v', 'title', 'actions', 'faults', 'choices', 'seed']);

const early = (config: MachineConfig): [string, unknown][] =>
  Object.entries(config)
    .filter(([name]) => !LATER.has(name))
    .sort(([a], [b]) => (a < b ? -1 : 1));

/** Does everything agree that is looked at before the first row? */
function beginAlike(a: MachineConfig, b: MachineConfig): boolean {
  return startsBooted(a) === startsBooted(b) && isSameData(early(a), early(b));
}

/** Is the FF-A core there before the first row? Unless the scenario loads it. */
export function startsBooted({ actions }: MachineConfig): boolean {
  return actions.find((a) => a.do === 'boot' || a.do === 'unload')?.do !== 'boot';
}
