import { describe, expect, test } from 'vitest';
import type { EventField } from './event-format.ts';
import {
  extentOf,
  integerAt,
  integerOf,
  integersOf,
  type RecordView,
  registerOf,
  textAt,
  textAtField,
} from './record-view.ts';

/** A record of these bytes that stands 5 bytes behind the beginning of its memory, with others around it. */
function recordOf(bytes: readonly number[], littleEndian = true): RecordView {
  const all = new Uint8Array([0xee, 0xee, 0xee, 0xee, 0xee, ...bytes, 0xdd, 0xdd, 0xdd, 0xdd, 0xdd, 0xdd, 0xdd, 0xdd]);
  return { view: new DataView(all.buffer), bytes: all, littleEndian, at: 5, length: bytes.length };
}
const field = (f: Partial<EventField>): EventField => ({
  ...{ name: 'f', type: 'u32', offset: 0, size: 4, signed: false, element: 4, isArray: false, at: 'here' },
  ...f,
});
const BYTES = [0x81, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88];

describe.each([true, false])('integers, little endian: %s', (littleEndian) => {
  const r = recordOf(BYTES, littleEndian);
  /** What the first `size` bytes are, worked out from their text. */
  const word = (size: number): bigint => {
    const some = BYTES.slice(0, size);
    return BigInt(`0x${(littleEndian ? some.toReversed() : some).map((b) => b.toString(16)).join('')}`);
  };

  test.each([1, 2, 4, 8])('of %i bytes, with a sign and without', (size) => {
    expect(integerAt(r, 0, size, false)).toBe(word(size));
    expect(integerAt(r, 0, size, true)).toBe(word(size) - (1n << BigInt(8 * size)));
    expect(integerOf(r, field({ size, signed: true }))).toBe(word(size) - (1n << BigInt(8 * size)));
  });

  test.each([1, 2, 4, 8])('as the halves of a register, of %i bytes', (size) => {
    for (const signed of [false, true]) {
      const halves = new Uint32Array(6).fill(7);
      registerOf(r, 0, size, signed, halves, 1);
      const value = BigInt.asUintN(64, integerAt(r, 0, size, signed));
      expect([...halves]).toEqual([7, 7, Number(value & 0xffff_ffffn), Number(value >> 32n), 7, 7]);
    }
  });

  test('a positive number with a sign has none in its high half', () => {
    for (const size of [1, 2, 4]) {
      const halves = new Uint32Array(2).fill(9);
      registerOf(recordOf([0x11, 0x11, 0x11, 0x11], littleEndian), 0, size, true, halves, 0);
      expect([...halves]).toEqual([Number(`0x${'11'.repeat(size)}`), 0]);
      registerOf(recordOf([0, 0, 0, 0], littleEndian), 0, size, true, halves, 0);
      expect([...halves]).toEqual([0, 0]);
    }
  });
});

test('what is not inside the record is 0', () => {
  const r = recordOf(BYTES);
  expect([integerAt(r, 4, 4, false), integerAt(r, 7, 1, false)]).toEqual([0x8887_8685n, 0x88n]);
  expect([integerAt(r, 5, 4, false), integerAt(r, 8, 1, false), integerAt(r, -1, 1, false)]).toEqual([0n, 0n, 0n]);
  expect([integerAt(r, 0, 3, false), integerAt(r, 0, 0, false)]).toEqual([0n, 0n]);
});

describe('where an array is', () => {
  const r = recordOf([...BYTES, 1, 2, 3, 4]);

  test('in the record: as long as it is declared, to the end where no length is declared, never beyond', () => {
    const of = (f: Partial<EventField>) => extentOf(r, field({ isArray: true, element: 1, ...f }));
    expect(of({ offset: 2, size: 4 })).toEqual({ offset: 2, length: 4 });
    expect(of({ offset: 2, size: 0 })).toEqual({ offset: 2, length: 10 });
    expect(of({ offset: 8, size: 4 })).toEqual({ offset: 8, length: 4 });
    expect(of({ offset: 10, size: 4 })).toEqual({ offset: 10, length: 2 });
    expect(of({ offset: 14, size: 4 })).toEqual({ offset: 14, length: 0 });
  });

  // Linux kernel/trace/trace_events.c: the low half of the word is where it is, the high half how long; of __rel_loc it is
  // counted from behind the word.
  test.each([
    ['data_loc', [8, 0, 3, 0], 0, { offset: 8, length: 3 }],
    ['data_loc', [8, 0, 9, 0], 0, { offset: 8, length: 4 }],
    ['data_loc', [20, 0, 3, 0], 0, { offset: 20, length: 0 }],
    ['data_loc', [4, 0, 0xff, 0xff], 0, { offset: 4, length: 8 }],
    ['rel_loc', [4, 0, 3, 0], 0, { offset: 8, length: 3 }],
    ['rel_loc', [0, 0, 2, 0], 4, { offset: 8, length: 2 }],
  ] as const)('%s %j at byte %i', (at, word, offset, extent) => {
    const bytes = [...Array(offset).fill(0), ...word, ...Array(8 - offset).fill(0x61)];
    expect(extentOf(recordOf(bytes), field({ at, offset, isArray: true, element: 1 }))).toEqual(extent);
  });
});

test('a text goes to its zero byte, to its length, or to the end of the record', () => {
  const r = recordOf([0x61, 0x62, 0x63, 0, 0x64, 0x65]);
  expect([textAt(r, 0, 6), textAt(r, 0, 2), textAt(r, 3, 3), textAt(r, 4, 9), textAt(r, 9, 1)]).toEqual([
    'abc',
    'ab',
    '',
    'de',
    '',
  ]);
  const there = field({ offset: 4, size: 2, isArray: true, element: 1 });
  expect(textAtField(r, there)).toBe('de');
});

test('the integers of an array: as many as fit and are asked for', () => {
  const r = recordOf([1, 0, 2, 0, 0xff, 0xff, 4]);
  const f = field({ size: 0, element: 2, isArray: true });
  expect(integersOf(r, f, 9)).toEqual([1n, 2n, 0xffffn]);
  expect(integersOf(r, f, 2)).toEqual([1n, 2n]);
  expect(integersOf(r, { ...f, signed: true, offset: 2 }, 9)).toEqual([2n, -1n]);
});
