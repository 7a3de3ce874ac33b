import { describe, expect, test } from 'vitest';
import { binaryPrint, printkFormats } from './binary-print.ts';
import { convert, formatParts, unescaped } from './printf.ts';
import type { RecordView } from './record-view.ts';
import { Symbols } from './symbols.ts';

/** What one conversion makes of a value. */
const printed = (format: string, value: bigint | string): string =>
  formatParts(format)
    .map((p) => (typeof p === 'string' ? p : convert(p, value)))
    .join('');

// As printf(3) and Linux lib/vsprintf.c print them.
describe('a conversion', () => {
  test.each([
    ['%d', -7n, '-7'],
    ['%i', 7n, '7'],
    ['%+d', 7n, '+7'],
    ['%+d', -7n, '-7'],
    ['%u', -1n, '18446744073709551615'],
    ['%x', 0xbeefn, 'beef'],
    ['%X', 0xbeefn, 'BEEF'],
    ['%#x', 0xbeefn, '0xbeef'],
    ['%#X', 0xbeefn, '0XBEEF'],
    ['%o', 8n, '10'],
    ['%c', 0x41n, 'A'],
    ['%c', 0x141n, 'A'],
    ['%5d', 42n, '   42'],
    ['%-5d|', 42n, '42   |'],
    ['%05d', 42n, '00042'],
    ['%05d', -42n, '-0042'],
    ['%+05d', 42n, '+0042'],
    ['%#06x', 0x2an, '0x002a'],
    ['%.4x', 0x2an, '002a'],
    ['%8.4x', 0x2an, '    002a'],
    ['%2d', 12_345n, '12345'],
    ['%llx', 0x8_0000_0001n, '800000001'],
    ['%s', 'optee', 'optee'],
    ['%8s', 'optee', '   optee'],
    ['%08s', 'optee', '   optee'],
    ['%-8s|', 'optee', 'optee   |'],
    ['%.3s', 'optee', 'opt'],
    ['%p', 0x1234n, '1234'],
    ['%%d', 0n, '%d'],
    ['100%', 0n, '100%'],
    ['a %5u%% b', 42n, 'a    42% b'],
    ['%300d', 1n, `${' '.repeat(199)}1`],
  ])('%s of %s', (format, value, text) => {
    expect(printed(format, value)).toBe(text);
  });

  test('the parts of a format', () => {
    const part = { flags: '', width: '', precision: '', length: '', type: 'd', pointer: '' };
    expect(formatParts('a %-*.*lld%pS %z')).toEqual([
      'a ',
      { ...part, flags: '-', width: '*', precision: '*', length: 'll' },
      { ...part, type: 'p', pointer: 'S' },
      ' %z',
    ]);
  });
});

test.each([
  ['a\\nb\\tc\\rd\\a', 'a\nb\tc\rd\u0007'],
  ['\\"q\\" \\\\ \\q', '"q" \\ q'],
  ['\\x41\\x0a', 'A\n'],
  ['\\101\\012\\0', 'A\n\u0000'],
  ['\\377\\400\\777', '\u00ff\u0000\u00ff'],
  ['\\1012', 'A2'],
])('%j without its escapes', (text, plain) => {
  expect(unescaped(text)).toBe(plain);
});

test('formats of trace_printk by their address', () => {
  expect([...printkFormats('0xc2000000 : "plain\\n"\nno format\n0xffff80001 : "a \\"b\\" %d"\n')]).toEqual([
    [0xc200_0000n, 'plain\n'],
    [0xf_fff8_0001n, 'a "b" %d'],
  ]);
});

// Linux lib/vsprintf.c, vbin_printf: numbers of 8 bytes stand at a multiple of 4, smaller ones at a multiple of their size.
describe('the arguments of trace_printk', () => {
  const symbols = new Symbols(new TextEncoder().encode('ffff800000001000 t ffa_features\t[ffa_module]\n'));
  const print = (format: string, bytes: readonly number[], offset = 0, long = 8): string => {
    const all = new Uint8Array(bytes);
    const r: RecordView = { view: new DataView(all.buffer), bytes: all, littleEndian: true, at: 0, length: all.length };
    return binaryPrint(format, r, offset, long, symbols);
  };
  const text = (s: string): number[] => [...new TextEncoder().encode(`${s}\0`)];

  test.each<[string, readonly number[], string]>([
    ['%d', [0xf9, 0xff, 0xff, 0xff], '-7'],
    ['%u', [0xf9, 0xff, 0xff, 0xff], '4294967289'],
    ['%hhd %hd', [0xff, 0xee, 0xfe, 0xff], '-1 -2'],
    ['%c%d', [0x41, 0, 0, 0, 5, 0, 0, 0], 'A5'],
    ['%d %llx', [1, 0, 0, 0, 1, 0, 0, 0, 8, 0, 0, 0], '1 800000001'],
    ['%c %lld', [0x41, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0], 'A 2'],
    ['%s %s', [...text('optee'), ...text('ffa')], 'optee ffa'],
    ['%s %d', [...text('optee'), 0, 0, 3, 0, 0, 0], 'optee 3'],
    ['%s%s.', [...text(''), ...text('x')], 'x.'],
    ['%*d|', [5, 0, 0, 0, 7, 0, 0, 0], '    7|'],
    ['%.*s|', [2, 0, 0, 0, ...text('optee')], 'op|'],
    ['%pI4 %d', [...text('10.0.2.2'), 0, 0, 0, 9, 0, 0, 0], '10.0.2.2 9'],
    ['%p', [0x34, 0x12, 0, 0, 0, 0, 0, 0], '0000000000001234'],
    ['%pS', [0x00, 0x10, 0, 0, 0, 0x80, 0xff, 0xff], 'ffa_features'],
  ])('%s', (format, bytes, wanted) => {
    expect(print(format, bytes)).toBe(wanted);
    // They begin where the record says.
    expect(print(format, [9, 9, 9, 9, 9, 9, 9, 9, ...bytes], 8)).toBe(wanted);
  });

  test('a long is as long as the machine says', () => {
    expect(print('%ld %d', [0xff, 0xff, 0xff, 0xff, 2, 0, 0, 0], 0, 4)).toBe('-1 2');
    expect(print('%lx', [1, 0, 0, 0, 1, 0, 0, 0], 0, 8)).toBe('100000001');
    expect(print('%p', [0x34, 0x12, 0, 0], 0, 4)).toBe('00001234');
  });
});
