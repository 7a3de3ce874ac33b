import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ensure } from '../../base/assert.ts';
import { HERE } from '../session/engine.fixture.ts';

import { createScope, type ScopeStore } from '../store.ts';
import { type Page, type Place, startAddress } from './address.ts';

type Listener = (e: { readonly state?: unknown }) => void;

/** The history of a browser, as far as the address uses it. */
class FakePage implements Page {
  location: { hash: string; href: string };
  readonly written: string[] = [];
  readonly entries: { hash: string; state: Place | null }[];
  #at = 0;
  readonly #listeners: { readonly type: string; readonly listener: Listener }[] = [];

  constructor(hash: string) {
    this.location = { hash, href: `https://scope.example/${hash}` };
    this.entries = [{ hash, state: null }];
  }
  readonly history = {
    replaceState: (state: Place | null, _unused: string, url: string): void => {
      this.entries[this.#at] = { hash: url.slice(Math.max(url.indexOf('#'), 0)), state };
      if (url.startsWith('#')) this.written.push(url);
      this.#arrive();
    },
    pushState: (state: Place | null, _unused: string, url: string): void => {
      this.entries.splice(++this.#at, this.entries.length, { hash: url.slice(Math.max(url.indexOf('#'), 0)), state });
      this.#arrive();
    },
  };
  addEventListener(type: string, listener: Listener): void {
    this.#listeners.push({ type, listener });
  }
  removeEventListener(_type: string, listener: Listener): void {
    const at = this.#listeners.findIndex((l) => l.listener === listener);
    this.#listeners.splice(at, 1);
  }
  paste(hash: string): void {
    this.history.pushState(null, '', hash);
    this.#tell('hashchange', {});
  }
  /** As the browser's back and forward buttons do. */
  go(by: number): void {
    const before = this.location.hash;
    this.#at += by;
    this.#arrive();
    this.#tell('popstate', { state: this.entries[this.#at]?.state });
    if (this.location.hash !== before) this.#tell('hashchange', {});
  }
  #arrive(): void {
    const hash = this.entries[this.#at]?.hash ?? '';
    this.location = { hash, href: `https://scope.example/${hash}` };
  }
  #tell(type: string, e: { readonly state?: unknown }): void {
    for (const l of [...this.#listeners]) if (l.type === type) l.listener(e);
  }
}

// The compression of links is the platform's own and takes turns of the event loop that no fake timer can see.
const settled = async (until: () => boolean): Promise<void> => {
  await vi.waitUntil(until, { timeout: 2000, interval: 5 });
};

let end: (() => void) | null = null;
function start(hash: string): { store: ScopeStore; page: FakePage } {
  const store = createScope(HERE);
  const page = new FakePage(hash);
  end = startAddress(store, page);
  return { store, page };
}
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: false });
});
afterEach(() => {
  end?.();
  vi.useRealTimers();
});

test('without a link the first lesson opens', async () => {
  const { store } = start('');
  await vi.waitUntil(() => store.getState().lesson === 0);
});

test('an address of something else is no link', async () => {
  const { store } = start('#top');
  await vi.waitUntil(() => store.getState().lesson === 0);
});

test('a link in the address is opened', async () => {
  const link = await HERE.encodeLink(ensure((await HERE.lessons())[2], 'a lesson').scenario, 12);
  vi.useRealTimers();
  const { store } = start(link);
  expect(store.getState().current).toBeNull();
  await settled(() => store.getState().current !== null);
  expect(store.getState()).toMatchObject({ lesson: 2, cursor: 12 });
});

test('a lesson is opened by its name, and by that of its variant', async () => {
  vi.useRealTimers();
  const { store, page } = start('#lesson=eacces-walk');
  expect(store.getState().current).toBeNull();
  await settled(() => store.getState().current !== null);
  expect(store.getState()).toMatchObject({ lesson: 2, current: { scenario: { title: 'Ids 0..2 taken' } } });
  page.paste('#lesson=eacces-walk-32');
  await settled(() => store.getState().current?.scenario.title === 'Ids 0..31 taken');
  expect(store.getState()).toMatchObject({ lesson: 2, problem: null });
});

test('a lesson that there is not is refused, with the nearest name', async () => {
  vi.useRealTimers();
  const { store } = start('#lesson=eaces-walk');
  await settled(() => store.getState().refused !== null);
  expect(store.getState().refused?.problem.remedy).toBe('Write #lesson=eacces-walk.');
  expect(store.getState().current).toBeNull();
});

test('a damaged link is never a silent demo', async () => {
  vi.useRealTimers();
  const { store } = start('#s=1.AAE');
  await settled(() => store.getState().refused !== null);
  expect(store.getState().current).toBeNull();
});

test('even a link with nothing in it is refused', async () => {
  vi.useRealTimers();
  const { store } = start('#s=');
  await settled(() => store.getState().refused !== null);
  expect(store.getState().current).toBeNull();
});

test('the address follows, at most every 300 ms', async () => {
  const { store, page } = start('');
  for (let i = 0; i < 50; i++) store.getState().step(1);
  expect(page.written).toEqual([]);
  vi.advanceTimersByTime(299);
  expect(page.written).toEqual([]);
  vi.advanceTimersByTime(1);
  vi.useRealTimers();
  await settled(() => page.written.length > 0);
  expect(page.written.length).toBe(1);
  expect(page.location.hash).toMatch(/^#s=1\..*&r=50$/);
});

test('a link that is pasted over the address opens; a damaged one leaves what is open', async () => {
  const link = await HERE.encodeLink(ensure((await HERE.lessons())[1], 'a lesson').scenario, 5);
  vi.useRealTimers();
  const { store, page } = start('');
  page.paste(link);
  await settled(() => store.getState().lesson === 1);
  expect(store.getState().cursor).toBe(5);
  const open = store.getState().current;
  page.paste(link.slice(0, 30));
  await settled(() => store.getState().problem !== null);
  expect(store.getState().current).toBe(open);
});

test('its own writing is not read back as a link', async () => {
  vi.useRealTimers();
  const { store, page } = start('');
  store.getState().step(3);
  await settled(() => page.written.length > 0);
  const open = store.getState().current;
  page.paste(page.location.hash);
  expect(store.getState().current).toBe(open);
});

const DENIED = { at: { call: 'FFA_NOTIFICATION_BIND', nth: 1 }, do: { error: -6 } } as const;

test('the back button takes a fork back, the forward button brings it again', async () => {
  vi.useRealTimers();
  const { store, page } = start('');
  const first = store.getState().current;
  store.getState().seek(9);
  await settled(() => page.written.length > 0);
  store.getState().inject(DENIED, 'The 1st BIND is denied');
  const fork = store.getState().current;
  const parted = store.getState().cursor;
  expect(page.entries).toHaveLength(2);
  await settled(() => page.written.length > 1);
  expect(page.location.hash).toMatch(/&b=1\./);
  page.go(-1);
  expect(store.getState()).toMatchObject({ current: first, beside: null, cursor: 9 });
  page.go(1);
  expect(store.getState()).toMatchObject({ current: fork, beside: first?.id, cursor: parted });
  expect(store.getState().futures).toEqual([first, fork]);
});

test('a fork before the address has been written is taken back as well', () => {
  const { store, page } = start('');
  const first = store.getState().current;
  store.getState().edit({ bound: [0] }, 'One id');
  store.getState().edit({ bound: [0, 1] }, 'Two ids');
  expect(page.entries).toHaveLength(3);
  page.go(-2);
  expect(store.getState().current).toBe(first);
  expect(page.entries).toHaveLength(3);
});

test('a link of a fork opens both futures, the first difference in sight', async () => {
  vi.useRealTimers();
  const made = createScope(HERE);
  await made.getState().openLesson(2);
  made.getState().inject({ at: { call: 'FFA_NOTIFICATION_BIND', nth: 4 }, do: { error: -2 } }, 'x');
  const link = await made.getState().link();
  const { store } = start(link.slice(link.indexOf('#')));
  await settled(() => store.getState().futures.length === 2);
  const { current, beside, futures, cursor, lesson } = store.getState();
  expect(current).toBe(futures[1]);
  expect(beside).toBe(futures[0]?.id);
  expect(cursor).toBe(current?.parent?.firstDifference);
  expect(lesson).toBe(2);
  expect(futures[0]?.run.scenario.faults).toEqual([]);
});

test('of a link whose second run is damaged the first one opens, and a note says so', async () => {
  vi.useRealTimers();
  const link = await HERE.encodeLink(ensure(HERE.lessonAt(0), 'a lesson').scenario, 5);
  const { store } = start(`${link}&b=1.AAEA`);
  await settled(() => store.getState().current !== null);
  expect(store.getState()).toMatchObject({ cursor: 5, beside: null });
  expect(store.getState().notes.join()).toContain('left out');
});
