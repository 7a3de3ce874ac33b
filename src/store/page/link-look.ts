import { ACTOR_ORDER } from '../../trace/actors.ts';
import type { GetState, ScopeState, SetState } from '../state.ts';
import { levelNow } from './level.ts';
import type { Level } from './view.ts';

const LEVELS: readonly Level[] = ['steps', 'registers', 'calls', 'everything'];
const SIZES = ['small', 'normal', 'large'] as const;
const SIDES = ['normal', 'secure'] as const;

/** How the rows are drawn, as a link says it: `l:calls.h:spmd,user.w:3`; empty for how the page draws them of itself. */
export function lookOf(s: ScopeState): string {
  const level = levelNow(s);
  return [
    level === null || level === 'everything' ? '' : `l:${level}`,
    s.timeScale ? 't:on' : '',
    s.rowSize === 'normal' ? '' : `s:${s.rowSize}`,
    s.hidden.length === 0 ? '' : `h:${s.hidden.join(',')}`,
    s.foldedWorlds.length === 0 ? '' : `f:${s.foldedWorlds.join(',')}`,
    s.register === null ? '' : `w:${s.register}`,
  ]
    .filter((part) => part !== '')
    .join('.');
}

/**
 * Draws the rows as a link says. Nothing of it is kept for the next visit: it is the choice of who made the link. What is
 * not understood is left out, and a sentence says so.
 */
export async function showLook(set: SetState, get: GetState, look: string): Promise<void> {
  const said = new Map(look.split('.').map((p) => [p.slice(0, p.indexOf(':')), p.slice(p.indexOf(':') + 1)]));
  const words = (name: string): readonly string[] => (said.get(name) ?? '').split(',');
  set({
    rowSize: SIZES.find((s) => s === said.get('s')) ?? 'normal',
    hidden: ACTOR_ORDER.filter((a) => words('h').includes(a)),
    foldedWorlds: SIDES.filter((s) => words('f').includes(s)),
    register: /^[0-7]$/.test(said.get('w') ?? '') ? Number(said.get('w')) : null,
  });
  const level = LEVELS.find((l) => l === said.get('l'));
  if (level !== undefined) await get().setLevel(level);
  else if (said.get('t') === 'on') await get().setTimeScale(true);
  if ([...said.keys()].some((name) => !'ltshfw'.includes(name) || name === ''))
    set({ notes: [...get().notes, 'A part of the link about the view is not understood, so it is left out.'] });
}
