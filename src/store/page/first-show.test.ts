import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { latePart } from '../parts.ts';
import { HERE } from '../session/engine.fixture.ts';
import { createScope } from '../store.ts';
import { holdUntilShown } from './first-show.ts';

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('requestAnimationFrame', (frame: () => void) => setTimeout(frame, 16));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A part that stands beside what is shown, asked for: has it come? */
function asked(): () => boolean {
  let here = false;
  void latePart(async () => {
    here = true;
  })();
  return () => here;
}

test('the parts come after the frame in which a run is shown', async () => {
  const store = createScope(HERE);
  holdUntilShown(store);
  const here = asked();
  store.setState({ notes: ['something else'] });
  await vi.advanceTimersByTimeAsync(100);
  expect(here()).toBe(false);
  await store.getState().openLesson(0);
  expect(here()).toBe(false);
  await vi.advanceTimersByTimeAsync(20);
  expect(here()).toBe(true);
});

test('a problem is shown, too; and a model that never answers does not keep them away', async () => {
  const refused = createScope(HERE);
  holdUntilShown(refused);
  const beside = asked();
  refused.setState({ problem: { what: 'It cannot be run.', where: '', remedy: '' } });
  await vi.advanceTimersByTimeAsync(20);
  expect(beside()).toBe(true);
  holdUntilShown(createScope(HERE));
  const waiting = asked();
  await vi.advanceTimersByTimeAsync(1900);
  expect(waiting()).toBe(false);
  await vi.advanceTimersByTimeAsync(200);
  expect(waiting()).toBe(true);
});
