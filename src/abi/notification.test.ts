import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Frame, frame } from './frame.ts';
import { type InfoList, infoCapacity, packInfoLists, splitIds, unpackInfoLists } from './notification.ts';

const id = fc.integer({ min: 0, max: 0xffff });
const list: fc.Arbitrary<InfoList> = fc.record({ partition: id, vcpus: fc.array(id, { maxLength: 3 }) });

/** As many of the lists as fit. */
function fitting(lists: readonly InfoList[], capacity: number): InfoList[] {
  let room = capacity;
  return lists.filter((l) => {
    if (room < 1 + l.vcpus.length) return false;
    room -= 1 + l.vcpus.length;
    return true;
  });
}

describe('lists of FFA_NOTIFICATION_INFO_GET', () => {
  it('matches what OP-TEE answered on a machine', () => {
    expect(packInfoLists([{ partition: 0, vcpus: [] }], 64, false)).toEqual(frame(0xc4000061n, 0n, 0x80n));
  });

  it('matches the example of the protocol: VM 1 global, VM 2 with vCPUs 3 and 4', () => {
    const lists = [
      { partition: 1, vcpus: [] },
      { partition: 2, vcpus: [3, 4] },
    ];
    expect(packInfoLists(lists, 64, false)).toEqual(frame(0xc4000061n, 0n, 0x8100n, 0x0004_0003_0002_0001n));
    expect(packInfoLists(lists, 32, true)).toEqual(frame(0x84000061n, 0n, 0x8101n, 0x0002_0001n, 0x0004_0003n));
  });

  it.each([32, 64] as const)('%i bits: reading gives back what was packed', (width) => {
    fc.assert(
      fc.property(fc.array(list, { maxLength: 20 }), fc.boolean(), (all, more) => {
        const lists = fitting(all, infoCapacity(width));
        const read = unpackInfoLists(packInfoLists(lists, width, more));
        expect(read).toMatchObject({ lists, more, problems: [] });
      }),
    );
  });

  it('refuses what does not fit', () => {
    const global = { partition: 1, vcpus: [] };
    expect(() =>
      packInfoLists(
        Array.from({ length: 11 }, () => global),
        32,
        false,
      ),
    ).toThrow(RangeError);
    expect(() =>
      packInfoLists(
        Array.from({ length: 20 }, () => global),
        64,
        false,
      ),
    ).not.toThrow();
    expect(() =>
      packInfoLists(
        Array.from({ length: 21 }, () => global),
        64,
        false,
      ),
    ).toThrow(RangeError);
    expect(() => packInfoLists([{ partition: 1, vcpus: [1, 2, 3, 4] }], 64, false)).toThrow(RangeError);
    expect(() => packInfoLists([{ partition: 0x10000, vcpus: [] }], 64, false)).toThrow(RangeError);
  });

  it.each<[string, Frame, RegExp]>([
    ['reserved bits', frame(0xc4000061n, 0n, 0xc0n), /w2\[6:1\]/],
    ['more lists than fit', frame(0x84000061n, 0n, 31n << 7n), /counts 31 lists/],
    ['more ids than fit', frame(0x84000061n, 0n, (4n << 7n) | (0xffn << 12n)), /needs more ids/],
    ['counts behind the last list', frame(0xc4000061n, 0n, 0x80n | (1n << 14n)), /counts behind list 1/],
    ['ids behind the last list', frame(0xc4000061n, 0n, 0x80n, 0x5_0000n), /x3 holds an id behind/],
  ])('names %s', (_what, reply, problem) => {
    expect(unpackInfoLists(reply).problems.join(' ')).toMatch(problem);
  });

  it('reads any registers', () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }), { maxLength: 8 }), (words) => {
        const read = unpackInfoLists(words);
        expect(read.ids).toBe(read.lists.reduce((n, l) => n + 1 + l.vcpus.length, 0));
        expect(read.ids).toBeLessThanOrEqual(20);
      }),
    );
  });
});

it('splits a bitmap into its words', () => {
  expect(splitIds(1n << 63n)).toEqual({ idsLow: 0n, idsHigh: 0x8000_0000n });
});
