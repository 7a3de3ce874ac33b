import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bits } from '../base/bits.ts';
import { decodeCall, decodeReply } from './decode.ts';
import { CALLS } from './ffa-call.ts';
import type { Decoded, FieldNode } from './field.ts';
import { alignedText } from './format.ts';
import { type Frame, frame } from './frame.ts';
import { RECORDED } from './recorded.fixture.ts';

const IDS = CALLS.flatMap((c) => [c.id32, c.id64]);
const word64 = fc.bigInt({ min: 0n, max: (1n << 64n) - 1n });
const anyWord = fc.oneof(word64, fc.bigInt({ min: 0n, max: 0xffff_ffffn }), fc.bigInt({ min: 0n, max: 9n }));
/** Registers of which half begin with an id of FF-A, some with a service of OP-TEE, some with too few or too many words. */
const anyFrame: fc.Arbitrary<Frame> = fc
  .tuple(
    fc.oneof(fc.constantFrom(...IDS), fc.constantFrom(0x8400006fn, 0x84000070n, 0x84000061n, 0xc4000061n), word64),
    fc.oneof(fc.constantFrom(0x8001n, 0x80010000n), anyWord),
    fc.array(anyWord, { maxLength: 8 }),
  )
  .map(([w0, w1, rest]) => [w0, w1, ...rest]);

/**
 * Where the fields do not lie side by side from the top bit to bit 0, or do not hold the bits that they name; null where
 * all is well. Plain comparisons: 20,000 frames of this are checked.
 */
function flaw(d: Decoded, w: Frame): string | null {
  for (let reg = 0; reg < 8; reg++) {
    const word = BigInt.asUintN(64, w[reg] ?? 0n);
    const fields = d.fields.filter((f) => f.reg === reg);
    const top = word >> 32n !== 0n || d.width === 64 ? 63 : 31;
    const found = gap(fields, top, 0) ?? fields.map((f) => wrongValue(f, word)).find((x) => x !== null);
    if (found != null) return `register ${reg}: ${found}`;
  }
  return null;
}

function gap(fields: readonly FieldNode[], hi: number, lo: number): string | null {
  let next = hi;
  for (const f of fields) {
    if (f.hi !== next || f.lo > f.hi) return `${f.name} [${f.hi}:${f.lo}] where bit ${next} comes next`;
    next = f.lo - 1;
  }
  return next === lo - 1 ? null : `bit ${next} is in no field`;
}

function wrongValue(f: FieldNode, word: bigint): string | null {
  if (f.value !== bits(word, f.hi, f.lo)) return `${f.name} holds ${f.value}`;
  if (f.children === undefined) return null;
  const parts = gap(f.children, f.hi, f.lo) ?? f.children.map((c) => wrongValue(c, word)).find((x) => x !== null);
  return parts == null ? null : `${f.name}: ${parts}`;
}

describe('decodeCall', () => {
  it('takes any registers, and its fields cover every bit once', () => {
    fc.assert(
      fc.property(anyFrame, (w) => {
        expect(flaw(decodeCall(w), w)).toBeNull();
      }),
      { numRuns: 10_000 },
    );
  });

  it('names every field of a BIND, and the register that must be zero', () => {
    const d = decodeCall(frame(0x8400007fn, 0x80010000n, 0n, 8n, 0n, 1n));
    expect(d).toMatchObject({ name: 'FFA_NOTIFICATION_BIND', width: 32, service: null, summary: '{3}', failed: false });
    expect(d.sentence).toBe('OP-TEE (0x8001) may signal id 3 to Linux (VM 0).');
    expect(d.fields.map((f) => [f.reg, f.hi, f.lo, f.name, f.meaning, f.problem])).toEqual([
      [0, 31, 0, 'function', 'FFA_NOTIFICATION_BIND', undefined],
      [1, 31, 16, 'sender', '0x8001, OP-TEE', undefined],
      [1, 15, 0, 'receiver', '0x0000, Linux', undefined],
      [2, 31, 0, 'flags', 'global', undefined],
      [3, 31, 0, 'idsLow', 'ids {3}', undefined],
      [4, 31, 0, 'idsHigh', 'ids {}', undefined],
      [5, 31, 0, 'MBZ', 'must be zero, is 0x1', 'must be zero'],
      [6, 31, 0, 'MBZ', 'must be zero', undefined],
      [7, 31, 0, 'MBZ', 'must be zero', undefined],
    ]);
    expect(d.problems).toEqual(['w5 must be zero and is 0x1.']);
  });

  it('shows the ids of the upper word and flags that must be zero', () => {
    const d = decodeCall(frame(0x8400007fn, 0x80010000n, 3n, 0n, 0x8000_0000n));
    expect(d.summary).toBe('{63}');
    expect(d.fields.find((f) => f.name === 'flags')).toMatchObject({
      meaning: 'per-vCPU, bit 1',
      problem: 'must be zero',
    });
    expect(d.problems).toEqual(['w2[31:1] must be zero and is 0x1.']);
  });

  it('reads the service of a direct request to OP-TEE', () => {
    const enable = decodeCall(frame(0x8400006fn, 0x8001n, 0n, 5n, 3n));
    expect(enable).toMatchObject({ service: 'ENABLE_ASYNC_NOTIF', summary: 'id 3', problems: [] });
    expect(enable.fields.filter((f) => f.reg === 3 || f.reg === 4).map((f) => f.meaning)).toEqual([
      'ENABLE_ASYNC_NOTIF, blocking',
      'id 3',
    ]);
    const far = decodeCall(frame(0x8400006fn, 0x8001n, 0n, 5n, 64n));
    expect(far.fields.find((f) => f.reg === 4)?.problem).toBe('out of range');
    const hole = decodeCall(frame(0x8400006fn, 0x8001n, 0n, 4n));
    expect(hole).toMatchObject({ service: null, summary: 'unknown service 0x4' });
    expect(hole.fields.find((f) => f.reg === 3)?.problem).toBe('unknown value');
  });

  it('reads no service in messages to others and in messages of the framework', () => {
    expect(decodeCall(frame(0x8400006fn, 0x8002n, 0n, 5n, 3n)).service).toBeNull();
    expect(decodeCall(frame(0x8400006fn, 0x8001n, 0x80000008n, 0x10001n))).toMatchObject({
      service: null,
      problems: [],
    });
    const endpoints = new Map([[0x8002, 'OP-TEE']]);
    expect(decodeCall(frame(0x8400006fn, 0x8002n, 0n, 5n, 3n), { endpoints }).service).toBe('ENABLE_ASYNC_NOTIF');
  });

  it('shows and marks the upper half of a register in a 32-bit call', () => {
    const d = decodeCall(frame(0x8400007fn, 0x7_8001_0000n, 0n, 8n));
    expect(d.fields.filter((f) => f.reg === 1).map((f) => [f.name, f.hi, f.lo, f.value, f.problem])).toEqual([
      ['upper half', 63, 32, 7n, 'reserved'],
      ['sender', 31, 16, 0x8001n, undefined],
      ['receiver', 15, 0, 0n, undefined],
    ]);
    expect(d.problems).toEqual(['x1[63:32] is reserved and holds 0x7.']);
  });

  it.each([
    [0x840000ffn, 32, 'FF-A has no function with the number 0xff.'],
    [0xc400007fn, 64, 'FFA_NOTIFICATION_BIND has no 64-bit form.'],
    [0x1234n, 0, 'w0 = 0x1234 is no function id of FF-A.'],
  ])('says what is wrong with w0 = %s', (w0, width, problem) => {
    const d = decodeCall(frame(w0, 1n));
    expect(d).toMatchObject({ name: `unknown function 0x${w0.toString(16)}`, width, problems: [problem] });
    expect(d.fields.find((f) => f.reg === 0 && f.name === 'function')?.problem).toBe('unknown value');
  });
});

describe('decodeReply', () => {
  it('takes any registers, and its fields cover every bit once', () => {
    fc.assert(
      fc.property(anyFrame, anyFrame, (call, w) => {
        expect(flaw(decodeReply(call, w), w)).toBeNull();
      }),
      { numRuns: 10_000 },
    );
  });

  it.each(RECORDED.map((r) => ({ ...r, title: alignedText(decodeCall(r.call)).split('\n')[0] })))(
    '$from: finds nothing wrong with the reply to $title',
    ({ call, reply }) => {
      const d = decodeReply(call, reply);
      expect(d.problems).toEqual([]);
      expect(d.failed).toBe(reply[0] === 0x84000060n);
    },
  );

  it.each<[string, string, string, Frame, Frame]>([
    ['a version', 'FFA_VERSION', '1.2', frame(0x84000063n, 0x10001n), frame(0x10002n)],
    ['an id', 'FFA_SUCCESS', '0x0000', frame(0x84000069n), frame(0x84000061n)],
    ['DENIED', 'FFA_ERROR', 'DENIED −6', frame(0x8400007fn), frame(0x84000060n, 0n, 0xfffffffan)],
    ['a handle', 'FFA_SUCCESS', '0x100000000001', frame(0xc4000073n), frame(0x84000061n, 0n, 1n, 0x1000n)],
    ['pending ids', 'FFA_SUCCESS', '{0, 33}', frame(0x84000082n, 0n, 5n), frame(0x84000061n, 0n, 1n, 2n)],
    ['who has notifications', 'FFA_SUCCESS', 'VM 0', frame(0xc4000083n), frame(0xc4000061n, 0n, 0x80n)],
    [
      'the next fragment',
      'FFA_MEM_FRAG_RX',
      'from 0x1000',
      frame(0xc4000073n),
      frame(0x8400007an, 0n, 0x1000n, 0x1000n),
    ],
  ])('summarises %s', (_what, name, summary, call, reply) => {
    expect(decodeReply(call, reply)).toMatchObject({ name, summary, problems: [] });
  });

  const optee = (w3: bigint, ...rest: bigint[]): Frame => frame(0x8400006fn, 0x8001n, 0n, w3, ...rest);
  const answer = (w3: bigint, ...rest: bigint[]): Frame => frame(0x84000070n, 0x80010000n, 0n, w3, ...rest);
  it.each<[string, Frame, Frame, string, boolean]>([
    ['GET_API_VERSION', optee(0n), answer(1n), '1.0', false],
    ['GET_OS_VERSION', optee(1n), answer(4n, 10n, 0xd5001fe0n), '4.10 (d5001fe0)', false],
    ['EXCHANGE_CAPABILITIES', optee(2n), answer(0n, 4n, 7n), 'caps 0x7', false],
    ['UNREGISTER_SHM', optee(3n), answer(0xfffffffcn), 'FF-A BUSY −4', true],
    ['ENABLE_ASYNC_NOTIF', optee(5n, 3n), answer(0n), 'ok', false],
    ['ENABLE_ASYNC_NOTIF', optee(5n, 3n), answer(0xffff0009n), 'TEE_ERROR_NOT_IMPLEMENTED', true],
    ['YIELDING_CALL_WITH_ARG', optee(0x80000000n), answer(0n), 'done', false],
    ['YIELDING_CALL_WITH_ARG', optee(0x80000000n), answer(0n, 1n, 0n, 0n, 1n), 'RPC, thread 1', false],
    ['YIELDING_CALL_RESUME', optee(0x80000001n), answer(0n, 2n, 0n, 0n, 1n), 'interrupted, thread 1', false],
    ['YIELDING_CALL_WITH_ARG', optee(0x80000000n), answer(0xffff000dn), 'TEE_ERROR_BUSY', true],
  ])('reads the answer of %s', (service, call, reply, summary, failed) => {
    expect(decodeReply(call, reply)).toMatchObject({
      name: 'FFA_MSG_SEND_DIRECT_RESP',
      service,
      summary,
      failed,
      problems: [],
    });
  });

  it('marks bit 31 of a version, whatever stands above it', () => {
    const version = (w0: bigint) =>
      decodeReply(frame(0x84000063n, 0x10001n), frame(w0)).fields.find((f) => f.name === 'version');
    for (const w0 of [0x8001_0001n, 0x1_8001_0001n])
      expect(version(w0)).toMatchObject({
        problem: 'must be zero',
        hi: 31,
        lo: 0,
        meaning: expect.stringContaining('1.1'),
      });
    for (const w0 of [0x1_0001n, 0x1_0001_0001n]) expect(version(w0)?.problem).toBeUndefined();
  });

  it('reads an error where a version should be, and marks it', () => {
    expect(decodeReply(optee(0n), answer(0xffff0006n))).toMatchObject({
      summary: 'TEE_ERROR_BAD_PARAMETERS',
      failed: true,
      problems: ['w3, major: TEE_ERROR_BAD_PARAMETERS: Linux reads it as a version.'],
    });
  });

  it('marks reserved bits of EXCHANGE_CAPABILITIES and an unknown return', () => {
    expect(decodeReply(optee(2n), answer(0n, 0x104n, 0x10n)).problems).toEqual([
      'w4[31:8] is reserved and holds 0x1.',
      'w5[31:4] is reserved and holds 0x1.',
    ]);
    expect(decodeReply(optee(0x80000000n), answer(0n, 3n)).fields.find((f) => f.reg === 4)?.problem).toBe(
      'unknown value',
    );
  });

  it('knows the answer to an unknown function, in 64 and in 32 bits', () => {
    const call = frame(0x840000ffn);
    for (const w0 of [0xffff_ffff_ffff_ffffn, 0xffff_ffffn]) {
      expect(decodeReply(call, frame(w0))).toMatchObject({
        name: 'SMCCC NOT_SUPPORTED',
        summary: 'unknown function',
        failed: true,
        problems: [],
      });
    }
  });

  it.each<[string, Frame, Frame, RegExp]>([
    ['w2 = 0 in FFA_ERROR', frame(0x8400007fn), frame(0x84000060n), /Linux reads it as success/],
    ['FFA_SUCCESS for a direct request', optee(0n), frame(0x84000061n), /never answered with FFA_SUCCESS/],
    ['a response for a BIND', frame(0x8400007fn), answer(0n), /never answered with FFA_MSG_SEND_DIRECT_RESP/],
    ['a 64-bit success', frame(0x8400007fn), frame(0xc4000061n), /32-bit FFA_SUCCESS, not the 64-bit one/],
    ['a 64-bit error', frame(0x8400007fn), frame(0xc4000060n, 0n, 0xfffffffan), /only as 0x84000060/],
    ['a response of another width', optee(0n), frame(0xc4000070n, 0x80010000n, 0n, 1n), /−EINVAL/],
    ['ids that are not swapped', optee(0n), frame(0x84000070n, 0x8001n, 0n, 1n), /swapped/],
    ['w2 of a response', optee(0n), frame(0x84000070n, 0x80010000n, 1n, 1n), /w2 must be zero/],
    ['an unknown status', frame(0x8400007fn), frame(0x84000060n, 0n, 77n), /unknown status 77/],
    ['x0 with more than 32 bits', frame(0x8400007fn), frame(0x1_8400_0061n), /compares all 64/],
    ['bitmaps nobody asked for', frame(0x84000082n, 0n, 5n), frame(0x84000061n, 0n, 0n, 0n, 1n), /nobody asked/],
    ['a version of 32 bits of ones', frame(0x84000063n), frame(0xffff_ffffn), /32767\.65535/],
    ['a function that answers nothing', frame(0x8400007fn), frame(0x840000ffn), /never answered with 0x840000ff/],
    ['too many ids', frame(0xc4000083n), frame(0xc4000061n, 0n, (6n << 7n) | (0xfffn << 12n)), /needs more ids/],
  ])('says that it is wrong: %s', (_what, call, reply, problem) => {
    expect(decodeReply(call, reply).problems.join(' ')).toMatch(problem);
  });
});
