import { expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import readme from '../../README.md?raw';
import { problemText } from '../base/result.ts';
import { FORMATS } from '../export/formats.ts';
import { galleryScenario } from '../lessons/gallery.ts';
import { ACTIONS } from '../scenario/read/action.ts';
import { DEFAULTS, LIMITS, parseScenarioText } from '../scenario/schema.ts';
import { FIX_IDS } from '../stack/linux/fix-ids.ts';
import { REVISIONS } from '../stack/linux/revisions.ts';
import { SECURE_WORLD_IDS } from '../stack/secure/facts.ts';
import { FIX_WORDS } from '../words/fixes.ts';
import { allCommands } from './commands.ts';

test('the scenario that the README shows is one, with the defaults that it claims', () => {
  const json = /```json\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
  const read = parseScenarioText(json);
  if (!read.ok) throw new Error(problemText(read.error));
  expect(read.value.faults).toHaveLength(3);
  expect({ ...read.value, title: '', bound: [], faults: [] }).toEqual(DEFAULTS);
});

test('every lesson that it leads to is there, on its first screen three of them', () => {
  const named = [...readme.matchAll(/#lesson=([a-z0-9-]+)/g)].map((m) => m[1] ?? '');
  for (const name of named) expect(galleryScenario(name), name).not.toBeNull();
  const first = readme.slice(0, readme.indexOf('\n## '));
  expect(new Set(first.match(/\(http:\/\/localhost:5173\/#lesson=[a-z0-9-]+\)/g)).size).toBe(3);
});

test('names every action, command, flag and limit', async () => {
  for (const action of Object.keys(ACTIONS)) expect(readme).toContain(`\`${action}\``);
  for (const { name, flags } of await allCommands()) {
    const row = readme.split('\n').find((line) => line.startsWith(`| \`${name}`)) ?? '';
    expect(row, name).not.toBe('');
    for (const [flag, { oneOf, seldom }] of Object.entries(flags)) {
      // Flags that several commands share, and nobody needs at first, have a table of their own.
      const told = seldom ? (readme.split('\n').find((line) => line.startsWith(`| \`--${flag}`)) ?? '') : row;
      expect(told, name).toContain(`--${flag}`);
      if (oneOf !== undefined) expect(told).toContain(oneOf.join('\\|'));
    }
  }
  for (const limit of [LIMITS.actions, LIMITS.faults, LIMITS.choices]) expect(readme).toContain(`at most ${limit}`);
});

test('names every format with its file, and what it is', () => {
  for (const { name, ending, what } of FORMATS) expect(readme).toContain(`| \`${name}\` | .${ending} | ${what} |`);
});

test('names every driver, and says what it is', () => {
  const row = readme.split('\n').find((line) => line.startsWith('| `driver`')) ?? '';
  for (const { id, what } of REVISIONS) {
    expect(row).toContain(`\`${id}\``);
    expect(row).toContain(what);
  }
});

test('names every fix, what it does, and what happens without it', () => {
  for (const id of FIX_IDS) {
    const { says, without } = FIX_WORDS[id];
    expect(readme).toContain(`| \`${id}\` | ${says} | ${without} |`);
  }
});

test('names every secure world', () => {
  const row = readme.split('\n').find((line) => line.startsWith('| `secure`')) ?? '';
  for (const id of SECURE_WORLD_IDS) expect(row).toContain(`\`${id}\``);
});

test('lists every dependency, and no other', () => {
  const listed = readme
    .slice(readme.indexOf('## Dependencies'))
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| package'))
    .flatMap((line) => (line.split('|')[1] ?? '').split(',').map((name) => name.trim()));
  const installed = Object.keys(manifest.devDependencies);
  expect(listed.toSorted()).toEqual(installed.toSorted());
});
