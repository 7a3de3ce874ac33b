import { describe, expect, test } from 'vitest';
import { FFA_VERSION } from '../../abi/ffa-call.ts';
import { type Frame, frame } from '../../abi/frame.ts';
import { error, success } from '../../abi/reply.ts';
import { FFA_STATUS, type StatusName } from '../../abi/status.ts';
import { DEFAULTS } from '../../scenario/read/defaults.ts';
import { run } from '../../scenario/run.ts';
import { parseScenario } from '../../scenario/schema.ts';
import type { CallEvent, ReturnEvent } from '../../trace/event.ts';

// Answers of the secure world that no recording of the project shows. Each is read from the C that its rule names.

const refused = (status: StatusName): Frame => error(FFA_STATUS[status]);

/** The answers to these calls, on a machine that no FF-A core of Linux has touched. */
function answers(...calls: readonly Frame[]): Frame[] {
  const actions = [...calls.map((w) => ({ do: 'smc', w }) as const), { do: 'boot' } as const];
  const { trace } = run({ ...DEFAULTS, actions });
  return [...trace.rows()].flatMap((e) => (e.kind === 'return' && e.ctx === 'other driver' ? [e.w] : []));
}

const last = (...calls: readonly Frame[]): Frame | undefined => answers(...calls).at(-1);
const ask = (version: bigint): Frame => frame(FFA_VERSION.id32, version);
const REQ2 = 0xc400_008dn;

describe('FFA_MSG_SEND_DIRECT_REQ2', () => {
  test.each<[string, bigint, bigint, StatusName]>([
    ['below 1.2 EL3 refuses it', 0x10001n, 0x8001n, 'NOT_SUPPORTED'],
    ['at 1.2 OP-TEE has no service behind it', 0x10002n, 0x8001n, 'NOT_SUPPORTED'],
    ['at 1.2 there is no such endpoint', 0x10002n, 0x8002n, 'INVALID_PARAMETERS'],
    ['at 1.2 its sender may not be of the secure world', 0x10002n, 0x8001_8001n, 'INVALID_PARAMETERS'],
  ])('%s', (_, version, w1, status) => {
    expect(last(ask(version), frame(REQ2, w1))).toEqual(refused(status));
  });

  test('the version that EL3 heard first counts, though the SPMC agrees on another later', () => {
    const features = frame(0x8400_0064n, REQ2);
    expect(answers(ask(0x10001n), features, ask(0x10002n), features, frame(REQ2, 0x8002n)).slice(1)).toEqual([
      refused('NOT_SUPPORTED'),
      frame(0x10002n),
      success(0n),
      refused('NOT_SUPPORTED'),
    ]);
  });
});

test.each<[string, Frame, Frame]>([
  ['FFA_INTERRUPT is for the secure world', frame(0x8400_0062n), refused('NOT_SUPPORTED')],
  ['bits 23:17 of a function id are reserved', frame(0x8402_0064n, 2n), frame(0xffff_ffff_ffff_ffffn, 2n)],
  ['bit 16 is the SVE hint and is taken off', frame(0x8401_0064n, 2n), success(8n)],
  ['of a 64-bit call, too', frame(0xc401_0066n, 0x7fff_f000n, 0x4000_0000n, 2n), refused('INVALID_PARAMETERS')],
  ['a 32-bit call has x1..x4 cut', frame(0x8400_007fn, 0x1_8001_0000n, 1n << 32n, 1n), success()],
  ['and x5..x7 as they are', frame(0x8400_007fn, 0x8001_0000n, 0n, 1n, 0n, 1n << 32n), refused('INVALID_PARAMETERS')],
  [
    'a request of 64 bits compares all of x3',
    frame(0xc400_006fn, 0x8001n, 0n, 1n << 32n),
    frame(0xc400_0070n, 0x8001_0000n, 0n, 0xffff_0006n),
  ],
  ['memory has an end', frame(0xc400_0066n, 0x7fff_f000n, 0x4000_0000n, 2n), refused('INVALID_PARAMETERS')],
])('%s', (_, call, reply) => {
  expect(last(call)).toEqual(reply);
});

// handle_framework_direct_request: swap_src_dst of w1, FFA_MSG_VERSION_RESP, and OP-TEE's own version whatever is asked for.
test.each([
  [0x8400_006fn, 0x8400_0070n],
  [0xc400_006fn, 0xc400_0070n],
])('%x: OP-TEE and its SPMC exchange the version in a message of the framework, and know no other one', (req, resp) => {
  for (const to of [0x8000n, 0x8001n]) {
    const ask2 = (message: bigint, w3: bigint): Frame => frame(req, to, 0x8000_0000n + message, w3);
    const own = frame(resp, to << 16n, 0x8000_0009n, 0x10002n);
    for (const asked of [0x10000n, 0x10001n, 0x20000n]) expect(last(ask2(8n, asked))).toEqual(own);
    expect(last(ask2(9n, 0x10001n))).toEqual(refused('NOT_SUPPORTED'));
  }
});

test('a parameter buffer that OP-TEE was not told to forget is not given back', () => {
  const parsed = parseScenario({
    v: 1,
    actions: [{ do: 'probe' }],
    faults: [{ at: { service: 'UNREGISTER_SHM', nth: 'all' }, do: { error: 'DENIED' } }],
  });
  if (!parsed.ok) throw new Error(parsed.error.what);
  const { trace } = run(parsed.value);
  const reclaims = [...trace.rows()].filter((e): e is ReturnEvent => {
    return e.kind === 'return' && (trace.row(e.of) as CallEvent).name === 'FFA_MEM_RECLAIM';
  });
  expect(reclaims.length).toBeGreaterThan(0);
  expect(reclaims.map((e) => e.w)).toEqual(reclaims.map(() => refused('DENIED')));
});

describe('why the secure world refuses', () => {
  /** The reasons and the messages of the secure world, of calls on a machine that no FF-A core has touched. */
  function told(...calls: readonly Frame[]) {
    const actions = [...calls.map((w) => ({ do: 'smc', w }) as const), { do: 'boot' } as const];
    const rows = [...run({ ...DEFAULTS, actions }).trace.rows()];
    const mine = rows.flatMap((e) => (e.kind === 'return' && e.ctx === 'other driver' ? [e.why] : []));
    return { why: (mine.at(-1) ?? '').toLowerCase(), log: rows.flatMap((e) => (e.kind === 'log' ? [e.text] : [])) };
  }

  // OP-TEE core/arch/arm/kernel/thread_spmc.c, handle_mem_op_tmem: the buffer of the caller's own is w3 and w4 pages.
  test.each([
    [0x60n, 0x4000_0000n, 1n, 'there is no descriptor'],
    [0x1000n, 0x4000_0000n, 1n, 'there is no descriptor'],
    [0x1001n, 0x4000_0000n, 1n, 'the fragment is longer than the buffer'],
    [0x2000n, 0x4000_0000n, 2n, 'there is no descriptor'],
    [0x60n, 0x4000_0010n, 1n, 'the buffer does not begin at a page'],
    [0xff0n, 0x4000_0010n, 1n, 'the buffer does not begin at a page'],
    [0xff1n, 0x4000_0010n, 1n, 'the fragment is longer than the buffer'],
    [0x60n, 0x4000_0001n, 3n, 'the buffer does not begin at a page'],
    [0x60n, 0x4000_0000n, 0n, 'the fragment is longer than the buffer'],
  ])('a descriptor of 0x%x bytes at 0x%x in %i pages: %s', (bytes, address, pages, why) => {
    expect(told(frame(0xc400_0073n, bytes, bytes, address, pages)).why).toContain(why);
  });

  test.each([-1, -2, -6, 0, 5])('an FFA_ERROR of the normal world, %i, is said and refused', (status) => {
    const { log } = told(frame(0x8400_0060n, 0n, BigInt.asUintN(32, BigInt(status))));
    expect(log).toContain(`E/TC: thread_spmc_msg_recv: Cannot handle FFA_ERROR(${status})`);
  });

  test.each([3, 4, 5, 6, 7])('FFA_MEM_RECLAIM with something in w%i', (i) => {
    const call = frame(0x8400_0077n, 1n, 0x1000n).map((w, at) => (at === i ? 1n : w));
    expect(told(call).why).toContain('w3..w7 must be zero');
    expect(told(frame(0x8400_0077n, 1n, 0x1000n)).why).toContain('there is no such handle');
  });
});
