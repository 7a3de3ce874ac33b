import { expect, test } from 'vitest';
import { ensure } from '../../base/assert.ts';
import { currentEvent } from '../selectors.ts';
import { HERE } from '../session/engine.fixture.ts';

import { createScope } from '../store.ts';
import { explain, openCause } from './causes.ts';

test('a cause of −13 opens its run at the row that fails', async () => {
  const store = createScope(HERE);
  const [explanation] = explain('optee: Failed to initialize async notifications: -13');
  const cause = ensure(explanation?.causes[0], 'a cause');
  expect(await openCause(store.getState, cause)).toBeNull();
  const event = ensure(currentEvent(store.getState()), 'a row');
  expect(event.kind).toBe('return');
  expect(event.kind === 'return' && event.name).toBe('FFA_ERROR');
});

test('a cause without a run says so and opens nothing', async () => {
  const store = createScope(HERE);
  const cause = { show: { cannot: 'It is printed elsewhere.' } };
  expect(await openCause(store.getState, cause)).toMatch(/no run/);
  expect(store.getState().current).toBeNull();
});
