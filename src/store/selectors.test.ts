import { expect, test } from 'vitest';
import { ensure } from '../base/assert.ts';
import { DEFAULTS } from '../scenario/schema.ts';
import { actionStarts } from '../study/action-rows.ts';
import { SPMC } from '../trace/keys.ts';
import { callOf, replyOf } from '../trace/replies.ts';
import { currentEvent, currentRun, currentWorld } from './selectors.ts';
import { HERE } from './session/engine.fixture.ts';
import { lessonNow } from './session/lesson-glosses.ts';
import { createScope } from './store.ts';

const store = createScope(HERE);
store.getState().open(DEFAULTS);
const { trace } = ensure(currentRun(store.getState()), 'a run');
const calls = [...trace.rows()].filter((e) => e.kind === 'call');

test('a call and its reply find each other', () => {
  expect(calls.length).toBeGreaterThan(5);
  for (const call of calls) {
    const reply = ensure(replyOf(trace, call.row), 'a reply');
    expect(reply.of).toBe(call.row);
    expect(callOf(trace, reply.row)).toEqual(call);
    expect(callOf(trace, call.row)).toEqual(call);
    expect(replyOf(trace, reply.row)).toBe(reply);
  }
});

test('rows that are no message have neither', () => {
  const other = ensure(
    [...trace.rows()].find((e) => e.kind === 'step'),
    'a step',
  );
  expect(callOf(trace, other.row)).toBeNull();
  expect(replyOf(trace, other.row)).toBeNull();
  expect(callOf(trace, -1)).toBeNull();
});

test('the event and the world are those of the cursor; the world is kept', () => {
  const bind = ensure(
    calls.find((c) => c.name === 'FFA_NOTIFICATION_BIND'),
    'a BIND',
  );
  store.getState().seek(bind.row);
  expect(currentEvent(store.getState())).toEqual(bind);
  expect(currentEvent(store.getState())).toBe(currentEvent(store.getState()));
  expect(currentWorld(store.getState())?.get(SPMC.bound)).toBe(0n);
  expect(currentWorld(store.getState())).toBe(currentWorld(store.getState()));
  store.getState().seek(ensure(replyOf(trace, bind.row), 'a reply').row);
  expect(currentWorld(store.getState())?.get(SPMC.bound)).toBe(1n);
});

test('each action begins at its first row', () => {
  const starts = actionStarts(ensure(currentRun(store.getState()), 'a run'));
  expect(starts.map((a) => a.name)).toEqual(['probe', 'remove']);
  expect(starts[0]?.row).toBe(0);
  expect(trace.row(ensure(starts[1], 'remove').row).action).toBe(1);
  expect(trace.row(ensure(starts[1], 'remove').row - 1).action).toBe(0);
});

test('a lesson speaks at its rows on every driver, and not in a run that was changed otherwise', async () => {
  const s = createScope(HERE);
  await s.getState().openLesson(2);
  const now = ensure(lessonNow(s.getState()), 'a lesson');
  expect([...now.at.values()].map((step) => step.number)).toEqual([1, 2, 3, 4, 5]);
  expect(lessonNow(s.getState())).toBe(now);
  s.getState().edit({ driver: 'v7.3' }, 'Driver v7.3');
  expect(lessonNow(s.getState())?.at.size).toBe(5);
  s.getState().edit({ bound: [] }, 'No ids');
  expect(lessonNow(s.getState())).toBeNull();
});
