import { describe, expect, it } from 'vitest';
import { FIX_IDS, type FixId } from '../stack/linux/fix-ids.ts';
import { fixMatrix } from './fix-matrix.ts';
import { FIX_FORMATS } from './fix-report.ts';
import { scenarioOf } from './scenario.fixture.ts';
import { type Situation, situations } from './situations.ts';
import { trial } from './trial.ts';

const CYCLE = [{ do: 'probe' }, { do: 'notify' }, { do: 'remove' }];

/** Where each fix is missed, and what is wrong then. */
const MISSED: Readonly<Record<FixId, readonly [situation: string, says: RegExp, places?: RegExp]>> = {
  'stop-first': ['any time', /^I8: OP-TEE signals/],
  drain: ['any time', /^I1: .* is still held after the remove/],
  'id-first': ['started', /^I6: .* the bottom half is lost/],
  'zero-only': ['faults', /^I10: ENABLE_ASYNC_NOTIF is answered with 1,/, /^ENABLE_ASYNC_NOTIF$/],
  'queue-on-error': ['faults', /^I9: workqueue:optee_notification/, /^tee_device_register$/],
  'pages-on-error': ['faults', /^HANG: insmod optee waits for ever/, /^tee_device_register$/],
  'wake-waiters': ['waiter', /^D8: the key bitmap is freed/],
  'try-again': ['faults', /^I9: shared memory/, /^FFA_MEM_RECLAIM$/],
  'bounded-wait': ['faults', /^HANG: rmmod optee waits for ever: a thread/, /^YIELDING_CALL_WITH_ARG$/],
  'unbind-first': ['any time', /^I1: .* is still held after the remove/],
  'unbind-on-error': ['faults', /^I1: .* is still held after the remove/, /^FFA_NOTIFICATION_BIND$/],
  'wait-for-callbacks': ['any time', /^I7: use after free/],
  'hash-by-id': ['bucket', /^I2: id 55 is free, and refused/],
  'zero-status': ['faults', /^I2: the driver holds id 0, which is not bound/, /^FFA_NOTIFICATION_BIND$/],
  'drivers-first': ['core', /^I1: .* is still held after the remove/],
};

/** What is wrong with the driver as it should be, with these of its fixes. */
function wrongWith(fixes: readonly FixId[], id: string, places?: RegExp): readonly string[] {
  const scenario = scenarioOf({ driver: 'fixed', fixes, actions: CYCLE });
  const situation = situations(scenario).find((s) => s.id === id) as Situation;
  const steps = trial(places === undefined ? situation : { ...situation, places });
  for (;;) {
    const step = steps.next();
    if (step.done === true) return [...step.value.things.values()].map(({ text }) => text);
  }
}

describe('the fixes, one switched off', () => {
  it.each(FIX_IDS)(
    'without %s its defect is back, and with all of them it is gone',
    (fix) => {
      const [situation, says, places] = MISSED[fix];
      const without = wrongWith(
        FIX_IDS.filter((id) => id !== fix),
        situation,
        places,
      );
      expect(without.some((text) => says.test(text))).toBe(true);
      expect(wrongWith(FIX_IDS, situation, places).filter((text) => says.test(text))).toEqual([]);
    },
    120_000,
  );
});

describe('the matrix of defects and fixes', () => {
  it('says which fix ends a thing alone, which are needed, and which together', () => {
    const scenario = scenarioOf({ driver: 'v7.3', actions: CYCLE });
    const places = /^FFA_NOTIFICATION_UNBIND$|^SRI$/;
    const list = situations(scenario).filter((s) => s.id === 'core' || s.id === 'faults');
    const steps = fixMatrix(
      scenario,
      list.map((s) => ({ ...s, places })),
    );
    for (;;) {
      const step = steps.next();
      if (step.done !== true) {
        expect(step.value.done).toBeLessThanOrEqual(step.value.total);
        continue;
      }
      const { defects, left } = step.value;
      const core = defects.find((d) => d.situation.id === 'core');
      expect(core).toMatchObject({
        isOld: true,
        endedBy: ['drivers-first'],
        backWithout: ['drivers-first'],
        together: [],
      });
      const pending = defects.find((d) => d.situation.id === 'faults' && d.text.startsWith('I1') && !d.forbidden);
      expect(pending).toMatchObject({ isOld: true, endedBy: [], together: ['drain', 'unbind-first'] });
      expect(left).toEqual([]);
      const text = [...(FIX_FORMATS.text?.({ scenario, defects, left }) ?? [])];
      expect(text.every((line) => line.length <= 72)).toBe(true);
      expect(text.join(' ')).toContain('ended by drain and unbind-first, together');
      expect(text.join(' ')).toContain('ended by drivers-first');
      const md = [...(FIX_FORMATS.md?.({ scenario, defects, left }) ?? [])].filter((line) => line.startsWith('|'));
      expect(new Set(md.map((line) => line.split('|').length)).size).toBe(1);
      return;
    }
  }, 120_000);
});
