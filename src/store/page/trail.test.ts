import { describe, expect, test } from 'vitest';
import { DEFAULTS } from '../../scenario/schema.ts';
import { HERE } from '../session/engine.fixture.ts';

import { createScope, type ScopeStore } from '../store.ts';
import { cameFrom } from './trail-actions.ts';

function opened(): ScopeStore {
  const store = createScope(HERE);
  store.getState().open({ ...DEFAULTS, actions: [{ do: 'probe' }] });
  return store;
}

describe('following links between rows', () => {
  test('leads back the way it came', () => {
    const store = opened();
    const s = store.getState;
    s().seek(40);
    s().follow(25);
    s().follow(21);
    expect([s().cursor, cameFrom(s())]).toEqual([21, 25]);
    s().goBack();
    expect([s().cursor, cameFrom(s())]).toEqual([25, 40]);
    s().goBack();
    expect([s().cursor, cameFrom(s())]).toEqual([40, null]);
    s().goBack();
    expect(s().cursor).toBe(40);
  });

  test('steps on the way keep the way back', () => {
    const store = opened();
    const s = store.getState;
    s().seek(40);
    s().follow(25);
    s().step(1);
    s().step(1);
    expect(cameFrom(s())).toBe(40);
    s().goBack();
    expect(s().cursor).toBe(40);
  });

  test('a link to where the cursor is leads nowhere', () => {
    const store = opened();
    store.getState().seek(40);
    store.getState().follow(40);
    expect(cameFrom(store.getState())).toBeNull();
  });

  test('another run has another trail', () => {
    const store = opened();
    store.getState().seek(40);
    store.getState().follow(25);
    store.getState().open({ ...DEFAULTS, actions: [{ do: 'probe' }, { do: 'remove' }] });
    expect(cameFrom(store.getState())).toBeNull();
    store.getState().goBack();
    expect(store.getState().cursor).toBe(0);
  });
});
