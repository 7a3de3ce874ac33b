import type { FixId } from '../stack/linux/fix-ids.ts';
import type { FixedDefect } from './fix-matrix.ts';

/** `ended by drain and unbind-first together; back without either`: what the fixes do to a thing, in one sentence. */
export function fixesDo({ isOld, endedBy, together, backWithout }: FixedDefect): string {
  if (!isOld) return `not there without any fix; with the others it needs ${list(backWithout, 'and')}`;
  if (endedBy.length > 0) return `ended by ${list(endedBy, 'or by')}${neededText(endedBy, backWithout)}`;
  if (together.length === 0) return `needs ${list(backWithout, 'and')}`;
  return `ended by ${list(together, 'and')}, together${neededText(together, backWithout)}`;
}

/** What else has to be there, since with every other fix it is back without it. */
function neededText(told: readonly FixId[], needed: readonly FixId[]): string {
  const others = needed.filter((id) => !told.includes(id));
  return others.length === 0 ? '' : `; with the other fixes it needs ${list(others, 'and')} too`;
}

function list(ids: readonly FixId[], word: 'and' | 'or by'): string {
  if (ids.length < 3) return ids.join(` ${word} `);
  return `${ids.slice(0, -1).join(', ')} ${word} ${ids.at(-1)}`;
}

/** In a column of a fix: it ends the thing alone; it is needed; both. */
export const MARKS = { ends: '●', needed: '○', both: '◉', neither: '' } as const;

/** What a fix is to a thing. */
export function markOf({ endedBy, backWithout }: FixedDefect, id: FixId): keyof typeof MARKS {
  const ends = endedBy.includes(id);
  if (backWithout.includes(id)) return ends ? 'both' : 'needed';
  return ends ? 'ends' : 'neither';
}
