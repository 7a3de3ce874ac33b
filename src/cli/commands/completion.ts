import { fail, ok, type Result } from '../../base/result.ts';
import { nearest } from '../../base/search.ts';
import type { Command } from '../command.ts';
import { bashLines } from '../completion/bash.ts';
import { fishLines } from '../completion/fish.ts';
import { type Completable, completable, SHELLS, type Shell } from '../completion/model.ts';
import { zshLines } from '../completion/zsh.ts';
import { EXIT, type Exit } from '../io.ts';
import { writeLines } from '../write-lines.ts';

const SCRIPTS: Readonly<Record<Shell, (commands: readonly Completable[]) => readonly string[]>> = {
  bash: bashLines,
  zsh: zshLines,
  fish: fishLines,
};

/** @param all every command: what lists them loads this file, so it hands them in. */
export const completionOf = (all: () => Promise<readonly Command[]>): Command => ({
  name: 'completion',
  operands: 'SHELL',
  summary: 'prints what completes commands, flags, formats and lessons in a shell',
  details: [
    '',
    'SHELL is bash, zsh or fish. For this shell alone:',
    '  source <(ffa-scope completion bash)',
    '  source <(ffa-scope completion zsh)      after compinit',
    '  ffa-scope completion fish | source',
  ],
  flags: {},
  arity: [1, 1],
  async run(args, io): Promise<Result<Exit>> {
    const name = args.operands[0] as string;
    const shell = SHELLS.find((s) => s === name);
    if (shell === undefined) {
      const near = nearest(name, SHELLS);
      const remedy = near === null ? `Write one of ${SHELLS.join(', ')}.` : `Write ${near}.`;
      return fail(`there are no completions for ${JSON.stringify(name)}.`, 'ffa-scope completion', remedy);
    }
    await writeLines(SCRIPTS[shell]((await all()).map(completable)), io);
    return ok(EXIT.ran);
  },
});
