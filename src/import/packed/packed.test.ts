import { readFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { Bytes } from '../../../tools/trace-dat/bytes.mjs';
import type { Result } from '../../base/result.ts';
import { openRecording } from '../open.ts';
import type { Recording } from '../recording.ts';

// Files as GNU tar 1.35, zstd 1.5, xz 5.8, bzip2 1.0.8 and Python's zipfile and zlib wrote them.

const file = (name: string): Uint8Array => readFileSync(new URL(`../fixtures/packed/${name}`, import.meta.url));
const open = (bytes: Uint8Array): Promise<Result<Recording>> => openRecording([bytes]);
async function logs(bytes: Uint8Array): Promise<readonly string[]> {
  const r = await open(bytes);
  if (!r.ok) throw new Error(r.error.what);
  return [...r.value.trace.rows()].flatMap((e) => (e.kind === 'log' ? [`${e.at} ${e.text}`] : []));
}
const PLAIN = await logs(file('dmesg.txt'));

test.each(['dmesg.zst', 'dmesg.zlib', 'two.tar.gz', 'two.zip', 'inner-gz.tar'])('%s', async (name) => {
  expect(PLAIN).toHaveLength(5);
  expect(await logs(file(name))).toEqual(PLAIN);
});

test('in pieces of any size', async () => {
  for (const name of ['dmesg.zst', 'two.tar.gz', 'inner-gz.tar']) {
    const bytes = file(name);
    for (const size of [1, 7, 511, 513]) {
      const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
        bytes.subarray(i * size, (i + 1) * size),
      );
      const r = await openRecording(pieces);
      expect(r.ok && r.value.trace.length, `${name} by ${size}`).toBe(PLAIN.length);
    }
  }
});

test('a binary trace that is the first file of an archive is read, and the other file is named', async () => {
  const r = await open(file('trace-dat.tar.gz'));
  if (!r.ok) throw new Error(r.error.what);
  const alone = await open(readFileSync(new URL('../fixtures/binary/trace-dat-v6.dat', import.meta.url)));
  expect(r.value.format).toBe('trace.dat');
  expect(r.value.report.calls).toBe(alone.ok && alone.value.report.calls);
  expect(r.value.report.notes[0]?.why).toBe(
    'Not all files of this archive were read: logs/dmesg.txt. Unpack it to open one of them.',
  );
});

test.each([
  ['dmesg.xz', 'xz', 'xz -dk FILE'],
  ['dmesg.bz2', 'bzip2', 'bzip2 -dk FILE'],
])('%s is not read: what is to be typed', async (name, packer, type) => {
  const r = await open(file(name));
  expect(r).toMatchObject({
    ok: false,
    error: { what: `This file is packed with ${packer}, which is not read here.` },
  });
  expect(!r.ok && r.error.remedy).toContain(`\`${type}\``);
});

test.each(['two.tar.gz', 'two.zip', 'inner-gz.tar', 'dmesg.zst'])(
  '%s, cut or damaged, ends in one sentence or in what came before',
  async (name) => {
    const whole = file(name);
    for (const share of [0.1, 0.5, 0.9, 0.99]) {
      const cut = await open(whole.subarray(0, Math.floor(whole.length * share)));
      expect(cut.ok ? cut.value.report.cut || cut.value.trace.length > 0 : cut.error.what.endsWith('.')).toBe(true);
      const damaged = Uint8Array.from(whole);
      damaged.fill(0xa5, Math.floor(whole.length * share * 0.9), Math.floor(whole.length * share * 0.9) + 9);
      expect(typeof (await open(damaged)).ok).toBe('boolean');
    }
  },
);

// APPNOTE.TXT of PKWARE, 4.3: a local header, its file, the directory with an entry a file, its end with a comment. Info-ZIP
// writes extra fields (times, owners) into both headers, and they have different lengths.
describe('a zip archive as other programs write it', () => {
  interface File {
    readonly name: string;
    readonly text: string;
    readonly extra?: number;
    readonly method?: 0 | 8;
  }

  function zip(files: readonly File[], comment = ''): Uint8Array {
    const b = new Bytes(true);
    const at: number[] = [];
    const packed = files.map(({ text, method = 8 }) =>
      method === 8 ? deflateRawSync(Buffer.from(text)) : Buffer.from(text),
    );
    const chars = (text: string) => new TextEncoder().encode(text);
    for (const [i, { name, text, extra = 0, method = 8 }] of files.entries()) {
      at.push(b.length);
      const size = packed[i]?.length ?? 0;
      b.int(0x04034b50, 4).int(20, 2).int(0, 2).int(method, 2).int(0, 4).int(0, 4).int(size, 4).int(text.length, 4);
      b.int(chars(name).length, 2).int(extra, 2).bytes(chars(name)).bytes(new Uint8Array(extra).fill(0x55));
      b.bytes(packed[i] ?? []);
    }
    const directory = b.length;
    for (const [i, { name, text, extra = 0, method = 8 }] of files.entries()) {
      const more = extra === 0 ? 0 : extra + 7;
      b.int(0x02014b50, 4).int(20, 2).int(20, 2).int(0, 2).int(method, 2).int(0, 4).int(0, 4);
      b.int(packed[i]?.length ?? 0, 4)
        .int(text.length, 4)
        .int(chars(name).length, 2)
        .int(more, 2)
        .int(more, 2)
        .int(0, 2);
      b.int(0, 2)
        .int(0, 4)
        .int(at[i] ?? 0, 4)
        .bytes(chars(name))
        .bytes(new Uint8Array(2 * more).fill(0x66));
    }
    const size = b.length - directory;
    b.int(0x06054b50, 4).int(0, 4).int(files.length, 2).int(files.length, 2).int(size, 4).int(directory, 4);
    return b.int(chars(comment).length, 2).bytes(chars(comment)).done();
  }
  const LOG = new TextDecoder().decode(file('dmesg.txt'));

  test.each([0, 8] as const)('method %i, with extra fields and with a comment', async (method) => {
    for (const [extra, comment] of [
      [0, ''],
      [28, ''],
      [3, 'a comment'],
      [1, 'x'.repeat(65_535)],
    ] as const) {
      const files = [
        { name: 'logs/', text: '', method: 0 as const, extra },
        { name: 'logs/dmesg.txt', text: LOG, method, extra },
        { name: 'b.txt', text: 'other', method, extra },
        { name: 'c.txt', text: 'other', method, extra },
      ];
      const r = await open(zip(files, comment));
      if (!r.ok) throw new Error(r.error.what);
      expect([...r.value.trace.rows()].flatMap((e) => (e.kind === 'log' ? [`${e.at} ${e.text}`] : []))).toEqual(PLAIN);
    }
  });

  test('files that are not read are named, six and more are counted', async () => {
    const others = Array.from({ length: 7 }, (_, i) => ({ name: `n${i}.dat`, text: `\u0000${i}` }));
    const r = await open(zip([{ name: 'a.txt', text: LOG }, ...others]));
    const why = r.ok ? r.value.report.notes[0]?.why : r.error.what;
    expect(why).toBe(
      'Not all files of this archive were read: n0.dat, n1.dat, n2.dat, n3.dat, n4.dat and 2 more. Unpack it to open one of them.',
    );
    const five = await open(zip([{ name: 'a.txt', text: LOG }, ...others.slice(0, 5)]));
    expect(five.ok && five.value.report.notes[0]?.why).toBe(
      'Not all files of this archive were read: n0.dat, n1.dat, n2.dat, n3.dat, n4.dat. Unpack it to open one of them.',
    );
  });

  test('another method is said, and an archive without a directory', async () => {
    const other = zip([{ name: 'a.txt', text: LOG }]);
    for (let i = 0; i + 4 < other.length; i++)
      if (other[i] === 0x50 && other[i + 1] === 0x4b && other[i + 2] === 0x01) other[i + 10] = 12;
    const r = await open(other);
    expect(!r.ok && r.error.what).toContain('a.txt is packed with method 12, which is not read here');
    const cut = zip([{ name: 'a.txt', text: LOG }]);
    const without = await open(cut.subarray(0, cut.length - 22));
    expect(!without.ok && without.error.what).toContain('the archive has no directory at its end');
  });
});
