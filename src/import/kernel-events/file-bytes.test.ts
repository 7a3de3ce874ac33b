import { describe, expect, test } from 'vitest';
import { Damage, FileBytes, sourceOf } from './file-bytes.ts';

const BLOCK = 1 << 20;
/** A byte that is told by its place. */
const byteAt = (i: number): number => (i * 7 + (i >> 8) + (i >> 16)) & 0xff;
const SIZE = 2 * BLOCK + 5000;
const FILE = Uint8Array.from({ length: SIZE }, (_, i) => byteAt(i));

function appended(): FileBytes {
  const bytes = new FileBytes();
  for (let at = 0; at < SIZE; at += 300_001) bytes.append(FILE.subarray(at, at + 300_001));
  return bytes;
}
const read: number[] = [];
const open = (): FileBytes =>
  new FileBytes({
    size: SIZE,
    read: async (at, length) => {
      read.push(at);
      return FILE.slice(at, at + length);
    },
  });

describe.each([
  [0, 10],
  [BLOCK - 4, 4],
  [BLOCK - 4, 8],
  [BLOCK, 1],
  [5, 2 * BLOCK],
  [SIZE - 3, 3],
  [0, SIZE],
])('%i and %i bytes behind it', (at, length) => {
  const wanted = FILE.subarray(at, at + length);

  test('of a file that was appended', () => {
    const bytes = appended();
    expect(bytes.size).toBe(SIZE);
    expect(Buffer.compare(bytes.bytes(at, length), wanted)).toBe(0);
    expect(Buffer.compare(bytes.copy(at, length, new Uint8Array(SIZE)), wanted)).toBe(0);
  });

  test('of a file that is read at any place', async () => {
    const bytes = open();
    await bytes.load(at, length);
    expect(Buffer.compare(bytes.bytes(at, length), wanted)).toBe(0);
    const again = open();
    expect(Buffer.compare(await again.reading(() => again.bytes(at, length)), wanted)).toBe(0);
  });
});

test('what is not loaded is loaded where it is needed, and the four blocks ahead of it', async () => {
  const bytes = open();
  read.length = 0;
  await bytes.reading(() => bytes.bytes(BLOCK + 7, 2));
  expect(read).toEqual([BLOCK, 2 * BLOCK]);
  await bytes.reading(() => bytes.bytes(BLOCK + 9, 2));
  expect(read).toEqual([BLOCK, 2 * BLOCK]);
});

test.each([
  [SIZE, 1],
  [SIZE - 3, 4],
  [0, SIZE + 1],
])('%i and %i bytes behind it are beyond the end', (at, length) => {
  const why = `the file ends at byte ${SIZE}, and should go on to byte ${at + length} at least`;
  expect(() => appended().bytes(at, length)).toThrow(why);
  expect(() => appended().copy(at, length, new Uint8Array(SIZE + 2))).toThrow(why);
  expect(() => sourceOf(FILE).bytes(at, length)).toThrow(why.replace('the file', 'this part'));
});

test.each([
  [-1, 4],
  [0, -1],
  [Number.NaN, 1],
  [0, Number.POSITIVE_INFINITY],
])('%d and %d bytes behind it are not possible', (at, length) => {
  for (const bytes of [() => appended().bytes(at, length), () => sourceOf(FILE).bytes(at, length)])
    expect(bytes).toThrow(new Damage('a size in it is not possible'));
});

test('nothing can be read at the end', () => {
  expect([appended().bytes(SIZE, 0).length, sourceOf(FILE).bytes(SIZE, 0).length]).toEqual([0, 0]);
});

test('what was given back is gone, whole blocks alone', () => {
  const bytes = appended();
  bytes.release(1, 2 * BLOCK);
  expect(bytes.bytes(0, 4)).toEqual(FILE.subarray(0, 4));
  expect(() => bytes.bytes(BLOCK, 4)).toThrow(`byte ${BLOCK} belongs to two parts of the file`);
  expect(bytes.bytes(2 * BLOCK, 4)).toEqual(FILE.subarray(2 * BLOCK, 2 * BLOCK + 4));
});
