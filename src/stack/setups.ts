import type { Kernel } from '../sim/kernel.ts';
import type { Setup } from '../sim/setup.ts';
import type { MachineConfig } from './config.ts';
import { KnownRests } from './known-rests.ts';

/** A machine that is ready for its first row, for runs that begin in the same way. */
interface Kept {
  readonly config: MachineConfig;
  readonly watched: boolean;
  readonly setup: Setup;
  /** What is known of it; null of one that is watched. */
  readonly rests: KnownRests | null;
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

/** What is known of the states of such a machine, when one has run; null when none has, and of one that is watched. */
export const knownRests = (config: MachineConfig, how: How): KnownRests | null => keptOf(config, how)?.rests ?? null;

function keptOf(config: MachineConfig, how: How): Kept | undefined {
  const watched = how.watched === true;
  return how.frozen === true ? undefined : kept.find((k) => k.watched === watched && beginAlike(k.config, config));
}

/** The kernel is ready for its first row: it is remembered how it got there. */
export function keepSetup(config: MachineConfig, how: How, kernel: Kernel): void {
  const { setup } = kernel;
  if (setup === null || how.frozen === true) return;
  if (kept.length >= MOST) kept.shift();
  const watched = how.watched === true;
  kept.push({ config, watched, setup, rests: watched ? null : new KnownRests(setup) });
}

/** What comes after the first row, or is looked at by nobody. Every other field counts: one that is new, too. */
const LATER: ReadonlySet<string> = new Set(['v', 'title', 'actions', 'faults', 'choices', 'seed']);

/** Does everything agree that is looked at before the first row? */
function beginAlike(a: MachineConfig, b: MachineConfig): boolean {
  return startsBooted(a) === startsBooted(b) && sameFields(a, b, LATER);
}

/** Is the FF-A core there before the first row? Unless the scenario loads it. */
export function startsBooted({ actions }: MachineConfig): boolean {
  return actions.find((a) => a.do === 'boot' || a.do === 'unload')?.do !== 'boot';
}

function sameFields(a: object, b: object, without: ReadonlySet<string> = new Set()): boolean {
  if (a === b) return true;
  const fieldsOf = (o: object): [string, unknown][] => Object.entries(o).filter(([name]) => !without.has(name));
  const [fields, others] = [fieldsOf(a), new Map(fieldsOf(b))];
  return fields.length === others.size && fields.every(([name, value]) => isSame(value, others.get(name)));
}

const isSame = (a: unknown, b: unknown): boolean =>
  a === b || (typeof a === 'object' && typeof b === 'object' && a !== null && b !== null && sameFields(a, b));
