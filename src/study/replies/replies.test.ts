import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeReply } from '../../abi/decode.ts';
import { CALLS } from '../../abi/ffa-call.ts';
import { frame } from '../../abi/frame.ts';
import { RECORDED } from '../../abi/recorded.fixture.ts';
import { opteeWorld } from '../../stack/secure/optee-spmc/world.ts';
import type { LegalReply } from './legal-reply.ts';
import { legalReplies as repliesIn } from './replies.ts';

const legalReplies = (call: readonly bigint[]): readonly LegalReply[] => repliesIn(call, opteeWorld);
const checkReply = (call: readonly bigint[], reply: readonly bigint[]): readonly string[] =>
  decodeReply(call, reply).problems;

import { error, success } from '../../abi/reply.ts';

const BIND = frame(0x8400007fn, 0x80010000n, 0n, 8n);
const optee = (w3: bigint): readonly bigint[] => frame(0x8400006fn, 0x8001n, 0n, w3);
const real = (call: readonly bigint[]): string[] => legalReplies(call).flatMap((r) => (r.real ? [r.label] : []));

/** EL3 refuses a direct request in the name of an endpoint of the secure world, whatever it carries. */
const SECURE_SENDER = 'INVALID_PARAMETERS −2';

describe('legalReplies', () => {
  it('says of BIND what OP-TEE gives, what it never gives, and what breaks the rules', () => {
    const replies = legalReplies(BIND);
    // What Linux can meet comes first: its own registers are never wrong, its ids may be bound.
    expect(real(BIND)).toEqual(['DENIED −6', 'INVALID_PARAMETERS −2']);
    expect(replies.filter((r) => r.status !== undefined && r.status < 0)).toHaveLength(10);
    const denied = replies.find((r) => r.status === -6);
    expect(denied).toMatchObject({ breaksRule: false });
    expect(denied?.cause).toContain('bound already');
    expect(replies.find((r) => r.status === -3)).toMatchObject({ real: false });
    expect(replies.filter((r) => r.breaksRule).map((r) => r.label)).toEqual([
      'FFA_ERROR with w2 = 0',
      'neither success nor FFA_ERROR',
      'unknown function: w0 = −1',
      'FFA_SUCCESS of 64 bits',
    ]);
  });

  it.each([
    ['UNBIND', frame(0x84000080n), ['INVALID_PARAMETERS −2', 'DENIED −6']],
    ['SET', frame(0x84000081n), ['NOT_SUPPORTED −1']],
    ['INFO_GET', frame(0xc4000083n), ['NO_DATA −9', 'INVALID_PARAMETERS −2']],
    ['FEATURES of the NPI', frame(0x84000064n, 1n), ['NOT_SUPPORTED −1']],
    ['FEATURES of BITMAP_CREATE', frame(0x84000064n, 0x8400007dn), []],
    ['FEATURES of MEM_LEND', frame(0x84000064n, 0xc4000072n), ['NOT_SUPPORTED −1']],
    ['a message to nobody', frame(0x8400006fn, 0x8005n), ['INVALID_PARAMETERS −2']],
    [
      'an unknown message of the framework',
      frame(0x8400006fn, 0x8001n, 0x80000000n),
      ['NOT_SUPPORTED −1', SECURE_SENDER],
    ],
    ['VERSION', frame(0x84000063n, 0x10001n), ['version 1.2']],
    ['ENABLE', optee(5n), ['TEE_ERROR_NOT_IMPLEMENTED', 'TEE_ERROR_BAD_PARAMETERS', SECURE_SENDER]],
    ['WITH_ARG', optee(0x80000000n), ['TEE_ERROR_BUSY', 'TEE_ERROR_BAD_PARAMETERS', SECURE_SENDER]],
  ])('%s: OP-TEE gives what its source says', (_name, call, labels) => {
    expect(real(call)).toEqual(labels);
  });

  it('has the errors that a machine gave among the real ones', () => {
    for (const { call, reply } of RECORDED.filter((r) => r.reply[0] === 0x84000060n)) {
      expect(real(call)).toContain(decodeReply(call, reply).summary);
    }
  });

  it('has the word of ENABLE as OP-TEE puts it', () => {
    const bad = legalReplies(optee(5n)).find((r) => r.label === 'TEE_ERROR_BAD_PARAMETERS');
    expect(bad?.registers?.get(3)).toBe(0xffff0006n);
  });

  it('finds what it calls a broken rule to be one, except where Linux alone would mind', () => {
    for (const call of [BIND, frame(0x84000082n, 0n, 5n), optee(5n), optee(0x80000000n)]) {
      const good = call === BIND || call[0] === 0x84000082n ? success() : frame(0x84000070n, 0x80010000n);
      for (const r of legalReplies(call).filter((x) => x.breaksRule)) {
        const reply = r.status === 0 ? error(0) : good.map((w, i) => r.registers?.get(i) ?? w);
        const wrong = checkReply(call, reply).length > 0 || decodeReply(call, reply).failed;
        expect(wrong, r.label).toBe(true);
      }
    }
  });

  it('finds no fault in the answers that it calls real', () => {
    for (const call of [...CALLS.flatMap((c) => c.widths.map((w) => c.encode({}, w))), optee(2n), optee(5n)]) {
      for (const r of legalReplies(call).filter((x) => x.status !== undefined && x.real)) {
        expect(checkReply(call, error(r.status ?? 0))).toEqual([]);
      }
    }
  });

  it('is total, has distinct labels, and ends every text with a full stop', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...CALLS),
        fc.array(fc.bigInt({ min: 0n, max: 1n << 64n }), { maxLength: 7 }),
        (c, w) => {
          for (const width of c.widths) {
            const replies = legalReplies([width === 32 ? c.id32 : c.id64, ...w]);
            expect(new Set(replies.map((r) => r.label)).size).toBe(replies.length);
            for (const r of replies) {
              expect(r.cause).toMatch(/\.$/);
              expect(r.status === undefined).toBe(r.registers !== undefined);
            }
          }
        },
      ),
    );
    expect(legalReplies(frame(0x1234n))).toEqual([]);
  });
});
