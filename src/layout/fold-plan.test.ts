import { expect, test } from 'vitest';
import { run } from '../scenario/run.ts';
import { DEFAULTS } from '../scenario/schema.ts';
import { call, enter, reply, step, traceOf } from '../trace/synthetic.fixture.ts';
import { foldsOf, functionAround, outerFunctions, phasesOf, withFolds } from './fold-plan.ts';

// 0 enter, 1 call, 2 reply, 3 end; 4 enter, 5 enter, 6 step, 7 end, 8 end; 9 a step of its own
const trace = traceOf(
  enter(0, 'optee-driver', 'arm_ffa'),
  call(1),
  reply(2, 1),
  step(3, 'optee-driver', 0),
  enter(4, 'optee-driver', 'arm_ffa', 'outer'),
  enter(5, 'optee-driver', 'arm_ffa', 'inner'),
  step(6, 'arm_ffa'),
  step(7, 'optee-driver', 5),
  step(8, 'optee-driver', 4),
  { ...step(9, 'optee-driver'), action: 1 },
);

test('an action is a phase', () => {
  expect(phasesOf(trace, (a) => `action ${a}`)).toEqual([
    { first: 0, end: 9, text: 'action 0' },
    { first: 9, end: 10, text: 'action 1' },
  ]);
});

test('a function reaches from its beginning to its end; the innermost one is found around a row', () => {
  // The first is how the action begins: to fold it would be to fold the action.
  expect(outerFunctions(trace).map((g) => [g.first, g.end])).toEqual([[4, 9]]);
  expect(functionAround(trace, 6)).toMatchObject({ first: 5, end: 8, text: 'inner(): Sentence 5' });
  expect(functionAround(trace, 8)).toMatchObject({ first: 4 });
  expect(functionAround(trace, 9)).toBeNull();
});

test('the function that is all of the one with which an action begins is not folded either: a probe keeps its steps', () => {
  const { trace: probe } = run({ ...DEFAULTS, actions: [{ do: 'probe' }, { do: 'remove' }] });
  const folded = outerFunctions(probe).map((g) => g.text.replace(/\(\).*/, ''));
  expect(folded.slice(0, 2)).toEqual(['sync_send_receive', 'sync_send_receive']);
  expect(folded).toContain('notify_request');
  expect(folded).toContain('notify_relinquish');
  expect(folded.filter((fn) => /probe|remove$/.test(fn))).toEqual([]);
});

test('a fold never hides what must be seen', () => {
  const groups = [{ first: 0, end: 9, text: 'probe' }];
  expect(foldsOf(groups, (row) => row === 2 || row === 4).map((f) => [f.first, f.end])).toEqual([
    [0, 2],
    [5, 9],
  ]);
});

test('a new fold takes the place of those that it overlaps', () => {
  const folds = foldsOf(
    [
      { first: 0, end: 4, text: 'a' },
      { first: 5, end: 8, text: 'b' },
    ],
    () => false,
  );
  const more = foldsOf([{ first: 4, end: 9, text: 'c' }], () => false);
  expect(withFolds(folds, more).map((f) => f.text)).toEqual(['a', 'c']);
});

test('the unwinding of an action that fails is a phase of its own', () => {
  const held = (row: number, after: string | undefined) => ({
    ...step(row, 'optee-driver'),
    changes: [{ key: 'held.pool', before: after === undefined ? 'held' : undefined, after }],
  });
  const failing = traceOf(
    enter(0, 'user', 'optee-driver', 'ffa_device_probe'),
    held(1, 'held'),
    step(2, 'optee-driver', null, -12),
    held(3, undefined),
    step(4, 'user', 0, -12),
  );
  expect(phasesOf(failing, () => 'probe')).toEqual([
    { first: 0, end: 3, text: 'probe' },
    { first: 3, end: 4, text: 'probe: unwinding after −ENOMEM (−12)' },
    { first: 4, end: 5, text: 'probe' },
  ]);
});

test('a group that an error takes apart says of each part what is in it', () => {
  const said = (first: number, end: number): string => `${first} to ${end}`;
  const groups = [
    { first: 0, end: 9, text: 'probe' },
    { first: 9, end: 12, text: 'remove' },
  ];
  expect(foldsOf(groups, (row) => row === 4, said).map((f) => f.text)).toEqual([
    'probe: 0 to 4',
    'probe: 5 to 9',
    'remove',
  ]);
});
