import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/**
 * Compares lines with those of a file as they come, and stops at the first that differs. `GOLDEN=write` writes the file anew:
 * what changes in it is then looked at, line by line, before it is committed.
 */
export function expectKept(file: URL, lines: Iterable<string>): void {
  if (process.env.GOLDEN === 'write') {
    writeFileSync(file, `${[...lines].join('\n')}\n`);
    return;
  }
  const kept = existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : [];
  let at = 0;
  for (const line of lines) if (kept[at++] !== line) throw new Error(difference(file, at, kept[at - 1], line));
  if (at < kept.length) throw new Error(difference(file, at + 1, kept[at], undefined));
}

const difference = (file: URL, line: number, before = 'nothing', now = 'nothing'): string =>
  `${file.pathname.split('/').at(-1)}, line ${line}\n  before: ${before}\n  now:    ${now}\nIf that is right, write it anew with GOLDEN=write.`;
