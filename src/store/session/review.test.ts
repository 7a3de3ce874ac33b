import { expect, test } from 'vitest';
import { LESSON_SUBJECTS } from '../../review/subject.ts';
import { createScope } from '../store.ts';
import { HERE } from './engine.fixture.ts';
import { reviewLink, startReview } from './review.ts';
import { Stopped } from './runner.ts';

const SOME = LESSON_SUBJECTS.slice(0, 3);
const PLATFORMS = { before: { driver: 'v1' }, after: { driver: 'v6.12' } } as const;

test('every subject is a line, told as it comes, and its link opens both at its row', async () => {
  const heard: number[] = [];
  const lines = await startReview(SOME, PLATFORMS, (l) => heard.push(l.length), HERE).done;
  expect(heard).toEqual([1, 2, 3]);
  expect(lines.map((l) => l.subject)).toEqual(SOME);
  const [line] = lines;
  if (line === undefined) throw new Error('no line');
  const store = createScope(HERE);
  await store.getState().openLink(await reviewLink(line, HERE));
  const { current, beside, futures, cursor } = store.getState();
  expect([current?.scenario.driver, futures.find((f) => f.id === beside)?.scenario.driver, cursor]).toEqual([
    'v6.12',
    'v1',
    line.row,
  ]);
});

test('a review that is stopped keeps what it has', async () => {
  let runs = 0;
  const engine = {
    ...HERE,
    run: (s: Parameters<typeof HERE.run>[0]) => {
      if (++runs > 3) throw new Stopped();
      return HERE.run(s);
    },
  };
  expect(await startReview(SOME, PLATFORMS, () => {}, engine).done).toHaveLength(1);
  const stopping = startReview(SOME, PLATFORMS, () => stopping.stop(), HERE);
  expect(await stopping.done).toHaveLength(1);
});

test('what the model cannot run is a line that says why', async () => {
  const engine = {
    ...HERE,
    run: (): never => {
      throw new Error('no room');
    },
  };
  const [line] = await startReview(SOME.slice(0, 1), PLATFORMS, () => {}, engine).done;
  expect([line?.verdict, line?.reasons]).toEqual(['not run', ['no room']]);
});
