import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodingOf, LineSplitter, MAX_LINE } from './lines.ts';

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

test('a line that is cut keeps its beginning, whatever came before it, and what is behind its end is read', () => {
  const long = Array.from({ length: 4 * MAX_LINE }, (_, i) => String.fromCharCode(0x61 + (i % 26))).join('');
  for (const before of ['', 'x', 'short\n', `${'y'.repeat(5000)}\n`]) {
    const text = `${before}${long}\nnext\nlast`;
    const bytes = new TextEncoder().encode(text);
    for (const size of [700, 65_536, bytes.length]) {
      const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
        bytes.subarray(i * size, i * size + size),
      );
      const wanted = text.split('\n').map((l) => l.slice(0, MAX_LINE));
      expect(split(pieces).lines, `${before.length} and ${size}`).toEqual(wanted);
      // Several of them, one behind the other.
      const twice = split([...pieces, new TextEncoder().encode('\n'), ...pieces]).lines;
      expect(twice).toEqual([...wanted, ...wanted]);
    }
  }
});

test('an encoding is told by its mark, or by the zero bytes of plain text', () => {
  const utf16 = (text: string, little: boolean): Uint8Array =>
    Uint8Array.from([...text].flatMap((c) => (little ? [c.charCodeAt(0), 0] : [0, c.charCodeAt(0)])));
  const line = 'optee: probing for conduit method.';
  expect(encodingOf(Uint8Array.of(0xff, 0xfe, 0x61, 0))).toBe('utf-16le');
  expect(encodingOf(Uint8Array.of(0xfe, 0xff, 0, 0x61))).toBe('utf-16be');
  for (const little of [true, false]) {
    const name = little ? 'utf-16le' : 'utf-16be';
    for (const text of [line, line.repeat(500), 'eightlet'])
      expect(encodingOf(utf16(text, little)), `${name} ${text.length}`).toBe(name);
    // Too little to tell.
    expect(encodingOf(utf16('sevenle', little))).toBe('utf-8');
    // Four of five characters have a zero byte: not more than that; and too many zero bytes where letters should be.
    const few = utf16(line.slice(0, 20), little).map((b, i) => (b === 0 && i % 10 < 2 ? 0x61 : b));
    expect(encodingOf(few)).toBe('utf-8');
    const holes = utf16(line.slice(0, 20), little).map((b, i) => (i % 20 < 2 ? 0 : b));
    expect(encodingOf(holes)).toBe('utf-8');
  }
  expect(encodingOf(new TextEncoder().encode(line))).toBe('utf-8');
  expect(encodingOf(new Uint8Array(64))).toBe('utf-8');
  expect(encodingOf(new Uint8Array(0))).toBe('utf-8');
});
