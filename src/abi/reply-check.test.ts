import { describe, expect, it } from 'vitest';
import { decodeCall, decodeReply } from './decode.ts';
import type { Frame } from './frame.ts';

const problems = (call: Frame, reply: Frame): readonly string[] => decodeReply(call, reply).problems;
const DIRECT = [0x8400_006fn, 0x8001n];

describe('an answer that does not go with its call', () => {
  it('is an error of 64 bits, named as it stands', () => {
    expect(problems([0x8400_0069n], [0xc400_0060n, 0n, 0xffff_fffan])).toContain(
      'Linux knows FFA_ERROR only as 0x84000060, not as 0xc4000060.',
    );
    const wide = problems([0x8400_0069n], [0x1_c400_0060n]);
    expect(wide.join()).toContain('x0 holds more than 32 bits');
    expect(wide.join()).not.toContain('0x1c4000060.');
  });

  // FF-A 1.1, 4.3 and 7.2: an interrupted message names its receiver in w1[31:16]; a response has the ids swapped.
  it.each([
    [0x8001_0000n, null],
    [0x8002_0000n, '0x8002'],
    [0x0000_8001n, 'Linux'],
    [0n, 'Linux'],
  ])('is an interrupt of another endpoint: w1 = 0x%x', (w1, name) => {
    for (const id of [0x8400_0062n, 0x8400_006cn]) {
      const found = problems(DIRECT, [id, w1]).filter((p) => p.includes('not the receiver'));
      expect(found.length).toBe(name === null ? 0 : 1);
      if (name !== null) expect(found[0]).toContain(name);
    }
  });

  it.each([
    [0x8001_0000n, true],
    [0x8001n, false],
    [0x8001_0001n, false],
    [0x8002_0000n, false],
  ])('is a response whose ids are not swapped: w1 = 0x%x', (w1, good) => {
    const found = problems(DIRECT, [0x8400_0070n, w1]).some((p) => p.includes('swapped'));
    expect(found).toBe(!good);
  });

  it('is of another width, or of the framework where the message was none', () => {
    expect(problems(DIRECT, [0xc400_0070n, 0x8001_0000n]).join()).toContain(
      'The request is 32-bit and the response 64-bit',
    );
    expect(problems(DIRECT, [0x8400_0070n, 0x8001_0000n, 0x8000_0000n]).join()).toContain('Bit 31 of w2 differs');
    expect(problems([...DIRECT, 0x8000_0000n], [0x8400_0070n, 0x8001_0000n, 0x8000_0000n]).join()).not.toContain(
      'Bit 31',
    );
  });
});

// FF-A 1.1, 16.7: w2 and w3 are the bitmap of the secure partitions, w4 and w5 that of the VMs, w6 of the SPM, w7 of the
// hypervisor; bits 0 to 3 of the flags ask for them.
describe('notifications that nobody asked for', () => {
  const WHO = ['secure partitions', 'secure partitions', 'VMs', 'VMs', 'the SPM', 'the hypervisor'];
  const FIRST = [2, 2, 4, 4, 6, 7];
  const BIT = [0, 0, 1, 1, 2, 3];

  it.each(Array.from({ length: 16 }, (_, flags) => flags))('with the flags %i', (flags) => {
    for (const [i, who] of WHO.entries()) {
      const reply = Array.from({ length: 8 }, (_, reg) => (reg === 0 ? 0x8400_0061n : reg === i + 2 ? 8n : 0n));
      const found = problems([0x8400_0082n, 0n, BigInt(flags)], reply).filter((p) => p.includes('nobody asked for'));
      const asked = ((flags >> (BIT[i] ?? 0)) & 1) === 1;
      expect(found, `w${i + 2}`).toEqual(
        asked ? [] : [`w${FIRST[i]} reports notifications from ${who}, which nobody asked for.`],
      );
    }
  });
});

// FF-A 1.1, 13.2: bit 31 of the answer to FFA_VERSION is zero in a version; NOT_SUPPORTED is −1.
describe('an answer to FFA_VERSION', () => {
  const decode = (w0: bigint) => decodeReply([0x8400_0063n, 0x1_0001n], [w0]);
  it.each([
    [0x1_0001n, '1.1', false],
    [0x1_0002n, '1.2', false],
    [0x7fff_ffffn, '32767.65535', false],
    [0xffff_ffff_ffff_ffffn, 'NOT_SUPPORTED −1', true],
    [0xffff_ffffn, 'NOT_SUPPORTED −1', true],
  ])('0x%x', (w0, summary, failed) => {
    const d = decode(w0);
    expect([d.summary, d.failed]).toEqual([summary, failed]);
    expect(d.fields.filter((f) => f.reg === 0).map((f) => [f.hi, f.lo, f.value])).toEqual([
      [w0 >> 32n === 0n ? 31 : 63, 0, w0],
    ]);
    expect(d.problems.some((p) => p.includes('32767.65535 and not as −1'))).toBe(w0 === 0xffff_ffffn);
  });

  it('with something in the upper half shows it for itself', () => {
    const d = decode(0x5_0001_0001n);
    expect(d.fields.filter((f) => f.reg === 0).map((f) => [f.hi, f.lo, f.value])).toEqual([
      [63, 32, 5n],
      [31, 0, 0x1_0001n],
    ]);
    expect(d.problems).toEqual(['x0[63:32] is reserved and holds 0x5.']);
  });
});

// FF-A 1.1, 13.3: what w2 says of a function that was asked for. Linux 6.12 asks for FFA_RXTX_MAP, both ids.
describe('an answer to FFA_FEATURES', () => {
  const meaning = (asked: bigint, w2: bigint) =>
    decodeReply([0x8400_0064n, asked], [0x8400_0061n, 0n, w2]).fields.find((f) => f.reg === 2);

  it.each([0x8400_0066n, 0xc400_0066n])('for the buffers: sizes and a limit, 0x%x', (asked) => {
    const sizes = [0n, 1n, 2n, 3n].map((w2) => meaning(asked, w2)?.meaning);
    expect(sizes).toEqual([
      'buffers of at least 4 KiB',
      'buffers of at least 64 KiB',
      'buffers of at least 16 KiB',
      'buffers of at least reserved size',
    ]);
    const parts = meaning(asked, 0x10_0002n);
    expect(parts?.meaning).toBe('buffers of at least 16 KiB, at most 16 pages');
    expect(parts?.children?.map((c) => [c.name, c.hi, c.lo, c.value, c.meaning, c.problem])).toEqual([
      ['maximum size', 31, 16, 16n, '16 pages of 4 KiB', undefined],
      ['MBZ', 15, 2, 0n, 'must be zero', undefined],
      ['minimum size', 1, 0, 2n, '16 KiB', undefined],
    ]);
    expect(meaning(asked, 3n)?.children?.at(-1)?.problem).toBe('reserved');
    expect(meaning(asked, 4n)?.problem).toBe('must be zero');
  });

  it.each([
    [0x8400_0070n, 1n, '0x1'],
    [0x8400_0071n, 1n, 'descriptors may lie in a buffer of the caller'],
    [0xc400_0073n, 1n, 'descriptors may lie in a buffer of the caller'],
    [0x8400_0074n, 0n, 'none'],
    [0x8400_0074n, 2n, '0x2'],
    [0x8400_0075n, 1n, '0x1'],
    [0x8400_0065n, 0n, 'none'],
    [1n, 8n, 'interrupt 8'],
    [2n, 9n, 'interrupt 9'],
    [2n, 0n, 'no interrupt number'],
    [4n, 8n, '0x8'],
  ])('for 0x%x, w2 = 0x%x: %s', (asked, w2, text) => {
    expect(meaning(asked, w2)?.meaning).toBe(text);
  });
});

// FF-A 1.1, 13.8: w1 to w4 are the UUID; all zero asks for every partition.
it('the words of a UUID: nil, or the whole in the first of them', () => {
  const words = (...uuid: bigint[]): readonly string[] =>
    decodeCall([0x8400_0068n, ...uuid])
      .fields.filter((f) => f.reg >= 1 && f.reg <= 4)
      .map((f) => f.meaning);
  expect(words(0n, 0n, 0n, 0n)).toEqual(Array(4).fill('nil UUID: every partition'));
  for (let i = 0; i < 4; i++) {
    const uuid = [0n, 0n, 0n, 0n].map((w, at) => (at === i ? 7n : w));
    expect(
      words(...uuid).some((m) => m.includes('nil')),
      `word ${i}`,
    ).toBe(false);
  }
  expect(words(0xe0f0_8d88n, 1n, 2n, 3n)[0]).toMatch(/^UUID [0-9a-f-]{36}$/);
});
