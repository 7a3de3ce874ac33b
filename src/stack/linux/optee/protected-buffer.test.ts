import { describe, expect, test } from 'vitest';
import { run } from '../../../scenario/run.ts';
import { parseScenario } from '../../../scenario/schema.ts';
import type { Outcome } from '../../../scenario/types.ts';

// What is lent and given back, and what a failure leaves: docs/linux-7.3.md, protected memory (run with the real driver).

const ends = (more: object = {}): Outcome => {
  const parsed = parseScenario({
    v: 1,
    driver: 'v7.3',
    optee: { caps: ['ARG_OFFSET', 'ASYNC_NOTIF', 'PROTMEM'] },
    actions: [{ do: 'probe' }, { do: 'protmem' }, { do: 'remove' }],
    ...more,
  });
  if (!parsed.ok) throw new Error(`${parsed.error.where}: ${parsed.error.what}`);
  return run(parsed.value).outcome;
};
/** The calls of the client: from FFA_MEM_LEND up to the first of the remove. */
const ofClient = (o: Outcome): string[] => {
  const calls = o.frames.map(([call]) => call.slice(0, 6).join(' ').replaceAll('0x', ''));
  const from = calls.findIndex((c) => c.startsWith('c4000072'));
  const to = calls.findIndex((c, i) => i > from && c.startsWith('84000080'));
  return from < 0 ? [] : calls.slice(from, to);
};

test('all memory of the pool is lent with the first buffer, and taken back with the last', () => {
  const o = ends();
  expect(ofClient(o)).toEqual([
    'c4000072 70 70 0 0 0',
    '8400006f 8001 0 80000000 0 1000',
    '8400006f 8001 0 8 1 1000',
    '84000077 1 1000 0 0 0',
  ]);
  // What the pool leaks it leaks without a buffer, too (recorded in 69 cases).
  expect([o.leaks, o.hang]).toEqual([['kzalloc:mem_attrs'], null]);
});

test('Hafnium lends it too; OP-TEE has retrieved it until it is released', () => {
  const o = ends({ secure: 'hafnium' });
  expect(ofClient(o)).toEqual([
    'c4000072 70 70 0 0 0',
    '8400006f 8001 0 80000000 0 0',
    '8400006f 8001 0 8 1 0',
    '84000077 1 0 0 0 0',
  ]);
  expect(o.frames.filter(([call]) => call[0] === '0x84000077').map(([, reply]) => reply?.[0])).not.toContain(
    '0x84000060',
  );
});

describe('where it fails', () => {
  test('FFA_MEM_LEND is refused: nothing else is sent', () => {
    const o = ends({ faults: [{ at: { call: 'FFA_MEM_LEND' }, do: { error: 'DENIED' } }] });
    expect(ofClient(o)).toEqual(['c4000072 70 70 0 0 0']);
  });
  test('ASSIGN_PROTMEM fails: the memory is reclaimed', () => {
    const o = ends({
      faults: [{ at: { service: 'YIELDING_CALL_WITH_ARG', nth: 7 }, do: { reply: { w3: '0xffff0006' } } }],
    });
    expect(ofClient(o)).toEqual(['c4000072 70 70 0 0 0', '8400006f 8001 0 80000000 0 1000', '84000077 1 1000 0 0 0']);
  });
  test('the handle cannot be remembered: OP-TEE releases it, and it is reclaimed', () => {
    const o = ends({ faults: [{ at: { fn: 'rhashtable_lookup_insert_fast', nth: 4 }, do: { errno: 'ENOMEM' } }] });
    expect(ofClient(o)).toEqual([
      'c4000072 70 70 0 0 0',
      '8400006f 8001 0 80000000 0 1000',
      '8400006f 8001 0 8 1 1000',
      '84000077 1 1000 0 0 0',
    ]);
  });
  test.each([
    ['the driver knows no protected memory', { driver: 'v6.12' }],
    ['OP-TEE has none', { optee: { caps: 7 } }],
  ])('%s: there is no heap', (_, more) => {
    expect(ofClient(ends(more))).toEqual([]);
  });
});
