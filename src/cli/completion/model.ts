import { GALLERY_NAMES } from '../../lessons/gallery.ts';
import { REVISIONS } from '../../stack/linux/revisions.ts';
import { SECURE_WORLD_IDS } from '../../stack/secure/facts.ts';
import type { Command } from '../command.ts';

/** What a shell may offer for one command. */
export interface Completable {
  readonly name: string;
  readonly summary: string;
  readonly flags: readonly FlagWords[];
  /** Words that an operand may be, beside the name of a file. */
  readonly operands: readonly string[];
}

export interface FlagWords {
  /** With its dashes. */
  readonly name: string;
  readonly help: string;
  /** Does a value follow? */
  readonly takesValue: boolean;
  /** The values that it may have; where there are none, a file is offered. */
  readonly values: readonly string[];
}

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

/** What may stand for the word of an operand in the usage line of a command. */
const WORDS: readonly (readonly [operand: RegExp, words: readonly string[]])[] = [
  [/SCENARIO|LESSON|^A \[B\]/, GALLERY_NAMES],
  [/BEFORE/, [...REVISIONS.map((r) => r.id), ...SECURE_WORLD_IDS]],
  [/SHELL/, SHELLS],
];

export const completable = (c: Command): Completable => ({
  name: c.name,
  summary: c.summary,
  flags: [
    ...Object.entries(c.flags).map(([name, flag]) => ({
      name: `--${name}`,
      help: flag.help,
      takesValue: flag.value !== undefined,
      values: flag.oneOf ?? [],
    })),
    { name: '--help', help: 'says more', takesValue: false, values: [] },
  ],
  operands: WORDS.find(([operand]) => operand.test(c.operands))?.[1] ?? [],
});
