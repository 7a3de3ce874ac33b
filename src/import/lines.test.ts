import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LineSplitter, MAX_LINE } from './lines.ts';

function split(chunks: readonly Uint8Array[]): { lines: string[]; cut: number[] } {
  const lines: string[] = [];
  const cut: number[] = [];
  const s = new LineSplitter((text, number, isCut) => {
    expect(number).toBe(lines.push(text));
    if (isCut) cut.push(number);
  });
  for (const c of chunks) s.push(c);
  s.end();
  return { lines, cut };
}

test('the lines are the same however the bytes are torn', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' })), fc.array(fc.nat(200)), (parts, sizes) => {
      const text = parts.join('\n').replaceAll('\r', '');
      const bytes = new TextEncoder().encode(text);
      const chunks: Uint8Array[] = [];
      let at = 0;
      for (const size of sizes) {
        chunks.push(bytes.subarray(at, at + size));
        at += size;
      }
      chunks.push(bytes.subarray(Math.min(at, bytes.length)));
      const wanted = text.split('\n');
      if (wanted.at(-1) === '') wanted.pop();
      expect(split(chunks).lines).toEqual(
        wanted.map((l) => (l.startsWith('\ufeff') && l === wanted[0] ? l.slice(1) : l)),
      );
    }),
  );
});

test('a line without an end is cut, and the next one is whole', () => {
  const bytes = new TextEncoder().encode(`a\n${'x'.repeat(3 * MAX_LINE)}\nb`);
  const pieces = Array.from({ length: Math.ceil(bytes.length / 1000) }, (_, i) =>
    bytes.subarray(i * 1000, i * 1000 + 1000),
  );
  const { lines, cut } = split(pieces);
  expect(lines.map((l) => l.length)).toEqual([1, MAX_LINE, 1]);
  expect(cut).toEqual([2]);
});
