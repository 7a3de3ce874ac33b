import { expect, test } from 'vitest';
import { opened } from '../import/fixtures/files.ts';
import type { SECURE_WORLD_IDS } from '../stack/secure/facts.ts';
import { checkTrace } from './check.ts';
import { profileOf } from './profile.ts';

// What is remembered of a recording decides what is right later in it: handles that are in use, ids that are pending, threads
// that wait. Each case: calls with their answers, and in which of them the last answer departs.

type World = (typeof SECURE_WORLD_IDS)[number];
async function departs(world: World, ...lines: readonly string[]): Promise<string[]> {
  const { trace } = await opened(`${lines.join('\n')}\n`);
  const profile = profileOf(world);
  if (profile === null) throw new Error(world);
  return checkTrace(trace, profile).departures.map((d) => d.text);
}

const SHARE = 'c4000073 60 60 0 0 0 0 0';
const FRAGMENT = 'c4000073 80 60 0 0 0 0 0';
const MAP = 'c4000066 40000000 40001000 1 -> 84000061';
const V = '84000063 10001 -> 10003';
const CASES: readonly (readonly [string, World, readonly string[], boolean])[] = [
  ['a first handle', 'hafnium', [V, MAP, `${SHARE} -> 84000061 0 0 0`], false],
  ['a second handle', 'hafnium', [V, MAP, `${SHARE} -> 84000061 0 0 0`, `${SHARE} -> 84000061 0 1 0`], false],
  ['the same handle again', 'hafnium', [V, MAP, `${SHARE} -> 84000061 0 0 0`, `${SHARE} -> 84000061 0 0 0`], true],
  ['a handle with a word behind it', 'hafnium', [V, MAP, `${SHARE} -> 84000061 0 0 0 0 1`], true],
  ['a handle of OP-TEE', 'hafnium', [V, MAP, `${SHARE} -> 84000061 0 0 1000`], true],
  ['a fragment asks for more', 'hafnium', [V, MAP, `${FRAGMENT} -> 8400007a 0 0 60`], false],
  ['a fragment asks from elsewhere', 'hafnium', [V, MAP, `${FRAGMENT} -> 8400007a 0 0 50`], true],
  [
    'a fragment with the handle of another',
    'hafnium',
    [V, MAP, `${SHARE} -> 84000061 0 0 0`, `${FRAGMENT} -> 8400007a 0 0 60`],
    true,
  ],
  [
    'a fragment with the next handle',
    'hafnium',
    [V, MAP, `${SHARE} -> 84000061 0 0 0`, `${FRAGMENT} -> 8400007a 1 0 60`],
    false,
  ],
  ['the version of this OP-TEE', 'optee', ['8400006f 8001 0 1 -> 84000070 80010000 0 4 a d5001fe0 0 0'], false],
  ['another revision', 'optee', ['8400006f 8001 0 1 -> 84000070 80010000 0 4 a 12345678 0 0'], false],
  ['another minor version', 'optee', ['8400006f 8001 0 1 -> 84000070 80010000 0 4 b d5001fe0 0 0'], true],
  ['a word behind the revision', 'optee', ['8400006f 8001 0 1 -> 84000070 80010000 0 4 a d5001fe0 1 0'], true],
  ['the last word, too', 'optee', ['8400006f 8001 0 1 -> 84000070 80010000 0 4 a d5001fe0 0 1'], true],
  [
    'a thread that waits is resumed',
    'optee',
    [
      '8400006f 8001 0 80000000 0 1000 0 0 -> 84000070 80010000 0 0 1 0 0 3',
      '8400006f 8001 0 80000001 0 0 0 3 -> 84000070 80010000 0 0 0 0 0 0',
    ],
    false,
  ],
  [
    'one that does not wait is not',
    'optee',
    [
      '8400006f 8001 0 80000000 0 1000 0 0 -> 84000070 80010000 0 0 1 0 0 3',
      '8400006f 8001 0 80000001 0 0 0 3 -> 84000070 80010000 0 0 0 0 0 0',
      '8400006f 8001 0 80000001 0 0 0 3 -> 84000070 80010000 0 0 0 0 0 0',
    ],
    true,
  ],
  [
    'of one that is gone it says so',
    'optee',
    [
      '8400006f 8001 0 80000000 0 1000 0 0 -> 84000070 80010000 0 0 1 0 0 3',
      '8400006f 8001 0 80000001 0 0 0 3 -> 84000070 80010000 0 0 0 0 0 0',
      '8400006f 8001 0 80000001 0 0 0 3 -> 84000070 80010000 0 ffff0006 0 0 0 0',
    ],
    false,
  ],
];

test.each(CASES)('%s, %s', async (_, world, lines, is) => {
  const found = await departs(world, ...lines);
  expect(found.length > 0, found.join('\n')).toBe(is);
});
