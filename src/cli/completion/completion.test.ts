import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { GALLERY_NAMES } from '../../lessons/gallery.ts';
import type { Command } from '../command.ts';
import { allCommands, COMMAND_NAMES } from '../commands.ts';
import { bashLines } from './bash.ts';
import { fishLines } from './fish.ts';
import { completable } from './model.ts';
import { zshLines } from './zsh.ts';

let commands: readonly Command[] = [];
beforeAll(async () => {
  commands = await allCommands();
});

const has = (shell: string): boolean => spawnSync(shell, ['-c', 'exit 0']).status === 0;

/** What a bash with the completions offers at the end of these words. */
function offered(...words: string[]): string[] {
  const script = `${bashLines(commands.map(completable)).join('\n')}
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _ffa_scope; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync('bash', ['-c', script, 'bash', 'ffa-scope', ...words], { encoding: 'utf8' });
  expect(stderr).toBe('');
  return stdout.split('\n').filter((w) => w !== '');
}

test('each command stands under its own name', () => {
  expect(commands.map((c) => c.name)).toEqual(COMMAND_NAMES);
});

describe.runIf(has('bash'))('bash', () => {
  test('commands, flags, values and lessons', () => {
    expect(offered('re')).toEqual(['review']);
    expect(offered('')).toEqual([...COMMAND_NAMES, 'help', '--help', '--version']);
    expect(offered('run', '--fo')).toEqual(['--format', '--fold']);
    expect(offered('run', '--format', 'm')).toEqual(['markdown', 'mermaid']);
    expect(offered('run', '')).toEqual([...GALLERY_NAMES]);
    expect(offered('help', 'dec')).toEqual(['decode']);
  });

  test('a file is offered where nothing is known: no word is', () => {
    expect(offered('open', 'a')).toEqual([]);
    expect(offered('review', 'a', '--on', 'les')).toEqual([]);
  });
});

for (const [shell, lines] of [
  ['zsh', zshLines],
  ['fish', fishLines],
] as const)
  test(`${shell} names every command and flag${has(shell) ? ', and the shell reads it' : ''}`, () => {
    const text = lines(commands.map(completable)).join('\n');
    for (const { name, flags } of commands) {
      expect(text).toContain(name);
      for (const flag of Object.keys(flags)) expect(text).toContain(shell === 'fish' ? `-l ${flag} ` : `--${flag}[`);
    }
    if (!has(shell)) return;
    const file = join(mkdtempSync(join(tmpdir(), 'completion-')), shell);
    writeFileSync(file, text);
    expect(spawnSync(shell, ['-n', file], { encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
    rmSync(dirname(file), { recursive: true });
  });
