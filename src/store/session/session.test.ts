import { describe, expect, test } from 'vitest';
import { ensure } from '../../base/assert.ts';
import { DEFAULTS } from '../../scenario/schema.ts';
import type { Scenario } from '../../scenario/types.ts';
import type { Fault } from '../../sim/fault.ts';
import { createScope, type ScopeStore } from '../store.ts';
import { HERE } from './engine.fixture.ts';
import type { Engine } from './engine.ts';
import { MAX_FUTURES } from './future-list.ts';

const WALK: Scenario = { ...DEFAULTS, title: 'Ids 0..2 taken', bound: [0, 1, 2] };
const DENIED: Fault = { at: { call: 'FFA_NOTIFICATION_BIND', nth: 4 }, do: { error: -2 } };

function opened(scenario: Scenario = WALK, engine: Partial<Engine> = {}): ScopeStore {
  const store = createScope({ ...HERE, ...engine });
  store.getState().open(scenario);
  return store;
}
const current = (store: ScopeStore) => ensure(store.getState().current, 'a run');
const length = (store: ScopeStore): number => current(store).run.trace.length;

describe('opening', () => {
  test('a new store has nothing open', () => {
    expect(createScope(HERE).getState()).toMatchObject({ current: null, cursor: -1, problem: null, futures: [] });
  });

  test('a scenario is run and stands at its first row', () => {
    const store = opened();
    expect(store.getState().cursor).toBe(0);
    expect(length(store)).toBeGreaterThan(100);
    expect(current(store).parent).toBeNull();
  });

  test('a cursor beyond the end goes to the last row', () => {
    const store = opened();
    store.getState().open(WALK, 1_000_000);
    expect(store.getState().cursor).toBe(length(store) - 1);
  });

  test('an empty run has no row under the cursor', () => {
    const store = opened({ ...WALK, actions: [] });
    expect(length(store)).toBe(0);
    expect(store.getState().cursor).toBe(-1);
    store.getState().step(1);
    store.getState().play();
    expect(store.getState()).toMatchObject({ cursor: -1, playing: false });
  });

  test('opening another scenario forgets the futures of the first', () => {
    const store = opened();
    store.getState().edit({ bound: [0] }, 'Fewer ids');
    store.getState().open(DEFAULTS);
    expect(store.getState().futures.length).toBe(1);
  });

  test('a lesson is known by its place, another scenario by none', async () => {
    const store = createScope(HERE);
    await store.getState().openLesson(2);
    expect(store.getState().lesson).toBe(2);
    expect(current(store).run.scenario).toBe(HERE.lessonAt(2)?.scenario);
    store.getState().open(WALK);
    expect(store.getState().lesson).toBeNull();
  });

  test('a model that throws leaves what is open and says so', async () => {
    const store = opened(WALK, {
      run: (s) => {
        if (s.cpus === 7) throw new Error('no such machine');
        return HERE.run(s);
      },
    });
    const before = current(store);
    store.getState().edit({ cpus: 7 }, 'Seven CPUs');
    expect(store.getState().current).toBe(before);
    expect(store.getState().problem?.what).toContain('no such machine');
  });
});

describe('a fork', () => {
  test('keeps both futures and knows where they part', () => {
    const store = opened();
    const first = current(store);
    store.getState().inject(DENIED, 'The 4th BIND answers INVALID_PARAMETERS');
    const second = current(store);
    expect(store.getState().futures).toEqual([first, second]);
    const difference = ensure(second.parent?.firstDifference, 'a difference');
    expect(second.parent?.id).toBe(first.id);
    expect(second.run.trace.row(difference)).toMatchObject({ kind: 'return', name: 'FFA_ERROR' });
    expect(second.run.scenario.faults).toEqual([DENIED]);
  });

  test('after an injection the cursor stands on the first row that it changed', () => {
    const store = opened();
    store.getState().inject(DENIED, 'x');
    expect(store.getState().cursor).toBe(current(store).parent?.firstDifference);
  });

  test('after an edit the cursor stays as far as the rows are equal', () => {
    const store = opened();
    store.getState().seek(20);
    store.getState().edit({ bound: [0] }, 'One id');
    expect(store.getState().cursor).toBe(20);
    store.getState().last();
    store.getState().edit({ bound: [0, 1, 2, 3] }, 'Four ids');
    expect(store.getState().cursor).toBe(current(store).parent?.firstDifference);
  });

  test('an edit without effect is a fork without a difference', () => {
    const store = opened();
    store.getState().seek(9);
    store.getState().edit({ title: 'Another name' }, 'Renamed');
    expect(current(store).parent?.firstDifference).toBeNull();
    expect(store.getState().cursor).toBe(9);
  });

  test('another future can be shown again', () => {
    const store = opened();
    const first = current(store);
    store.getState().inject(DENIED, 'x');
    store.getState().show(first.id);
    expect(store.getState().current).toBe(first);
    expect(store.getState().futures.length).toBe(2);
    store.getState().show(999);
    expect(store.getState().current).toBe(first);
  });

  test('the number of futures is bounded; the first and the one that is shown stay', () => {
    const store = opened(DEFAULTS, { run: () => HERE.run({ ...DEFAULTS, actions: [] }) });
    const first = current(store);
    for (let i = 0; i < MAX_FUTURES + 10; i++) store.getState().edit({ seed: i }, `Seed ${i}`);
    const { futures } = store.getState();
    expect(futures.length).toBe(MAX_FUTURES);
    expect(futures[0]).toBe(first);
    expect(futures.at(-1)).toBe(store.getState().current);
  });

  test('another scenario in its place is an edit; one that cannot run changes nothing and says why', async () => {
    const store = opened(WALK, {
      run: (s) => {
        if (s.cpus === 7) throw new Error('no such machine');
        return HERE.run(s);
      },
    });
    const first = current(store);
    expect(store.getState().replace({ ...DEFAULTS, bound: [5] }, 'The JSON was edited')).toBeNull();
    expect(current(store).run.scenario.bound).toEqual([5]);
    expect(current(store).parent?.id).toBe(first.id);
    const before = current(store);
    expect((await store.getState().replace({ ...DEFAULTS, cpus: 7 }, 'x'))?.what).toContain('no such machine');
    expect(store.getState().current).toBe(before);
  });

  test('the selected register is let go, the inject menu closes', () => {
    const store = opened();
    store.getState().select(3);
    store.getState().openInject(24);
    store.getState().inject(DENIED, 'x');
    expect(store.getState()).toMatchObject({ register: null, injectAt: null });
  });
});

describe('links', () => {
  test('a link opens what it was made of, at its row', async () => {
    const store = opened(WALK, { address: 'https://scope.example/' });
    store.getState().seek(40);
    const link = await store.getState().link();
    expect(link).toMatch(/^https:\/\/scope\.example\/#s=1\..*&r=40$/);
    const other = createScope(HERE);
    await other.getState().openLink(link);
    expect(current(other).run.scenario).toEqual(WALK);
    expect(other.getState().cursor).toBe(40);
  });

  test('a link that asks for a row behind the last one says so', async () => {
    const store = opened(WALK);
    const link = await store.getState().link();
    const other = createScope(HERE);
    await other.getState().openLink(`${link.replace(/&c=.*/, '')}&r=99999`);
    const last = current(other).run.trace.length - 1;
    expect(other.getState().cursor).toBe(last);
    expect(other.getState().notes).toEqual([`The link asks for row 99999, and row ${last} is the last.`]);
  });

  test('a link of a lesson is that lesson', async () => {
    const store = createScope(HERE);
    await store.getState().openLesson(1);
    const link = await store.getState().link();
    const other = createScope(HERE);
    await other.getState().openLink(link);
    expect(other.getState().lesson).toBe(1);
  });

  test('a damaged link is refused where nothing is open', async () => {
    const store = createScope(HERE);
    const whole = await opened().getState().link();
    const damaged = whole.slice(0, -12);
    await store.getState().openLink(damaged);
    expect(store.getState()).toMatchObject({ current: null, problem: null, refused: { text: damaged } });
    store.getState().openLesson(0);
    expect(store.getState().refused).toBeNull();
  });

  test('a damaged link leaves what is open, with a problem', async () => {
    const store = opened();
    const before = current(store);
    await store.getState().openLink('#s=1.AAAA');
    expect(store.getState().current).toBe(before);
    expect(store.getState()).toMatchObject({ refused: null, problem: { where: 'the link' } });
  });

  test('a link that is still being read does not replace what was opened after it', async () => {
    const link = await opened().getState().link();
    const store = createScope(HERE);
    const reading = store.getState().openLink(link);
    store.getState().openLesson(0);
    await reading;
    expect(store.getState().lesson).toBe(0);
  });

  test('with nothing open there is no link', async () => {
    expect(await createScope(HERE).getState().link()).toBe('');
  });
});

describe('undo and redo', () => {
  test('walk over every change of a run, and a new change ends what could be done again', () => {
    const store = opened(WALK);
    const s = () => store.getState();
    s().edit({ bound: [0] }, 'Only id 0');
    s().edit({ seed: 7 }, 'Another seed');
    s().undo();
    expect(current(store).title).toBe('Only id 0');
    s().undo();
    expect(current(store).title).toBe('As opened');
    s().undo();
    expect(s().notFound).toBe('No change to take back.');
    s().redo();
    s().redo();
    expect(current(store).title).toBe('Another seed');
    s().undo();
    s().edit({ threads: 1 }, 'One thread');
    s().redo();
    expect(current(store).title).toBe('One thread');
    expect(s().notFound).toBe('No change to do again.');
  });
});
