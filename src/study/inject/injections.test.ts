import { describe, expect, it } from 'vitest';
import { FFA_NOTIFICATION_BIND } from '../../abi/ffa-call.ts';
import { frame } from '../../abi/frame.ts';
import type { CallEvent, IrqEvent, RowBase } from '../../trace/event.ts';
import { type Injection, type InjectionGroup, injectionGroups } from './injections.ts';
import type { Target } from './target.ts';

const base: RowBase = {
  row: 62,
  at: 0,
  cpu: 0,
  ctx: 'insmod',
  ctxKind: 'process',
  stack: [],
  cause: null,
  why: 'x',
  src: 'x',
  fault: null,
  action: 0,
  changes: [],
};
const call: CallEvent = {
  ...base,
  kind: 'call',
  from: 'arm_ffa',
  to: 'spmc',
  via: ['spmd'],
  name: 'FFA_NOTIFICATION_BIND',
  service: null,
  w: FFA_NOTIFICATION_BIND.encode({ sender: 0x8001, receiver: 0, flags: 0, idsLow: 8, idsHigh: 0 }),
};
const BIND: Target = {
  kind: 'message',
  row: 62,
  call,
  reply: null,
  at: { call: 'FFA_NOTIFICATION_BIND', nth: 4 },
  nth: 4,
};

const labels = (g: InjectionGroup | undefined): string[] => g?.injections.map((c) => c.label) ?? [];
const fault = (c: Injection | undefined): unknown => (c !== undefined && 'fault' in c.act ? c.act.fault : null);

describe('injectionGroups', () => {
  it('keeps apart what the SPMC answers, what it never answers, and what nobody may', () => {
    const [real, never, rule, late] = injectionGroups(BIND, 'optee');
    expect(labels(real).sort()).toEqual(['DENIED −6', 'INVALID_PARAMETERS −2']);
    expect(labels(never)).toContain('RETRY −7');
    expect(labels(rule)).toContain('FFA_ERROR with w2 = 0');
    expect(labels(rule)).toContain('Edit the reply registers');
    expect(labels(late)).toContain('Never answered');
  });

  it('aims every fault at the occurrence', () => {
    const [real] = injectionGroups(BIND, 'optee');
    expect(fault(real?.injections.find((c) => c.label.startsWith('DENIED')))).toEqual({
      at: BIND.at,
      do: { error: -6 },
    });
    for (const g of injectionGroups(BIND, 'optee'))
      for (const c of g.injections) if ('fault' in c.act) expect(c.act.fault.at).toBe(BIND.at);
  });

  it('leaves to the model what Linux makes of an answer, and says itself what a form is for', () => {
    const all = injectionGroups(BIND, 'optee').flatMap((g) => g.injections);
    expect(all.find((c) => c.label.startsWith('DENIED'))?.follows).toBeNull();
    for (const c of all) if ('opens' in c.act) expect(c.follows).toMatch(/\.$/);
  });

  it('gives every injection of a menu its own key', () => {
    const keys = injectionGroups(BIND, 'optee').flatMap((g) => g.injections.map((c) => c.key));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('offers errnos for a function', () => {
    const [g] = injectionGroups(
      {
        kind: 'function',
        row: 1,
        fn: 'kzalloc',
        who: 'arm_ffa',
        step: null,
        at: { fn: 'arm_ffa:kzalloc', nth: 2 },
        nth: 2,
      },
      'optee',
    );
    expect(labels(g)).toEqual(['−ENOMEM (−12)', 'Another result']);
    expect(fault(g?.injections[0])).toEqual({ at: { fn: 'arm_ffa:kzalloc', nth: 2 }, do: { rc: -12 } });
  });

  it('can lose an interrupt', () => {
    const irq: IrqEvent = { ...base, kind: 'irq', from: 'spmc', to: 'arm_ffa', irq: 'SRI', intid: 8, phase: 'raised' };
    const [g] = injectionGroups({ kind: 'interrupt', row: 1, irq, at: { call: 'SRI', nth: 1 }, nth: 1 }, 'optee');
    expect(fault(g?.injections[0])).toEqual({ at: { call: 'SRI', nth: 1 }, do: { lose: true } });
  });

  it('has nothing to say of registers that are no FF-A call, but lets them be edited', () => {
    const raw = injectionGroups({ ...BIND, call: { ...call, w: frame(1n), name: 'unknown function 0x1' } }, 'optee');
    expect(raw.flatMap(labels)).toContain('Edit the reply registers');
  });
});
