import { describe, expect, it } from 'vitest';
import { FIX_IDS, type FixId } from '../stack/linux/fix-ids.ts';
import { type FixProgress, fixMatrix } from './fix-matrix.ts';
import { FIX_FORMATS } from './fix-report.ts';
import { scenarioOf } from './scenario.fixture.ts';
import { type Situation, situations } from './situations.ts';
import { trial, type Wrong } from './trial.ts';

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

const found = new Map<string, readonly string[]>();

/** What is wrong with the driver as it should be, with these of its fixes: each is tried once. */
function wrongWith(fixes: readonly FixId[], id: string, places?: RegExp): readonly string[] {
  const what = [fixes, id, places].join(' ');
  const texts = found.get(what) ?? wrongAnew(fixes, id, places);
  found.set(what, texts);
  return texts;
}

function wrongAnew(fixes: readonly FixId[], id: string, places?: RegExp): readonly string[] {
  const scenario = scenarioOf({ driver: 'fixed', fixes, actions: CYCLE });
  const situation = situations(scenario).find((s) => s.id === id) as Situation;
  return [...trial(places === undefined ? situation : { ...situation, places }).things.values()].map(
    ({ text }) => text,
  );
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

const tried = new Map<string, Wrong>();

/** A trial of what was tried is what it was: so that matrices can be compared in less time. */
function once(situation: Situation): Wrong {
  const text = (_: string, value: unknown) =>
    typeof value === 'bigint' || value instanceof RegExp ? `${value}` : value;
  const what = JSON.stringify(situation, text);
  const wrong = tried.get(what) ?? trial(situation);
  tried.set(what, wrong);
  return wrong;
}

/** Trials that end in an order that is not that in which they began. */
function unordered(): (situation: Situation) => Promise<Wrong> {
  let n = 0;
  return async (situation) => {
    for (let waits = (n++ * 7) % 5; waits > 0; waits--) await null;
    return once(situation);
  };
}

describe('the matrix of defects and fixes', () => {
  const scenario = scenarioOf({ driver: 'v7.3', actions: CYCLE });
  const places = /^FFA_NOTIFICATION_UNBIND$|^SRI$/;
  const list = situations(scenario)
    .filter((s) => s.id === 'core' || s.id === 'faults')
    .map((s) => ({ ...s, places }));
  const told: FixProgress[] = [];
  const tell = (progress: FixProgress): void => void told.push(progress);
  const whole = fixMatrix(scenario, { tell, run: async (s) => once(s), workers: 1, list });

  it('says which fix ends a thing alone, which are needed, and which together', async () => {
    const { defects, left } = await whole;
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
  }, 120_000);

  it('tells how far it is, from the first trial to the last', async () => {
    await whole;
    expect(told.map((p) => p.done)).toEqual([...told.map((p) => p.done)].sort((a, b) => a - b));
    expect(told.at(-1)).toMatchObject({ done: 64, total: 64 });
    expect(told.at(-1)?.defects).toHaveLength((await whole).defects.length);
  }, 120_000);

  it('is the same with however many workers, whichever of them is first', async () => {
    for (const workers of [2, 5]) {
      const busy = new Set<number>();
      const trying = unordered();
      const again = await fixMatrix(scenario, {
        tell: () => undefined,
        async run(situation, worker) {
          expect(busy.has(worker)).toBe(false);
          busy.add(worker);
          const wrong = await trying(situation);
          busy.delete(worker);
          return wrong;
        },
        workers,
        list,
      });
      expect(again).toEqual(await whole);
    }
  }, 240_000);
});
