import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { binaryFile, binaryNames, fileOf } from './fixtures/binary-files.ts';
import { opened } from './fixtures/files.ts';
import { openRecording, type Progress } from './open.ts';
import { SmallTrace } from './trace-dat/small.fixture.ts';

/** A file of 20,000 records: more than one portion of them. */
function long(): Uint8Array {
  const t = new SmallTrace({ compression: 'zlib' });
  return t.bytes(Array.from({ length: 10_000 }, (_, i) => [t.call(i * 10, i), t.reply(i * 10 + 5)]).flat());
}

function* pieces(bytes: Uint8Array, size: number): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

test('rows come in portions, and the progress goes up to the size of the file', async () => {
  const bytes = long();
  const told: Progress[] = [];
  const lengths: number[] = [];
  const result = await openRecording(pieces(bytes, 5000), {
    onProgress(p, soFar) {
      told.push(p);
      lengths.push(soFar()?.trace.length ?? 0);
    },
  });
  expect(result.ok && result.value.trace.length).toBe(20_000);
  expect(told.map((p) => p.bytes)).toEqual(told.map((p) => p.bytes).toSorted((a, b) => a - b));
  expect(told.at(-1)).toMatchObject({ bytes: bytes.length, lines: 20_000, rows: 20_000 });
  expect(lengths.filter((n) => n > 0 && n < 20_000).length).toBeGreaterThan(1);
});

test('what was read until it is enough is the recording, and one that is cancelled is none', async () => {
  const bytes = long();
  let rows = 0;
  const onProgress = (p: Progress): void => {
    rows = p.rows;
  };
  const some = await openRecording([bytes], { onProgress, enough: () => rows > 0 });
  expect(some.ok && some.value.trace.length).toBeGreaterThan(8000);
  expect(some.ok && some.value.trace.length).toBeLessThan(20_000);
  rows = 0;
  const none = await openRecording([bytes], { onProgress, cancelled: () => rows > 0 });
  expect(none).toMatchObject({ ok: false, error: { what: 'The reading was cancelled.' } });
});

test('a trace.dat in gzip is the same, and one whose gzip is cut is read up to there', async () => {
  const bytes = long();
  const packed = new Uint8Array(gzipSync(bytes));
  expect((await opened(packed)).trace.length).toBe(20_000);
  const cut = await opened(packed.subarray(0, packed.length - 2000));
  expect(cut.report.notes[0]?.why).toMatch(/^The file cannot be read to its end/);
  expect(cut.trace.length).toBeGreaterThan(10_000);
});

test('a file is told by its content in pieces of any size', async () => {
  const bytes = binaryFile('arm64-probe.trace.dat');
  for (const size of [1, 7, 4096]) {
    const result = await openRecording(pieces(bytes, size));
    expect(result.ok && [result.value.format, result.value.trace.length]).toEqual(['trace.dat', 30]);
  }
});

test.each([...binaryNames])(
  '%s has the same rows when it is read at any place, and is not read as a stream then',
  async (name) => {
    const bytes = binaryFile(name);
    const asStream = await openRecording([bytes]);
    let taken = 0;
    const source = (function* () {
      for (const piece of pieces(bytes, 4096)) {
        taken += piece.length;
        yield piece;
      }
    })();
    const placed = await openRecording(source, { file: fileOf(bytes) });
    if (!asStream.ok || !placed.ok) throw new Error('it was not opened');
    expect([...placed.value.trace.rows()]).toEqual([...asStream.value.trace.rows()]);
    expect(placed.value.report.notes).toEqual([]);
    expect(taken).toBeLessThanOrEqual(4096);
  },
);

test('of a long file that is read at any place, no more than some blocks are asked for twice', async () => {
  const t = new SmallTrace({ compression: 'none' });
  const records = (cpu: number) =>
    Array.from({ length: 20_000 }, (_, i) => [t.call(i * 20 + cpu, i), t.reply(i * 20 + cpu + 5)]).flat();
  const bytes = t.bytes(records(0), records(10));
  let read = 0;
  const file = {
    size: bytes.length,
    async read(at: number, length: number) {
      read += length;
      return bytes.slice(at, at + length);
    },
  };
  const result = await openRecording([bytes], { file });
  expect(result.ok && result.value.trace.length).toBe(80_000);
  expect(bytes.length).toBeGreaterThan(6e6);
  expect(read).toBeLessThan(bytes.length + 6e6);
});
