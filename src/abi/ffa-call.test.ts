import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CALLS,
  FFA_ERROR,
  FFA_MSG_SEND_DIRECT_REQ,
  FFA_NOTIFICATION_BIND,
  FFA_NOTIFICATION_GET,
  FFA_NOTIFICATION_SET,
  FFA_PARTITION_INFO_GET_REGS,
  FFA_RXTX_MAP,
} from './ffa-call.ts';
import type { Width } from './function-id.ts';
import { type RegisterFields, top } from './register-fields.ts';
import { okReply, readOk } from './reply.ts';

/** Values for every register field, each as wide as the field at most. */
const valuesOf = (table: RegisterFields, width: Width): fc.Arbitrary<Record<string, bigint>> =>
  fc.record(
    Object.fromEntries(
      table.fields.map((f) => [f.name, fc.bigInt({ min: 0n, max: (1n << BigInt(top(f, width) - f.lo + 1)) - 1n })]),
    ),
  );

const FORMS = CALLS.flatMap((call) =>
  call.widths.map((width) => ({ call, width, title: `${call.name}, ${width} bits` })),
);

describe('tables of calls', () => {
  it.each(FORMS)('$title: reading gives back what was encoded', ({ call, width }) => {
    fc.assert(
      fc.property(valuesOf(call.fields, width), (values) => {
        const frame = call.encode(values, width);
        expect(frame).toHaveLength(8);
        expect(call.read(frame)).toEqual(values);
      }),
      { numRuns: 50 },
    );
  });

  const ANSWERS = CALLS.flatMap((call) =>
    call.ok === null ? [] : call.okWidths.map((width) => ({ call, width, title: `${call.name}, ${width} bits` })),
  );
  it.each(ANSWERS)('$title: reading the success gives back what was encoded', ({ call, width }) => {
    if (call.ok === null) throw new Error('filtered above');
    fc.assert(
      fc.property(valuesOf(call.ok, width), (values) => {
        expect(readOk(call, okReply(call, values, width))).toEqual(values);
      }),
      { numRuns: 50 },
    );
  });

  it('packs registers as Linux does', () => {
    expect(FFA_NOTIFICATION_BIND.encode({ sender: 0x8001, receiver: 0, idsLow: 8 }).slice(0, 5)).toEqual([
      0x8400007fn,
      0x80010000n,
      0n,
      8n,
      0n,
    ]);
    expect(FFA_NOTIFICATION_GET.encode({ vcpu: 1, flags: 5 }).slice(0, 3)).toEqual([0x84000082n, 0x10000n, 5n]);
    expect(FFA_NOTIFICATION_SET.encode({ sender: 0, receiver: 0x8001, flags: 1, vcpu: 3 })[2]).toBe(0x30001n);
    expect(FFA_RXTX_MAP.encode({ tx: 0x1_0000_0000n, rx: 0x2_0000_0000n, pages: 1 }, 64).slice(0, 4)).toEqual([
      0xc4000066n,
      0x1_0000_0000n,
      0x2_0000_0000n,
      1n,
    ]);
  });

  it('takes 32 bits where they exist, else 64', () => {
    expect(FFA_MSG_SEND_DIRECT_REQ.encode({})[0]).toBe(0x8400006fn);
    expect(FFA_PARTITION_INFO_GET_REGS.encode({})[0]).toBe(0xc400008bn);
  });

  it.each([
    ['too wide', () => FFA_NOTIFICATION_BIND.encode({ sender: 0x1_0000 })],
    ['negative', () => FFA_ERROR.encode({ status: -6 })],
    ['too wide for 32 bits', () => FFA_RXTX_MAP.encode({ tx: 0x1_0000_0000n }, 32)],
    ['no integer', () => FFA_NOTIFICATION_BIND.encode({ idsLow: 0.5 })],
    ['a width that does not exist', () => FFA_NOTIFICATION_BIND.encode({}, 64)],
  ])('refuses a value that is %s', (_what, encode) => {
    expect(encode).toThrow(RangeError);
  });

  it('does not compile with a field that the table does not have', () => {
    // @ts-expect-error BIND has no field of this name.
    expect(FFA_NOTIFICATION_BIND.encode({ bitmap: 8 })[3]).toBe(0n);
  });
});
