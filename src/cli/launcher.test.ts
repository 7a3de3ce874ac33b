import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const launcher = fileURLToPath(new URL('./scope.mjs', import.meta.url));

/** Starts the real command line; `read` decides what becomes of its standard output. */
async function start(argv: readonly string[], stdin: string, read: 'all' | 'first piece') {
  const child = spawn(process.execPath, [launcher, ...argv]);
  let out = '';
  let err = '';
  child.stdout.on('data', (piece: Buffer) => {
    out += piece.toString();
    if (read === 'first piece') child.stdout.destroy();
  });
  child.stderr.on('data', (piece: Buffer) => {
    err += piece.toString();
  });
  // The program may end before it has read everything.
  child.stdin.on('error', () => undefined);
  child.stdin.end(stdin);
  const [exit] = (await once(child, 'close')) as [number | null];
  return { exit, out, err };
}

test('starts from TypeScript, and the second start is the same program', { timeout: 60_000 }, async () => {
  const first = await start(['run', '-', '--format', 'outcome'], '{"v":1,"bound":[0]}', 'all');
  expect(first).toMatchObject({ exit: 0, err: '' });
  expect(JSON.parse(first.out)).toMatchObject({ result: 0, bottom_half_value: 1 });
  expect(await start(['run', '-', '--format', 'outcome'], '{"v":1,"bound":[0]}', 'all')).toEqual(first);
});

test('bad input is status 2', { timeout: 60_000 }, async () => {
  expect(await start(['run', '-'], '{', 'all')).toEqual({
    exit: 2,
    out: '',
    err: 'ffa-scope: standard input, line 1, column 2: the text ends too early. Write a field name in double quotes, or close with }.\n',
  });
});

test('a reader that goes away ends it quietly', { timeout: 60_000 }, async () => {
  const { exit, err } = await start(['batch', '-'], '{"v":1}\n'.repeat(2000), 'first piece');
  expect({ exit, err }).toEqual({ exit: 0, err: '' });
});
