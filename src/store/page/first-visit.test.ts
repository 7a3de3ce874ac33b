import { beforeEach, expect, test, vi } from 'vitest';
import type { ScopeState, ScopeStore } from '../store.ts';
import { startFirstVisit } from './first-visit.ts';

let storage: Record<string, string>;

beforeEach(() => {
  storage = {};
  const own = {
    getItem: (k: string) => storage[k] ?? null,
    setItem: (k: string, v: string) => {
      storage[k] = v;
    },
  };
  // The keys of a Storage are its own properties.
  vi.stubGlobal(
    'localStorage',
    new Proxy(own, {
      ownKeys: () => Object.keys(storage),
      getOwnPropertyDescriptor: (_, key) => ({ value: storage[String(key)], enumerable: true, configurable: true }),
    }),
  );
});

/** A store with what the tour asks of it. */
function small(state: Partial<ScopeState>): {
  store: ScopeStore;
  come(patch: Partial<ScopeState>): void;
  tours: () => number;
} {
  const listeners = new Set<() => void>();
  let tours = 0;
  let now = {
    current: null,
    refused: null,
    problem: null,
    dialog: null,
    injectAt: null,
    tab: 'simulate',
    cursor: 0,
    playing: false,
    reading: null,
    search: null,
    setTour: () => {
      tours++;
      come({ tour: 0 });
    },
    ...state,
  } as unknown as ScopeState;
  const come = (patch: Partial<ScopeState>): void => {
    now = { ...now, ...patch };
    for (const l of [...listeners]) l();
  };
  const store = {
    getState: () => now,
    subscribe: (l: () => void) => {
      listeners.add(l);
      return () => listeners.delete(l);
    },
  };
  return { store: store as unknown as ScopeStore, come, tours: () => tours };
}

const RUN = {} as ScopeState['current'];

test('it is offered once, when the first run is there, and never again', () => {
  const first = small({});
  startFirstVisit(first.store);
  expect(first.tours()).toBe(0);
  first.come({ current: RUN });
  first.come({ cursor: 0 });
  expect(first.tours()).toBe(1);
  const second = small({ current: RUN });
  startFirstVisit(second.store);
  expect(second.tours()).toBe(0);
});

test('who keeps anything of an earlier visit was here before there was a tour', () => {
  storage['ffa-scope.theme'] = 'dark';
  const s = small({ current: RUN });
  startFirstVisit(s.store);
  expect(s.tours()).toBe(0);
});

test.each([
  [{ dialog: 'help' }],
  [{ cursor: 3 }],
  [{ injectAt: 0 }],
  [{ playing: true }],
  [{ search: {} }],
] as unknown as readonly [Partial<ScopeState>][])('who is at work already is left alone: %j', (work) => {
  const s = small({});
  startFirstVisit(s.store);
  s.come({ current: RUN, ...work });
  s.come({ dialog: null, cursor: 0 });
  expect(s.tours()).toBe(0);
});

test('it is not offered over a page that could not open anything', () => {
  const s = small({});
  startFirstVisit(s.store);
  s.come({ problem: { what: 'x', where: '', remedy: '' } });
  s.come({ current: RUN });
  expect(s.tours()).toBe(0);
});
