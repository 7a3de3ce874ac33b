// The command line on a real process.

import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { follow } from './follow.ts';
import type { Io } from './io.ts';
import { scope } from './scope.ts';
import { threadsOf, workedAsThread } from './threads.ts';

const ioAt = (home: string): Io => ({
  async out(text) {
    if (!process.stdout.write(text)) await once(process.stdout, 'drain');
  },
  err: (text) => {
    process.stderr.write(text);
  },
  stdin: () => process.stdin,
  file: (path) => createReadStream(path),
  follow(path) {
    const stop = new AbortController();
    // The first Ctrl C ends the following, and what was read is summed up; the second ends the program.
    process.once('SIGINT', () => stop.abort());
    return follow(path, stop.signal);
  },
  shipped: (path) => createReadStream(join(home, path)),
  async ended() {
    await once(process, 'SIGINT');
  },
  ...(process.argv[1] === undefined ? {} : { threads: threadsOf(process.argv[1]) }),
});

/** Runs the command line of this process; `home` is the folder of the program. A reader that goes away (`| head`) ends it quietly. */
export async function main(argv: readonly string[], home: string): Promise<void> {
  if (await workedAsThread()) return;
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? 0 : 2);
  });
  process.exitCode = await scope(argv, ioAt(home));
}
