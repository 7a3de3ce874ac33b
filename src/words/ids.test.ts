import { describe, expect, it } from 'vitest';
import { run as runScenario } from '../scenario/run.ts';
import { parseScenario } from '../scenario/schema.ts';
import type { Change, TraceEvent } from '../trace/event.ts';
import { History } from '../trace/history.ts';
import { CORE, DRIVER, SPMC } from '../trace/keys.ts';
import { MemoryTrace } from '../trace/memory-trace.ts';
import { type IdState, idName, idStates, idTransition } from './ids.ts';

const row = (
  n: number,
  changes: Change[],
  more: Partial<{ ctx: string; stack: string[]; src: string | null }> = {},
): TraceEvent => ({
  kind: 'change',
  who: 'spmc',
  row: n,
  at: n,
  cpu: 0,
  ctx: 'insmod',
  ctxKind: 'process',
  stack: ['optee_ffa_probe'],
  cause: null,
  why: 'x',
  src: 'optee/spmc',
  fault: null,
  action: 0,
  changes,
  ...more,
});
const set = (
  key: string,
  before: bigint | number | string | undefined,
  after: bigint | number | string | undefined,
): Change => ({ key, before, after });

const START = [
  set(SPMC.bound, undefined, 0b11n),
  set(CORE.hash(0, 1), undefined, 'SECURE_PARTITION other'),
  set(SPMC.pending, undefined, 0n),
];
const TRACE = MemoryTrace.of([
  row(0, []),
  row(1, [set(SPMC.bound, 0b11n, 0b111n)]),
  row(2, [set(CORE.hash(9, 2), undefined, 'SECURE_PARTITION optee'), set(DRIVER.bottomHalfValue, 0xffff_ffff, 2)]),
  row(3, [set(SPMC.pending, 0n, 0b1100n)], { ctx: 'fiq' }),
  row(4, [set(SPMC.pending, 0b1100n, 0n)]),
  row(5, [set(CORE.hash(9, 2), 'SECURE_PARTITION optee', undefined)]),
  row(6, [set(SPMC.bound, 0b111n, 0b011n)]),
]);
const HISTORY = new History(TRACE, START);
const at = (cursor: number): IdState[] => idStates(TRACE, HISTORY, HISTORY.at(cursor), cursor);
const id = (cursor: number, n: number): IdState => at(cursor)[n] as IdState;

describe('idStates', () => {
  it('has 64 ids, free, of another driver, or of nobody', () => {
    expect(at(0)).toHaveLength(64);
    expect(id(0, 0)).toMatchObject({ bound: true, owner: 'nobody', row: -1, changed: false });
    expect(id(0, 1)).toMatchObject({ bound: true, owner: 'other' });
    expect(id(0, 2)).toMatchObject({ bound: false, owner: null, row: null });
  });

  it('gives a bit that BIND has just set to the caller, before the hash has its entry', () => {
    expect(id(1, 2)).toMatchObject({ bound: true, owner: 'optee', changed: true, row: 1, bottomHalf: false });
    expect(id(2, 2)).toMatchObject({ owner: 'optee', changed: false, row: 1, bottomHalf: true });
  });

  it('shows pending, also on an id that is not bound', () => {
    expect(id(3, 2)).toMatchObject({ bound: true, pending: true, changed: true, row: 3 });
    expect(id(3, 3)).toMatchObject({ bound: false, pending: true, owner: null });
    expect(id(4, 3)).toMatchObject({ pending: false, row: 4 });
  });

  it('says that nobody owns an id whose callback is gone', () => {
    expect(id(5, 2)).toMatchObject({ bound: true, owner: 'nobody' });
    expect(id(6, 2)).toMatchObject({ bound: false, owner: null, row: 6 });
  });

  it('knows nothing of rows after the cursor', () => {
    expect(id(1, 3)).toMatchObject({ pending: false, row: null });
  });
});

describe('who may signal an id', () => {
  const run = (secure: string): IdState[] => {
    const read = parseScenario({ v: 1, secure, bound: [0], actions: [{ do: 'probe' }] });
    if (!read.ok) throw new Error(read.error.what);
    const { trace, history } = runScenario(read.value);
    const last = trace.length - 1;
    return idStates(trace, history, history.at(last), last);
  };

  it.each(['optee', 'hafnium'])(
    '%s: the sender that the BIND named; of an id bound before the first row none is known',
    (secure) => {
      const [zero, one, two] = run(secure);
      expect(one).toMatchObject({ bound: true, sender: 0x8001 });
      expect(idName(one as IdState)).toMatch(/OP-TEE \(0x8001\) may signal it to VM 0/);
      expect(zero).toMatchObject({ bound: true, sender: null });
      expect(two).toMatchObject({ bound: false, sender: null });
    },
  );
});

describe('a recording', () => {
  const stack = ['optee_ffa_probe'];
  const rows = [
    row(0, [], { src: null }),
    row(1, [set(SPMC.bound, undefined, 1n)], { src: null, stack }),
    row(2, [], { src: null }),
  ];
  const trace = MemoryTrace.of(rows);
  const history = new History(trace);
  const [zero, one] = idStates(trace, history, history.at(2), 2);

  it('gives an id to who bound it, since it shows no hash', () => {
    expect(zero).toMatchObject({ known: true, bound: true, owner: 'optee' });
  });

  it('does not claim that an id is free of which it says nothing', () => {
    expect(one).toMatchObject({ known: false, bound: false });
    expect(idName(one as IdState)).toBe('id 1, not seen in this recording');
  });
});

describe('words', () => {
  it('names a cell', () => {
    expect(idName(id(2, 2))).toBe('id 2, bound by the OP-TEE driver, the bottom half’s id, written by row 1');
    expect(idName(id(3, 3))).toBe('id 3, not bound, yet pending, written by row 3');
    expect(idName(id(0, 0))).toBe('id 0, bound, and no Linux driver owns it, before the first row');
    expect(idName(id(0, 9))).toBe('id 9, free');
  });

  it('tells how it came about', () => {
    expect(idTransition(HISTORY, id(1, 2))).toBe('free → bound');
    expect(idTransition(HISTORY, id(3, 2))).toBe('bound → bound and pending');
    expect(idTransition(HISTORY, id(0, 9))).toBe('free, never written');
  });
});
