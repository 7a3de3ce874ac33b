import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { parseScenario } from '../../scenario/schema.ts';
import { keepSearch, keptSearch } from './kept-search.ts';

const items = new Map<string, string>();

beforeEach(() => {
  items.clear();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, text: string) => void items.set(key, text),
    removeItem: (key: string) => void items.delete(key),
  });
});
afterEach(() => vi.unstubAllGlobals());

test('a search is kept with its scenario, words of registers among it, until it has ended', () => {
  const read = parseScenario({
    v: 1,
    driver: 'fixed',
    fixes: ['drain'],
    faults: [{ at: { service: 'ENABLE_ASYNC_NOTIF' }, do: { reply: { w3: '0xffff0006' } } }],
  });
  if (!read.ok) throw new Error(read.error.what);
  const search = { scenario: read.value, events: 'notify:1,remove', bound: 2 };
  expect(keptSearch()).toBeNull();
  keepSearch(search);
  expect(keptSearch()).toEqual(search);
  keepSearch(null);
  expect(keptSearch()).toBeNull();
});

test.each([
  '',
  '{}',
  '[',
  'null',
  '{"scenario":"{}","events":"none","bound":1}',
  '{"scenario":"{\\"v\\":1}","bound":1}',
])('what is kept and cannot be read is no search: %s', (text) => {
  items.set('ffa-scope.explore', text);
  expect(keptSearch()).toBeNull();
});
