import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ensure } from '../base/assert.ts';
import { crc32 } from '../base/crc32.ts';
import { MODEL_REVISION } from '../scenario/model-revision.ts';
import { run } from '../scenario/run.ts';
import { printTrace } from '../trace/print.ts';
import { GALLERY_NAMES, galleryScenario } from './gallery.ts';

// What `scope run` prints of every lesson and variant, kept in golden/. A text that changes is a change of the model: it
// gets an entry in MODEL_CHANGES (scenario/model-revision.ts), which links of before are told, and then the texts are
// written anew with `GOLDEN=write npx vitest run src/lessons/golden.test.ts`. Changes that come out together may share an
// entry: then the number in golden/revision.txt is put back by one first.

const file = (name: string): URL => new URL(`golden/${name}`, import.meta.url);
const kept = (name: string): string => (existsSync(file(name)) ? readFileSync(file(name), 'utf8') : '');
const WRITTEN_BY = Number(kept('revision.txt'));
const MAY_WRITE = process.env.GOLDEN === 'write';

/** The first line that differs, both ways; null where the texts are equal. */
function firstDifference(before: string, now: string): string | null {
  const [a, b] = [before.split('\n'), now.split('\n')];
  const at = Array.from({ length: Math.max(a.length, b.length) }).findIndex((_, i) => a[i] !== b[i]);
  return at < 0 ? null : `line ${at + 1}\n  before: ${a[at] ?? 'nothing'}\n  now:    ${b[at] ?? 'nothing'}`;
}

/** Of a long run the first lines, and a sum over all of them. */
const WHOLE = 2500;
function textOf(lines: readonly string[]): string {
  const all = lines.map((line) => `${line}\n`).join('');
  if (lines.length <= WHOLE) return all;
  const sum = crc32(all).toString(16);
  return `${lines.slice(0, 500).join('\n')}\n${lines.length} lines in all, CRC-32 ${sum}\n`;
}

test.each(GALLERY_NAMES)('%s runs as its text says', (name) => {
  const { trace } = run(ensure(galleryScenario(name), name));
  const now = textOf([...printTrace(trace)]);
  const difference = firstDifference(kept(`${name}.txt`), now);
  if (difference === null) return;
  // A text that is not there yet changes nothing.
  if (MAY_WRITE && (MODEL_REVISION > WRITTEN_BY || kept(`${name}.txt`) === '')) {
    writeFileSync(file(`${name}.txt`), now);
    return;
  }
  const remedy =
    MODEL_REVISION > WRITTEN_BY
      ? 'write the texts anew: GOLDEN=write npx vitest run src/lessons/golden.test.ts'
      : 'say what changed in MODEL_CHANGES (scenario/model-revision.ts), then write the texts anew';
  throw new Error(`${name} runs otherwise, ${difference}\n${remedy}`);
});

test('the texts were written by this revision of the model', () => {
  if (MAY_WRITE) writeFileSync(file('revision.txt'), `${MODEL_REVISION}\n`);
  expect(Number(kept('revision.txt'))).toBe(MODEL_REVISION);
});
