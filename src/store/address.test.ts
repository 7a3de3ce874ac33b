import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ensure } from '../base/assert.ts';
import { type Page, startAddress } from './address.ts';
import { ENGINE } from './engine.ts';
import { createScope, type ScopeStore } from './store.ts';

class FakePage implements Page {
  location: { hash: string; href: string };
  readonly written: string[] = [];
  readonly #listeners = new Set<() => void>();

  constructor(hash: string) {
    this.location = { hash, href: `https://scope.example/${hash}` };
  }
  readonly history = {
    replaceState: (_data: null, _unused: string, url: string): void => {
      this.written.push(url);
      this.location = { hash: url, href: `https://scope.example/${url}` };
    },
  };
  addEventListener(_type: 'hashchange', listener: () => void): void {
    this.#listeners.add(listener);
  }
  removeEventListener(_type: 'hashchange', listener: () => void): void {
    this.#listeners.delete(listener);
  }
  paste(hash: string): void {
    this.location = { hash, href: `https://scope.example/${hash}` };
    for (const listener of this.#listeners) listener();
  }
}

// The compression of links is the platform's own and takes turns of the event loop that no fake timer can see.
const settled = async (until: () => boolean): Promise<void> => {
  await vi.waitUntil(until, { timeout: 2000, interval: 5 });
};

let end: (() => void) | null = null;
function start(hash: string): { store: ScopeStore; page: FakePage } {
  const store = createScope(ENGINE);
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

test('without a link the first lesson opens', () => {
  expect(start('').store.getState().lesson).toBe(0);
});

test('an address of something else is no link', () => {
  expect(start('#top').store.getState().lesson).toBe(0);
});

test('a link in the address is opened', async () => {
  const link = await ENGINE.encodeLink(ensure((await ENGINE.lessons())[2], 'a lesson').scenario, 12);
  vi.useRealTimers();
  const { store } = start(link);
  expect(store.getState().current).toBeNull();
  await settled(() => store.getState().current !== null);
  expect(store.getState()).toMatchObject({ lesson: 2, cursor: 12 });
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
  const link = await ENGINE.encodeLink(ensure((await ENGINE.lessons())[1], 'a lesson').scenario, 5);
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
