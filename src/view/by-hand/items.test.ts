import { describe, expect, test } from 'vitest';
import { ensure } from '../../base/assert.ts';
import { run } from '../../scenario/run.ts';
import { DEFAULTS } from '../../scenario/schema.ts';
import type { Run } from '../../scenario/types.ts';
import { byHandAt } from './items.ts';

const probed: Run = run({ ...DEFAULTS, actions: [{ do: 'probe' }, { do: 'notify' }] });
const labels = (r: Run, row: number): string[] => byHandAt(r, row).now.map((i) => i.label);
const follows = (r: Run, row: number, label: RegExp): string =>
  ensure(
    byHandAt(r, row).now.find((i) => label.test(i.label)),
    String(label),
  ).follows;
const rowOf = (r: Run, is: (fn: string) => boolean): number =>
  ensure(
    [...r.trace.rows()].find((e) => (e.kind === 'enter' || e.kind === 'step') && is(e.fn)),
    'the row',
  ).row;

describe('what can be done by hand', () => {
  test('an interrupt on each CPU, the remove, a session, a TA', () => {
    expect(labels(run({ ...DEFAULTS, cpus: 3 }), 10)).toEqual([
      'Raise a secure interrupt on CPU 0',
      'Raise a secure interrupt on CPU 1',
      'Raise a secure interrupt on CPU 2',
      'Remove the driver now',
      'Start a session now',
      'Load a TA now',
    ]);
  });

  test('says what follows at this row', () => {
    expect(follows(probed, 3, /CPU 0$/)).toMatch(/does the work itself/);
    expect(follows(probed, 3, /^Remove/)).toMatch(/cannot go/);
    expect(follows(probed, 114, /CPU 0$/)).toMatch(/signals id 0/);
    expect(follows(probed, 114, /^Remove/)).toMatch(/^rmmod begins here/);
    const inHandler = rowOf(probed, (fn) => fn === 'console_itr_cb');
    expect(follows(probed, inHandler, /CPU 0$/)).toMatch(/taken when that ends/);
    expect(follows(probed, inHandler, /CPU 1$/)).toMatch(/^OP-TEE takes it at once/);
  });

  test('each line is another scenario', () => {
    for (const { patch } of byHandAt(probed, 40).now)
      expect(run({ ...probed.scenario, ...ensure(patch, 'a patch') }).trace.length).not.toBe(probed.trace.length);
  });
});

describe('who runs next', () => {
  test('one line a context; the one that runs anyway changes nothing', () => {
    const r = run({ ...DEFAULTS, actions: [{ do: 'probe' }, { do: 'notify' }, { do: 'session', with: 'previous' }] });
    const { row, items } = ensure(byHandAt(r, 118).next, 'a choice');
    expect(row).toBeGreaterThan(118);
    expect(items.length).toBeGreaterThan(1);
    expect(items.filter((i) => i.patch === null).map((i) => i.follows)).toEqual(['It is what happens now.']);
    for (const { patch, label } of items)
      if (patch !== null) {
        const { trace } = run({ ...r.scenario, ...patch });
        expect(trace.row(row)).toMatchObject({ kind: 'choice' });
        expect(label).toContain(trace.row(row).ctx);
      }
  });

  test('nobody else can: there is no choice', () => {
    expect(byHandAt(probed, probed.trace.length - 1).next).toBeNull();
  });
});
