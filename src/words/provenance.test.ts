import { describe, expect, it } from 'vitest';
import type { Change, TraceEvent } from '../trace/event.ts';
import { History } from '../trace/history.ts';
import { DRIVER, SPMC } from '../trace/keys.ts';
import { MemoryTrace } from '../trace/memory-trace.ts';
import { idStates } from './ids.ts';
import { cellProvenance, idProvenance } from './provenance.ts';

const row = (n: number, changes: Change[]): TraceEvent => ({
  kind: 'change',
  who: n === 2 ? 'optee-driver' : 'spmc',
  row: n,
  at: n,
  cpu: 0,
  ctx: 'insmod',
  ctxKind: 'process',
  stack: ['optee_ffa_probe'],
  cause: null,
  why: 'x',
  src: 'x',
  fault: null,
  action: 0,
  changes,
});
const TRACE = MemoryTrace.of([
  row(0, []),
  row(1, [{ key: SPMC.bound, before: 0n, after: 1n }]),
  row(2, [
    { key: DRIVER.bottomHalfValue, before: 0xffff_ffff, after: 5 },
    { key: DRIVER.bottomHalfValue, before: 5, after: 0 },
  ]),
]);
const HISTORY = new History(TRACE, [{ key: SPMC.bound, before: undefined, after: 0n }]);

describe('cellProvenance', () => {
  it('names the last write up to the cursor', () => {
    expect(cellProvenance(TRACE, HISTORY, SPMC.bound, 'bound', 2)).toEqual({
      name: 'bound',
      how: '0x0 → 0x1',
      row: 1,
      who: 'the SPMC',
    });
    expect(cellProvenance(TRACE, HISTORY, SPMC.bound, 'bound', 0)).toEqual({
      name: 'bound',
      how: '0x0 before the first row',
      row: null,
      who: null,
    });
  });

  it('takes a row that writes twice as one change', () => {
    expect(cellProvenance(TRACE, HISTORY, DRIVER.bottomHalfValue, 'bottom_half_value', 2)).toMatchObject({
      how: 'U32_MAX → 0',
      who: 'the OP-TEE driver',
    });
  });

  it('says when nothing ever wrote it', () => {
    expect(cellProvenance(TRACE, HISTORY, 'x', 'x', 2).how).toBe('not there, never written');
  });
});

describe('idProvenance', () => {
  it('says who bound an id', () => {
    const ids = idStates(TRACE, HISTORY, HISTORY.at(2), 2);
    const [zero, one] = ids;
    if (zero === undefined || one === undefined) throw new Error('64 ids');
    expect(idProvenance(TRACE, HISTORY, zero)).toEqual({ name: 'id 0', how: 'free → bound', row: 1, who: 'the SPMC' });
    expect(idProvenance(TRACE, HISTORY, one)).toMatchObject({ row: null, who: null, how: 'free, never written' });
  });
});
