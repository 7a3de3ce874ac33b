import { describe, expect, test } from 'vitest';
import { type Frame, frame } from '../../abi/frame.ts';
import { error, success } from '../../abi/reply.ts';
import { FFA_STATUS, type StatusName } from '../../abi/status.ts';
import { run } from '../../scenario/run.ts';
import { parseScenario } from '../../scenario/schema.ts';
import { BUFFERS, SPMC } from '../../trace/keys.ts';

// What lies in the TX buffer decides. Each answer that no recording shows is read from the C that descriptor.ts names.

type Json = { readonly [name: string]: unknown };
type World = 'optee' | 'hafnium';
const VERSION = { do: 'smc', w: ['0x84000063', '0x10001'] };
const MAP = { do: 'smc', w: ['0xc4000066', '0x40e6a000', '0x40e14000', 1] };
const UNMAP = { do: 'smc', w: ['0x84000067'] };
const PAGE = '0x40e20000';
const LAST = { do: 'boot' };

const share = (tx: Json, id = 0xc400_0073, length = 0x60): Json => ({
  do: 'smc',
  w: [id, length, length],
  tx: { ranges: [{ address: PAGE }], ...tx },
});
const lend = (tx: Json): Json => share({ attributes: 0, ...tx }, 0xc400_0072);

/** The run with these raw calls, made before any core of Linux has started, and their replies. */
const made = (secure: World, ...actions: readonly Json[]) => madeWith({ secure }, ...actions);
function madeWith(machine: Json, ...actions: readonly Json[]) {
  const parsed = parseScenario({ v: 1, ...machine, actions: [...actions, LAST] });
  if (!parsed.ok) throw new Error(`${parsed.error.where}: ${parsed.error.what}`);
  const r = run(parsed.value);
  const replies = [...r.trace.rows()].flatMap((e) => (e.kind === 'return' && e.ctx === 'other driver' ? [e.w] : []));
  return { r, replies };
}
const answer = (secure: World, ...actions: readonly Json[]): Frame | undefined =>
  made(secure, VERSION, MAP, ...actions).replies.at(-1);
const refused = (status: StatusName): Frame => error(FFA_STATUS[status]);

const HANDLE = { optee: success(0n, 0x1000n), hafnium: success(0n, 0n) } as const;
type Answer = StatusName | 'taken';
const expected = (secure: World, a: Answer): Frame => (a === 'taken' ? HANDLE[secure] : refused(a));

const TWO = [{ id: '0x8001' }, { id: 5 }];
const CASES: readonly (readonly [what: string, action: Json, optee: Answer, hafnium: Answer])[] = [
  ['as Linux makes it', share({}), 'taken', 'taken'],
  ['a handle that it brings along', share({ handle: 7 }), 'NO_MEMORY', 'taken'],
  ['no ranges', share({ ranges: [] }, 0xc400_0073, 0x50), 'INVALID_PARAMETERS', 'INVALID_PARAMETERS'],
  ['fewer pages than told', share({ totalPages: 2 }), 'INVALID_PARAMETERS', 'INVALID_PARAMETERS'],
  ['more ranges than there are', share({ rangeCount: 2 }), 'INVALID_PARAMETERS', 'INVALID_PARAMETERS'],
  ['receivers that begin at no multiple of 16', share({ receiversAt: 40 }), 'INVALID_PARAMETERS', 'INVALID_PARAMETERS'],
  ['receivers that reach behind the end', share({ receiverCount: 9 }), 'INVALID_PARAMETERS', 'INVALID_PARAMETERS'],
  ['a list of pages behind the end', share({ compositeAt: 0x60 }), 'INVALID_PARAMETERS', 'INVALID_PARAMETERS'],
  ['an entry of another version', share({ receiverSize: 32 }), 'taken', 'INVALID_PARAMETERS'],
  ['time slices', share({ flags: 2 }), 'taken', 'INVALID_PARAMETERS'],
  ['a VM as receiver', share({ receivers: [{ id: 5 }] }), 'INVALID_PARAMETERS', 'DENIED'],
  ['a VM beside the partition', share({ receivers: TWO }, 0xc400_0073, 0x70), 'taken', 'taken'],
  ['the same receiver twice', share({ receivers: [TWO[0], TWO[0]] }, 0xc400_0073, 0x70), 'taken', 'INVALID_PARAMETERS'],
  ['read only', share({ receivers: [{ id: '0x8001', permissions: 1 }] }), 'INVALID_PARAMETERS', 'taken'],
  ['device memory', share({ ranges: [{ address: '0x9000000' }] }), 'INVALID_PARAMETERS', 'DENIED'],
  ['a buffer itself', share({ ranges: [{ address: '0x40e14000' }] }), 'taken', 'DENIED'],
  [
    'an address that wraps',
    share({ ranges: [{ address: '0xfffffffffffff000', pages: 2 }] }),
    'INVALID_PARAMETERS',
    'DENIED',
  ],
  ['lent without a use', lend({}), 'taken', 'taken'],
  ['lent for a use that nobody knows', lend({ tag: 9 }), 'NO_MEMORY', 'taken'],
  ['lent for a use above 32 bits, which are cut off', lend({ tag: '0x100000000' }), 'taken', 'taken'],
  ['a handle that says there is none', share({ handle: '0xffffffffffffffff' }), 'taken', 'taken'],
  ['no pages at all', share({ ranges: [], totalPages: 0, rangeCount: 0 }), 'INVALID_PARAMETERS', 'INVALID_PARAMETERS'],
  ['lent with a type', lend({ attributes: 0x20 }), 'INVALID_PARAMETERS', 'INVALID_PARAMETERS'],
  [
    'given away',
    share({ attributes: 0, receivers: [{ id: '0x8001', permissions: 0 }] }, 0xc400_0071),
    'NOT_SUPPORTED',
    'taken',
  ],
  [
    'given away to two, one of them a VM',
    share({ attributes: 0, receivers: TWO }, 0xc400_0071, 0x70),
    'NOT_SUPPORTED',
    'INVALID_PARAMETERS',
  ],
];

describe.each(['optee', 'hafnium'] as const)('a descriptor in the TX buffer, %s', (secure) => {
  test.each(CASES)('%s', (_, action, optee, hafnium) => {
    expect(answer(secure, action)).toEqual(expected(secure, secure === 'optee' ? optee : hafnium));
  });

  test('stays there until something else is written', () => {
    const again = { do: 'smc', w: ['0xc4000073', '0x60', '0x60'] };
    const secureMemory = share({ ranges: [{ address: '0xe400000' }] });
    expect(answer(secure, secureMemory, again)).toEqual(answer(secure, secureMemory));
  });

  test('is read with the layout of the version that was agreed on', () => {
    const old = { ...VERSION, w: ['0x84000063', '0x10000'] };
    const good = made(secure, old, MAP, share({}, 0xc400_0073, 0x50));
    expect(good.replies.at(-1)).toEqual(HANDLE[secure]);
    const newer = made(secure, old, MAP, share({ version: '1.1' }));
    expect(newer.replies.at(-1)).toEqual(refused('INVALID_PARAMETERS'));
  });
});

describe('pages that were handed over', () => {
  const reclaim = (low: number, high = 0): Json => ({ do: 'smc', w: ['0x84000077', low, high] });

  test('Hafnium refuses them a second time, until they are reclaimed', () => {
    const { r, replies } = made('hafnium', VERSION, MAP, share({}), share({}), reclaim(0), lend({}), share({}));
    expect(replies.slice(2)).toEqual([
      success(0n, 0n),
      refused('DENIED'),
      success(),
      success(0n, 0n),
      refused('DENIED'),
    ]);
    expect(r.history.at(r.trace.length - 1).get(SPMC.pages)).toContain('0x0:0x40e20000+1');
  });

  test('Hafnium gives the buffers back when they are unmapped', () => {
    const buffer = share({ ranges: [{ address: '0x40e14000' }] });
    expect(answer('hafnium', UNMAP, { ...MAP, w: ['0xc4000066', '0x40e80000', '0x40e90000', 1] }, buffer)).toEqual(
      HANDLE.hafnium,
    );
  });

  test('OP-TEE takes shared ones again, and protects none that are in use', () => {
    const protect = lend({ tag: 1 });
    const withIt = (...actions: readonly Json[]): Frame | undefined =>
      madeWith({ secure: 'optee', optee: { caps: 0xf } }, VERSION, MAP, ...actions).replies.at(-1);
    expect(answer('optee', share({}), share({}))).toEqual(success(1n, 0x1000n));
    expect(withIt(share({}), protect)).toEqual(refused('INVALID_PARAMETERS'));
    expect(withIt(protect, share({}))).toEqual(refused('INVALID_PARAMETERS'));
    expect(withIt(protect, reclaim(0, 0x1000), share({}))).toEqual(HANDLE.optee);
  });

  test('OP-TEE protects none where it is built without', () => {
    expect(answer('optee', lend({ tag: 1 }))).toEqual(refused('INVALID_PARAMETERS'));
    expect(answer('optee', lend({ tag: 1 }), share({}))).toEqual(HANDLE.optee);
  });
});

test.each<[World, number, string]>([
  ['optee', 0x10001, '0180020003010000486178e0'],
  ['hafnium', 0x10001, '01800400c9010000486178e0'],
  ['hafnium', 0x10000, '0180040001000000'],
  ['optee', 0x10000, '0180020003000000'],
])('what FFA_PARTITION_INFO_GET leaves in the RX buffer, %s asked for %i', (secure, version, begins) => {
  const { r } = made(secure, { ...VERSION, w: ['0x84000063', version] }, MAP, { do: 'smc', w: ['0x84000068'] });
  const last = [...r.trace.rows()].findLast((e) => e.kind === 'return' && e.ctx === 'other driver');
  const rx = String(r.history.at(last?.row ?? 0).get(BUFFERS.rx));
  expect(rx.slice(0, begins.length)).toBe(begins);
  const size = version === 0x10000 ? 8 : secure === 'optee' ? 24 : 48;
  expect(rx).toHaveLength(2 * size);
});

test('a raw call is made on the CPU that it names', () => {
  const get = (cpu: number): Json => ({ do: 'smc', w: ['0x8400006d', `0x8001000${cpu}`], cpu: 1 });
  const { r } = made('hafnium', get(0));
  expect([...r.trace.rows()].find((e) => e.kind === 'call' && e.ctx === 'other driver')?.cpu).toBe(1);
});

test('a call of SMCCC 1.2 has more than eight registers', () => {
  const w = Array.from({ length: 18 }, (_, i) => (i === 0 ? 0xc400_008d : i));
  const { r } = made('hafnium', { do: 'smc', w });
  const call = [...r.trace.rows()].find((e) => e.kind === 'call' && e.ctx === 'other driver');
  expect(call?.kind === 'call' ? call.w.slice(8) : []).toEqual(
    frame(8n, 9n, 10n, 11n, 12n, 13n, 14n, 15n).concat(16n, 17n),
  );
});
