import type { Io } from './io.ts';

/** Writes lines in pieces of some kilobytes: a write a line is slow, the whole at once needs the memory. */
export async function writeLines(lines: Iterable<string>, io: Io): Promise<void> {
  let piece = '';
  for (const line of lines) {
    piece += `${line}\n`;
    if (piece.length < 65_536) continue;
    await io.out(piece);
    piece = '';
  }
  if (piece !== '') await io.out(piece);
}
