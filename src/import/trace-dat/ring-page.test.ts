import { describe, expect, test } from 'vitest';
import { RingPage } from './ring-page.ts';

// Linux include/linux/ring_buffer.h: an entry begins with a word of 5 bits of kind and 27 bits of time since the one before.
// A kind of 1 to 28 is a length in words, 0 has its length in the next word, 29 is padding, 30 and 31 are times.

const BASE = 0x0a00_0000_0000_0000n;
const PAGE = 256;

describe.each([
  ['little endian, 64 bits', true, 8],
  ['little endian, 32 bits', true, 4],
  ['big endian, 64 bits', false, 8],
  ['big endian, 32 bits', false, 4],
] as const)('%s', (_, little, long) => {
  const dataAt = 8 + long;

  /** The word that an entry begins with. */
  const head = (kind: number, delta: number): number => (little ? delta * 32 + kind : kind * 2 ** 27 + delta);

  function page(
    words: readonly number[],
    more: { commit?: number; flags?: number; behind?: number[]; time?: bigint } = {},
  ) {
    const view = new DataView(new ArrayBuffer(PAGE));
    view.setBigUint64(0, more.time ?? BASE + 100n, little);
    const commit = (more.flags ?? 0) + (more.commit ?? words.length * 4);
    view.setUint32(little || long === 4 ? 8 : 12, commit, little);
    for (const [i, word] of words.entries()) view.setUint32(dataAt + 4 * i, word, little);
    for (const [i, word] of (more.behind ?? []).entries())
      view.setUint32(dataAt + 4 * (words.length + i), word, little);
    const ring = new RingPage({ commitAt: 8, long, dataAt }, little, BASE);
    ring.load(new Uint8Array(view.buffer));
    return ring;
  }

  /** Every record: where it is behind the head of the page, its bytes, its time. */
  function records(ring: RingPage): (readonly [number, number, number])[] {
    const list: (readonly [number, number, number])[] = [];
    while (ring.next()) list.push([ring.at - dataAt, ring.length, ring.ticks]);
    return list;
  }

  test('records of both kinds, each with the time since the one before', () => {
    const ring = page([
      head(2, 5),
      1,
      2,
      head(0, 7),
      12,
      1,
      2,
      head(0, 1),
      15,
      1,
      2,
      3,
      head(28, 2),
      ...Array(28).fill(9),
    ]);
    expect(records(ring)).toEqual([
      [4, 8, 105],
      [20, 8, 112],
      [36, 12, 113],
      [52, 112, 115],
    ]);
    expect([ring.damage, ring.lost]).toEqual(['', 0]);
  });

  test('a long time since the one before, and a time of the clock itself', () => {
    const stamp = (BASE & ((1n << 59n) - 1n)) + 0x1234_5678n;
    const ring = page([
      head(30, 3),
      2,
      head(2, 1),
      0,
      0,
      head(31, Number(stamp & 0x7ff_ffffn)),
      Number(stamp >> 27n),
      head(2, 4),
      0,
      0,
    ]);
    expect(records(ring)).toEqual([
      [12, 8, 100 + 2 * 2 ** 27 + 3 + 1],
      [32, 8, 0x1234_5678 + 4],
    ]);
  });

  test('padding with a time is an event that was taken back, and without one the end of the page', () => {
    const ring = page([head(29, 6), 12, 0, 0, head(2, 1), 0, 0, head(29, 0), 44, head(2, 9), 0, 0]);
    expect(records(ring)).toEqual([[20, 8, 107]]);
    expect(ring.damage).toBe('');
    expect(ring.next()).toBe(false);
  });

  test.each<[string, number[], number]>([
    ['a record that is longer than what is left', [head(3, 0), 1, 2], 0],
    ['a record of one word: every event has a kind and a task', [head(1, 0), 1, 0], 0],
    ['a record whose length is missing', [head(2, 0), 1, 2, head(0, 0)], 12],
    ['a time whose word is missing', [head(30, 0)], 0],
    ['padding that is shorter than its own length', [head(29, 1), 3, 0], 0],
    ['padding that is longer than the page has', [head(29, 1), 44, 0], 0],
  ])('%s is damage', (_what, words, at) => {
    const ring = page(words);
    const before = at === 0 ? [] : [[4, 8, 100]];
    expect(records(ring)).toEqual(before);
    expect(ring.damage).toBe(`an entry at byte ${at + dataAt} of the page does not fit into it`);
    expect(ring.next()).toBe(false);
  });

  test('two bytes at the end are damage, too', () => {
    const ring = page([head(2, 0), 1, 2, 0], { commit: 14 });
    expect(records(ring)).toEqual([[4, 8, 100]]);
    expect(ring.damage).toBe(`an entry at byte ${dataAt + 8} of the page does not fit into it`);
  });

  test('a page that says too much, and one that is cut', () => {
    const full = page([], { commit: PAGE - dataAt });
    expect(full.damage).toBe('');
    const more = page([head(2, 0), 1, 2], { commit: PAGE - dataAt + 1 });
    expect([records(more), more.damage]).toEqual([[], 'the page says that it has more bytes than a page']);
    const ring = page([]);
    ring.load(new Uint8Array(dataAt - 1));
    expect([records(ring), ring.damage]).toEqual([[], 'the page is cut within its head']);
    ring.load(new Uint8Array(dataAt));
    expect(ring.damage).toBe('');
  });

  test('events that are missing before it: how many, where the kernel says so', () => {
    const words = [head(2, 0), 1, 2];
    const count = long === 4 ? [77] : little ? [77, 0] : [0, 77];
    expect(page(words, { flags: 0xc000_0000, behind: count }).lost).toBe(77);
    expect(page(words, { flags: 0x8000_0000, behind: count }).lost).toBeNull();
    expect(page(words, { flags: 0x4000_0000, behind: count }).lost).toBe(0);
    // No room for the number.
    expect(page([], { flags: 0xc000_0000, commit: PAGE - dataAt - long + 1 }).lost).toBeNull();
    expect(page([], { flags: 0xc000_0000, commit: PAGE - dataAt - long }).lost).toBe(0);
  });
});
