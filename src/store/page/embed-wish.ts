import { DETAILS } from '../../export/subject.ts';
import { ACTOR_ORDER, ACTORS, type WorldSide } from '../../trace/actors.ts';
import type { Actor } from '../../trace/event.ts';
import type { Theme } from './panels.ts';
import type { Level, RowSize } from './view.ts';

export const LEVELS: readonly Level[] = [...DETAILS, 'steps'];

/** How whoever puts the page into another one wants it, in the address: `?embed&theme=dark&hide=user,spmd`. */
export interface EmbedWish {
  readonly theme: Theme;
  /** Lanes that are not drawn. */
  readonly hide: readonly Actor[];
  /** Worlds that stand in one lane. */
  readonly fold: readonly WorldSide[];
  /** null: nobody said; a lesson shows its steps then, and anything else everything. */
  readonly detail: Level | null;
  readonly rows: RowSize;
}

const THEMES: readonly Theme[] = ['system', 'light', 'dark'];
const SIDES: readonly WorldSide[] = ['normal', 'secure'];
const SIZES: readonly RowSize[] = ['small', 'normal', 'large'];
/** What an address may say besides, and what is said of it. */
const NAMES = ['theme', 'hide', 'fold', 'detail', 'rows'];

/** What the address wishes; what it says that is not understood is left out, and a sentence says so. */
export function readEmbed(search: string): { readonly wish: EmbedWish; readonly notes: readonly string[] } {
  const asked = new URLSearchParams(search);
  const notes: string[] = [];
  const one = <T extends string>(name: string, values: readonly T[]): T | null => {
    const text = asked.get(name);
    if (text === null) return null;
    const value = values.find((v) => v === text);
    if (value === undefined) notes.push(unknown(name, text, values));
    return value ?? null;
  };
  const many = <T extends string>(name: string, values: readonly T[], wordOf: (v: T) => string): readonly T[] =>
    (asked.get(name) ?? '')
      .split(',')
      .filter((word) => word !== '')
      .flatMap((word) => {
        const value = values.find((v) => v === word || wordOf(v) === word);
        if (value === undefined) notes.push(unknown(name, word, values.map(wordOf)));
        return value ?? [];
      });
  const wish: EmbedWish = {
    theme: one('theme', THEMES) ?? 'system',
    hide: many('hide', ACTOR_ORDER, (a) => ACTORS[a].word),
    fold: many('fold', SIDES, (s) => s),
    detail: one('detail', LEVELS),
    rows: one('rows', SIZES) ?? 'normal',
  };
  for (const name of asked.keys())
    if (name !== 'embed' && !NAMES.includes(name))
      notes.push(`The address says “${name}”, which is not understood: it may say ${NAMES.join(', ')}.`);
  return { wish, notes };
}

const unknown = (name: string, text: string, values: readonly string[]): string =>
  `The address says ${name}=${text}, which is not understood: ${values.join(', ')} are.`;
