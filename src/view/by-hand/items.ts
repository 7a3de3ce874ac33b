import type { Run } from '../../scenario/types.ts';
import type { Action } from '../../stack/config.ts';
import { actionAfter, choosing, nextChoice } from '../../study/by-hand.ts';
import { cpuKey, DRIVER, OPTEE, SPMC } from '../../trace/keys.ts';
import type { World } from '../../trace/world.ts';
import { worldAt } from '../../trace/world-at.ts';
import { ordinal } from '../../words/ordinal.ts';

/** What one line of the menu changes of the scenario. */
export type Patch = { readonly actions: readonly Action[] } | { readonly choices: readonly number[] };

/** One line of the menu. */
export interface Item {
  readonly key: string;
  readonly label: string;
  /** What follows from it at this row, in a sentence or two. */
  readonly follows: string;
  /** null: it is what happens already. */
  readonly patch: Patch | null;
  /** What the new future is called. */
  readonly title: string;
}

export interface ByHand {
  /** What can happen at the row; empty where the scenario has no room for another action. */
  readonly now: readonly Item[];
  /** Who can run next; null where only one context can, to the end of the run. */
  readonly next: { readonly row: number; readonly items: readonly Item[] } | null;
}

/** Everything that a person can do by hand at this row. */
export function byHandAt(run: Run, row: number): ByHand {
  const world = worldAt(run, row);
  const { cpus } = run.scenario;
  const now = Array.from({ length: cpus }, (_, cpu) => interruptOn(world, cpu)).concat(
    { action: { do: 'remove' }, label: 'Remove the driver now', follows: removeFollows(world) },
    { action: { do: 'session' }, label: 'Start a session now', follows: clientFollows(world, 'a pseudo TA') },
    { action: { do: 'load-ta' }, label: 'Load a TA now', follows: clientFollows(world, 'a TA that has to be loaded') },
  );
  return {
    now: now.flatMap(({ action, label, follows }): Item[] => {
      const actions = actionAfter(run, row, action);
      if (actions === null) return [];
      return [{ key: label, label, follows, patch: { actions }, title: `By hand after row ${row}: ${lower(label)}` }];
    }),
    next: nextItems(run, row),
  };
}

interface Now {
  readonly action: Action;
  readonly label: string;
  readonly follows: string;
}

function interruptOn(world: World, cpu: number): Now {
  const busy = world.get(cpuKey(cpu));
  const inHandler = typeof busy === 'string' && busy.endsWith(', secure-atomic');
  const taken = inHandler
    ? `CPU ${cpu} is in OP-TEE with every exception masked: it is taken when that ends.`
    : `OP-TEE takes it at once, whatever CPU ${cpu} runs.`;
  const id = world.get(SPMC.doBottomHalfValue);
  const then =
    world.get(OPTEE.panic) !== undefined
      ? 'OP-TEE has panicked and answers nothing any more.'
      : world.get(OPTEE.notifStarted) === true
        ? `Its top half notes the work and signals ${typeof id === 'number' && id >= 0 ? `id ${id}` : 'an id that it does not have'}.`
        : 'Nobody has asked to be notified, so the top half does the work itself.';
  return {
    action: cpu === 0 ? { do: 'notify' } : { do: 'notify', cpu },
    label: `Raise a secure interrupt on CPU ${cpu}`,
    follows: `${taken} ${then}`,
  };
}

function removeFollows(world: World): string {
  switch (world.get(DRIVER.state)) {
    case 'bound':
      return 'rmmod begins here, beside everything that runs already.';
    case 'probing':
      return 'The probe has not come back, so the module cannot go: the log says so.';
    case 'removing':
      return 'A remove runs already, and this one finds what that one has left.';
    default:
      return 'No device is bound here: there is nothing to undo, and the log says so.';
  }
}

const clientFollows = (world: World, what: string): string =>
  world.get(DRIVER.state) === 'bound'
    ? `A client opens a session with ${what}, beside everything that runs already.`
    : `A client asks for ${what}. Without a TEE device the log says that there is none.`;

function nextItems(run: Run, row: number): ByHand['next'] {
  const choice = nextChoice(run, row);
  if (choice === null) return null;
  const { index, point } = choice;
  const items = point.options.map((name, i): Item => {
    const chosen = i === point.chosen;
    // Two work items of one CPU run in workers of one name.
    const same = point.options.slice(0, i).filter((other) => other === name).length;
    const who = same === 0 ? name : `${name}, the ${ordinal(same + 1)} of that name,`;
    const follows = chosen
      ? 'It is what happens now.'
      : `${name} runs before row ${point.row} is written. What was chosen for later moments is forgotten.`;
    return {
      key: `${i} ${name}`,
      label: `Let ${who} run`,
      follows,
      patch: chosen ? null : { choices: choosing(run, index, i) },
      title: `By hand at row ${point.row}: ${name} runs`,
    };
  });
  return { row: point.row, items };
}

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
