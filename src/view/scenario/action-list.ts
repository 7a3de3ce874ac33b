import type { Action } from '../../stack/config.ts';
import type { Trace } from '../../trace/trace.ts';

// Changes of the list of actions. The first action has none before it, so it never starts together with one.

/** The action as one that begins when the one before it has settled. */
const inOrder = (a: Action): Action => {
  const { with: _with, after: _after, ...rest } = a;
  return rest as Action;
};

const together = (a: Action): boolean => a.with !== undefined || a.after !== undefined;

const settled = (actions: readonly Action[]): readonly Action[] =>
  actions.map((a, i) => (i === 0 && together(a) ? inOrder(a) : a));

/** The action at `index` one place up (-1) or down (1); unchanged where there is no such place. */
export function moveAction(actions: readonly Action[], index: number, by: -1 | 1): readonly Action[] {
  const a = actions[index];
  const b = actions[index + by];
  return a === undefined || b === undefined ? actions : settled(actions.with(index, b).with(index + by, a));
}

export const removeAction = (actions: readonly Action[], index: number): readonly Action[] =>
  settled(actions.filter((_, i) => i !== index));

/** Starts the action together with the one before it, or after that one has settled. */
export function toggleTogether(actions: readonly Action[], index: number): readonly Action[] {
  const a = actions[index];
  if (a === undefined || index === 0) return actions;
  return actions.with(index, together(a) ? inOrder(a) : { ...a, with: 'previous' });
}

/** The one number that an action takes and a person often changes. */
export interface Parameter {
  readonly name: 'cpu' | 'key' | 'id';
  readonly value: number;
  readonly max: number;
}

export function parameterOf(a: Action, cpus: number): Parameter | null {
  switch (a.do) {
    case 'notify':
      return cpus > 1 ? { name: 'cpu', value: a.cpu ?? 0, max: cpus - 1 } : null;
    case 'sync-wait':
    case 'sync-send':
      return { name: 'key', value: a.key, max: 0xffff_ffff };
    case 'request':
    case 'relinquish':
    case 'send':
      return { name: 'id', value: a.id, max: 0x7fff_ffff };
    default:
      return null;
  }
}

/** The list with that number changed; values outside its range are brought to the nearest end. */
export function setParameter(
  actions: readonly Action[],
  index: number,
  p: Parameter,
  value: number,
): readonly Action[] {
  const a = actions[index];
  if (a === undefined || !Number.isInteger(value)) return actions;
  const kept = Math.min(Math.max(value, 0), p.max);
  if (p.name === 'cpu' && kept === 0) {
    const { cpu: _, ...rest } = a as Action & { cpu?: number };
    return actions.with(index, rest as Action);
  }
  return actions.with(index, { ...a, [p.name]: kept } as Action);
}

/** The lowest number of CPUs with which every action has the one it names. */
export const fewestCpus = (actions: readonly Action[]): number =>
  1 + Math.max(0, ...actions.map((a) => (a.do === 'notify' ? (a.cpu ?? 0) : 0)));

/** For each action the first and the last row that belong to it; null for one that wrote none. */
export function actionRows(trace: Trace, count: number): (readonly [first: number, last: number] | null)[] {
  const rows: ([number, number] | null)[] = Array.from({ length: count }, () => null);
  for (const e of trace.rows()) {
    if (e.action < 0 || e.action >= count) continue;
    const range = rows[e.action];
    if (range == null) rows[e.action] = [e.row, e.row];
    else range[1] = e.row;
  }
  return rows;
}
