import { describe, expect, test } from 'vitest';
import { ensure } from '../base/assert.ts';
import { LIMITS } from '../scenario/limits.ts';
import { run } from '../scenario/run.ts';
import { DEFAULTS } from '../scenario/schema.ts';
import type { Run, Scenario } from '../scenario/types.ts';
import type { Action } from '../stack/config.ts';
import { HERE } from '../store/session/engine.fixture.ts';

import { createScope } from '../store/store.ts';
import { actionAfter, choosing, nextChoice } from './by-hand.ts';

const of = (actions: readonly Action[], more: Partial<Scenario> = {}): Run => run({ ...DEFAULTS, actions, ...more });
const probeAndRemove = of([{ do: 'probe' }, { do: 'remove' }]);
/** The row in which this name first stands in a call. */
const rowOf = (r: Run, name: string): number =>
  ensure(
    [...r.trace.rows()].find((e) => e.kind === 'call' && e.name === name),
    name,
  ).row;

describe('an action in the middle of a run', () => {
  test('stands right after the action that it interrupts, and the later ones still come', () => {
    const at = rowOf(probeAndRemove, 'FFA_NOTIFICATION_BIND');
    const actions = ensure(actionAfter(probeAndRemove, at, { do: 'notify', cpu: 1 }), 'actions');
    expect(actions).toEqual([{ do: 'probe' }, { do: 'notify', cpu: 1, after: at }, { do: 'remove' }]);
    const changed = of(actions);
    for (let row = 0; row <= at; row++) expect(changed.trace.row(row)).toEqual(probeAndRemove.trace.row(row));
    expect(changed.trace.row(at + 1)).toMatchObject({ kind: 'irq', irq: 'secure UART', cpu: 1, action: 1 });
    expect([...changed.trace.rows()].at(-1)?.action).toBe(2);
  });

  test('comes after those that were put in before it', () => {
    const first = of(ensure(actionAfter(probeAndRemove, 40, { do: 'notify' }), 'first'));
    const actions = ensure(actionAfter(first, 41, { do: 'session' }), 'second');
    expect(actions.map((a) => [a.do, a.after])).toEqual([
      ['probe', undefined],
      ['notify', 40],
      ['session', 41],
      ['remove', undefined],
    ]);
  });

  test('joins the actions that run together at the row', () => {
    const r = of([{ do: 'probe' }, { do: 'notify' }, { do: 'session', with: 'previous' }, { do: 'remove' }]);
    const session = ensure(
      [...r.trace.rows()].find((e) => e.action === 1),
      'a row of the notification',
    ).row;
    expect(actionAfter(r, session, { do: 'load-ta' })?.map((a) => a.do)).toEqual([
      'probe',
      'notify',
      'session',
      'load-ta',
      'remove',
    ]);
  });

  test('has no place where there is no row, or where the scenario is full', () => {
    expect(actionAfter(of([]), -1, { do: 'notify' })).toBeNull();
    expect(actionAfter(probeAndRemove, probeAndRemove.trace.length, { do: 'notify' })).toBeNull();
    const full = of(Array.from({ length: LIMITS.actions }, () => ({ do: 'unload' }) as const));
    expect(actionAfter(full, 0, { do: 'notify' })).toBeNull();
  });
});

describe('which context runs next', () => {
  const r = of([{ do: 'probe' }, { do: 'notify' }, { do: 'session', with: 'previous' }]);

  test('is asked at the first choice after the row', () => {
    const all = r.choicePoints;
    expect(all.length).toBeGreaterThan(3);
    const first = ensure(all[0], 'a choice');
    expect(nextChoice(r, first.row - 1)).toEqual({ index: 0, point: first });
    expect(nextChoice(r, first.row)?.point.row).toBeGreaterThan(first.row);
    expect(nextChoice(r, r.trace.length - 1)).toBeNull();
  });

  test('is answered without changing what came before, and forgets what was chosen after', () => {
    const { index, point } = ensure(nextChoice(r, 125), 'a choice');
    for (const option of point.options.keys()) {
      const choices = choosing(r, index, option);
      const again = of(r.scenario.actions, { choices });
      expect(again.choicePoints[index]).toMatchObject({ row: point.row, options: point.options, chosen: option });
      for (let row = 0; row < point.row; row++) expect(again.trace.row(row)).toEqual(r.trace.row(row));
      const back = of(r.scenario.actions, { choices: choosing(again, index, point.chosen) });
      expect([...back.trace.rows()]).toEqual([...r.trace.rows()]);
    }
  });
});

test('the cursor stays at its row, and the link opens the same interleaving', async () => {
  const store = createScope(HERE);
  store.getState().open(probeAndRemove.scenario, 60);
  const actions = ensure(actionAfter(probeAndRemove, 60, { do: 'notify', cpu: 1 }), 'actions');
  store.getState().edit({ actions }, 'By hand');
  const byHand = ensure(store.getState().current, 'a run').run;
  const { index, point } = ensure(nextChoice(byHand, 66), 'a choice');
  const other = point.options.findIndex((_, i) => i !== point.chosen);
  store.getState().edit({ choices: choosing(byHand, index, other) }, 'Another context');
  expect(store.getState().cursor).toBe(60);

  const elsewhere = createScope(HERE);
  await elsewhere.getState().openLink(await store.getState().link());
  const here = ensure(store.getState().current, 'here').run.trace;
  const there = ensure(elsewhere.getState().current, 'there').run.trace;
  expect([...there.rows()]).toEqual([...here.rows()]);
  expect(elsewhere.getState().cursor).toBe(60);
});
