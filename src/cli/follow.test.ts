import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { follow } from './follow.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'follow-'));
});
afterEach(() => rm(folder, { recursive: true }));

const next = async (pieces: AsyncGenerator<Uint8Array>): Promise<string | null> => {
  const { value, done } = await pieces.next();
  return done === true ? null : new TextDecoder().decode(value);
};

test('what is written to the file comes, a file that is written anew comes from its begin, and stopping ends it', async () => {
  const path = join(folder, 'board.log');
  await writeFile(path, 'one\n');
  const stop = new AbortController();
  const pieces = follow(path, stop.signal);
  expect(await next(pieces)).toBe('one\n');
  const two = next(pieces);
  await appendFile(path, 'two\n');
  expect(await two).toBe('two\n');
  const anew = next(pieces);
  await writeFile(path, 'a\n');
  expect(await anew).toBe('a\n');
  await appendFile(path, 'torn by what follows');
  expect(await next(pieces)).toBe('torn by what follows');
  const torn = next(pieces);
  await writeFile(path, 'b\n');
  expect(await torn).toBe('\n');
  expect(await next(pieces)).toBe('b\n');
  const end = next(pieces);
  stop.abort();
  expect(await end).toBeNull();
});

test('a file that is not there is an error', async () => {
  await expect(follow(join(folder, 'none'), new AbortController().signal).next()).rejects.toMatchObject({
    code: 'ENOENT',
  });
});
