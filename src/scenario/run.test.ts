import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Fault } from '../sim/fault.ts';
import { SPMC } from '../trace/keys.ts';
import { printTrace } from '../trace/print.ts';
import { scenarios } from './arbitrary.fixture.ts';
import { run, runInPieces } from './run.ts';
import { parseScenario } from './schema.ts';
import type { Scenario } from './types.ts';

const scenario = (json: unknown): Scenario => {
  const parsed = parseScenario(json);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return parsed.value;
};
const MAX_ROWS = 3000;

describe('a run', () => {
  test('is the same every time, byte for byte', () => {
    fc.assert(
      fc.property(scenarios, (s) => {
        const [a, b] = [run(s, MAX_ROWS), run(s, MAX_ROWS)];
        expect([...printTrace(b.trace)].join('')).toBe([...printTrace(a.trace)].join(''));
        expect(b.outcome).toEqual(a.outcome);
      }),
      { numRuns: 60 },
    );
  });

  test('has at most one reply to every call, and a reply after its call', () => {
    fc.assert(
      fc.property(scenarios, (s) => {
        const answered = new Set<number>();
        for (const e of run(s, MAX_ROWS).trace.rows()) {
          if (e.kind !== 'return') continue;
          expect(answered.has(e.of)).toBe(false);
          expect(e.of).toBeLessThan(e.row);
          answered.add(e.of);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('is untouched by a fault up to the row that it touches', () => {
    const base = scenario({ v: 1, actions: [{ do: 'probe' }, { do: 'notify' }, { do: 'remove' }] });
    const plain = [...run(base).trace.rows()];
    const sites: Fault[] = plain.flatMap((e): Fault[] => {
      if (e.kind === 'call') return [{ at: { call: e.name, nth: nth(plain, e.row, e.name) }, do: { error: -6 } }];
      if (e.kind === 'step' && e.rc !== null && e.who === 'optee-driver' && e.fn !== 'sync_send_receive')
        return [{ at: { fn: e.fn, nth: 1 }, do: { rc: -12 } }];
      return [];
    });
    fc.assert(
      fc.property(fc.constantFrom(...sites), (fault) => {
        const rows = [...run({ ...base, faults: [fault] }).trace.rows()];
        const touched = rows.findIndex((e) => e.fault === 0);
        expect(touched).toBeGreaterThanOrEqual(0);
        expect(rows.slice(0, touched)).toEqual(plain.slice(0, touched));
      }),
      { numRuns: 80 },
    );
  });

  test('folds to the world that the machine had', () => {
    const { trace, history } = run(scenario({ v: 1, bound: [0], actions: [{ do: 'probe' }, { do: 'remove' }] }));
    expect(history.at(-1).get(SPMC.bound)).toBe(1n);
    expect(history.at(trace.length - 1).get(SPMC.bound)).toBe(1n);
    const grant = [...trace.rows()].find((e) => e.kind === 'return' && e.changes.some((c) => c.key === SPMC.bound));
    expect(history.at((grant?.row ?? 0) - 1).get(SPMC.bound)).toBe(1n);
    expect(history.at(grant?.row ?? 0).get(SPMC.bound)).toBe(3n);
    expect(history.writesOf(SPMC.bound)).toContain(grant?.row);
  });

  test('stops at its limit, and says so', () => {
    const { trace, outcome } = run(scenario({ v: 1 }), 20);
    expect(trace.length).toBe(21);
    expect(outcome.violations).toEqual([{ rule: 'LIMIT', row: 20, text: 'stopped after 20 rows' }]);
  });
});

test('a run in pieces is the same run, and what was told of it stays so', () => {
  fc.assert(
    fc.property(scenarios, fc.integer({ min: 1, max: 60 }), (scenario, piece) => {
      const whole = run(scenario);
      const told: number[] = [];
      const pieces = runInPieces(scenario, piece);
      let next = pieces.next();
      for (; next.done !== true; next = pieces.next()) {
        const from = told.at(-1) ?? 0;
        const { trace, start } = next.value;
        told.push(trace.length);
        expect(start).toEqual(whole.start);
        expect(trace.length - from).toBeGreaterThanOrEqual(piece);
        expect([...trace.rows(from)]).toEqual([...whole.trace.rows(from, trace.length)]);
      }
      expect([...next.value.trace.rows()]).toEqual([...whole.trace.rows()]);
      expect(next.value.outcome).toEqual(whole.outcome);
    }),
    { numRuns: 30 },
  );
});

describe('trouble as it really is', () => {
  test('a probe that fails after a yielding call never returns, and its id is free again (recorded: i8-fault-6)', () => {
    const { outcome, history, trace } = run(
      scenario({
        v: 1,
        actions: [{ do: 'probe' }],
        faults: [{ at: { fn: 'optee_invoke_func', nth: 1 }, do: { errno: 'EIO' } }],
      }),
    );
    expect(outcome.result).toBeNull();
    expect(outcome.hang).toMatch(/tee_device_unregister\(tee0\): the device still has users/);
    expect(history.at(trace.length - 1).get(SPMC.bound)).toBe(0n);
    expect(outcome.frames.at(-1)?.[0][0]).toBe('0x84000080');
  });

  test('FFA_ERROR with w2 = 0 on ENABLE reads as success', () => {
    const { outcome } = run(scenario({ v: 1, faults: [{ at: { service: 'ENABLE_ASYNC_NOTIF' }, do: { error: 0 } }] }));
    expect(outcome.result).toBe(0);
    expect(outcome.bottom_half_value).toBe(0);
  });

  test('a reply that never comes is a hang, and the trace ends at the call', () => {
    const { outcome, trace } = run(
      scenario({ v: 1, faults: [{ at: { service: 'EXCHANGE_CAPABILITIES' }, do: 'drop' }] }),
    );
    expect(outcome.hang).toBe('insmod optee waits for ever: a reply that never comes');
    expect(trace.row(trace.length - 1).kind).not.toBe('return');
  });

  test('FFA_INTERRUPT and FFA_RUN are transparent to the driver', () => {
    const { outcome } = run(scenario({ v: 1, faults: [{ at: { service: 'GET_OS_VERSION' }, do: { interrupt: 3 } }] }));
    expect(outcome.result).toBe(0);
    expect(outcome.frames.filter(([call]) => call[0] === '0x8400006d')).toHaveLength(3);
  });
});

/** Which occurrence of the call this row is. */
function nth(rows: readonly { kind: string; row: number; name?: string }[], row: number, name: string): number {
  return rows.filter((e) => e.kind === 'call' && e.name === name && e.row <= row).length;
}
