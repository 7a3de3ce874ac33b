import { open, stat } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';

/** How often a file is looked at for what was written to it since, in milliseconds. */
const EVERY = 200;
const PIECE = 1 << 16;
const LINE_END = 10;

/**
 * The bytes of a file, and then those that are written to it, until `stop` says so. A file that became shorter was written
 * anew: it is read from its begin again, and the line that was torn ends there. Throws what reading a file throws.
 */
export async function* follow(path: string, stop: AbortSignal): AsyncGenerator<Uint8Array> {
  const file = await open(path);
  try {
    let at = 0;
    let lastByte = LINE_END;
    while (!stop.aborted) {
      const buffer = new Uint8Array(PIECE);
      const { bytesRead } = await file.read(buffer, 0, PIECE, at);
      at += bytesRead;
      if (bytesRead > 0) {
        lastByte = buffer[bytesRead - 1] as number;
        yield buffer.subarray(0, bytesRead);
      } else {
        if ((await stat(path)).size < at) {
          at = 0;
          if (lastByte !== LINE_END) yield Uint8Array.of(LINE_END);
          lastByte = LINE_END;
        }
        await wait(EVERY, undefined, { signal: stop }).catch(() => undefined);
      }
    }
  } finally {
    await file.close();
  }
}
