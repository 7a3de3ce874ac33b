import { expect, test } from 'vitest';
import { HERE } from '../session/engine.fixture.ts';
import { createScope } from '../store.ts';
import { levelNow } from './level.ts';

test('the level of detail, the lanes, the size of the rows and the register come back by a link', async () => {
  const store = createScope(HERE);
  await store.getState().openLesson(2);
  const { seek, select, setRowSize, toggleLane, toggleWorld, setLevel } = store.getState();
  seek(40);
  select(3);
  setRowSize('small');
  toggleLane('spmd');
  toggleWorld('normal');
  await setLevel('calls');
  const link = await store.getState().link();
  const other = createScope(HERE);
  await other.getState().openLink(link);
  const now = other.getState();
  expect(now).toMatchObject({ cursor: 40, register: 3, rowSize: 'small', hidden: ['spmd'], foldedWorlds: ['normal'] });
  expect([levelNow(now), now.notes]).toEqual(['calls', []]);
});

test('a lesson that is read step by step is so for who gets its link', async () => {
  const store = createScope(HERE);
  await store.getState().openLesson(2);
  const { cursor } = store.getState();
  const other = createScope(HERE);
  await other.getState().openLink(await store.getState().link());
  expect([levelNow(other.getState()), other.getState().cursor]).toEqual(['steps', cursor]);
});

test('time comes back, and a link that says nothing of the view leaves what a person chose', async () => {
  const store = createScope(HERE);
  await store.getState().openLesson(0);
  const plain = await store.getState().link();
  await store.getState().setTimeScale(true);
  const timed = await store.getState().link();
  store.getState().setRowSize('large');
  await store.getState().setTimeScale(false);
  await store.getState().openLink(timed);
  expect(store.getState()).toMatchObject({ timeScale: true, rowSize: 'normal' });
  store.getState().setRowSize('large');
  await store.getState().openLink(plain);
  expect(store.getState()).toMatchObject({ rowSize: 'large' });
});

test('what is not understood is left out and said', async () => {
  const store = createScope(HERE);
  await store.getState().openLesson(0);
  const link = (await store.getState().link()).replace(/&.*/, '');
  await store.getState().openLink(`${link}&v=l:all.x:1.w:9`);
  expect(store.getState().register).toBeNull();
  expect(store.getState().notes).toEqual(['A part of the link about the view is not understood, so it is left out.']);
});
