import fc from 'fast-check';
import { expect, test } from 'vitest';
import { citationsOf, cited } from './citation.ts';

test('a citation becomes a link beside the page, and a full stop stays outside', () => {
  expect(cited('ffa_abi.c; docs/recordings.md#22d (i8), docs/protocol.md#4.4.')).toEqual([
    { text: 'ffa_abi.c; ', href: null },
    { text: 'recordings 22d', href: 'docs/recordings.html#22d' },
    { text: ' (i8), ', href: null },
    { text: 'protocol 4.4', href: 'docs/protocol.html#4.4' },
    { text: '.', href: null },
  ]);
  expect(cited('docs/linux-7.3.md#4.6')).toEqual([{ text: 'linux-7.3 4.6', href: 'docs/linux-7.3.html#4.6' }]);
  expect(cited('docs/README.md')).toEqual([{ text: 'README', href: 'docs/index.html' }]);
  expect(cited('docs/decisions/whole-reruns.md')[0]?.href).toBe('docs/decisions/whole-reruns.html');
});

test('no word is lost, whatever the text', () => {
  const word = fc.oneof(fc.string(), fc.constantFrom('docs/golden.md', 'docs/protocol.md#P12', '.', ' '));
  fc.assert(
    fc.property(fc.array(word), (words) => {
      const text = words.join('');
      const pieces = cited(text);
      const found = citationsOf(text);
      let n = 0;
      expect(pieces.map((p) => (p.href === null ? p.text : found[n++])).join('')).toBe(text);
      expect(n).toBe(found.length);
    }),
  );
});
