import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
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
