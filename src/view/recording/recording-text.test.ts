import { expect, test } from 'vitest';
import { opened, traceText } from '../../import/fixtures/files.ts';
import { PartReceiver, PartSender } from '../../store/recording/recording-parts.ts';
import { surveyOf } from '../../store/recording/survey.ts';
import { verdictAt } from '../../store/recording/verdict-at.ts';
import { stackAt } from '../../study/stack-lines.ts';
import { fileFacts, sizeText, taskCpus } from './recording-text.ts';

const recorded = async (text: string) => {
  const recording = await opened(text);
  return new PartReceiver('x', text.length).take(new PartSender().last(recording, surveyOf(recording, 'x')).part);
};

test.each([
  [0, '0 bytes'],
  [999, '999 bytes'],
  [22_309, '22.3 kB'],
  [999_960, '1.0 MB'],
  [104_857_600, '104.9 MB'],
])('%i bytes are %s', (bytes, text) => expect(sizeText(bytes)).toBe(text));

test('the facts of b-probe are those of its file', async () => {
  const facts = new Map(fileFacts(await recorded(traceText('b-probe'))));
  expect(facts.get('Kind')).toBe('ftrace text');
  expect(facts.get('Size')).toMatch(/, 573 lines$/);
  expect(facts.get('Calls')).toMatch(/^\d+, each with its reply$/);
  expect(facts.has('Lost')).toBe(false);
});

test('a recording that is being read, and one whose reading was stopped, say so', async () => {
  const recording = await opened(traceText('b-probe'));
  const part = new PartReceiver('x', 9).take(new PartSender().next(recording, 0.5).part);
  expect(new Map(fileFacts(part)).get('Rows')).toBe('62 so far');
  const cut = new Map(fileFacts({ ...(await recorded(traceText('b-probe'))), readTo: 34_200_000 }));
  expect(cut.get('Read')).toBe('the first 34.2 MB, then it was stopped');
});

test('a call without a reply, and a table without times, are said', async () => {
  const facts = new Map(fileFacts(await recorded('8400007f 80010000 0 1')));
  expect(facts.get('Calls')).toBe('1, 1 without a reply');
  expect(facts.get('Times')).toBe('none in this file');
});

test('the CPUs of a task are listed', () => {
  const task = { name: 't', rows: 1, first: 0 };
  expect(taskCpus({ ...task, cpus: [1] })).toBe('CPU 1');
  expect(taskCpus({ ...task, cpus: [0, 1, 3] })).toBe('CPUs 0, 1 and 3');
});

test('a stack is read innermost first and knows the rows where its functions begin', async () => {
  const { shown } = await recorded(traceText('b-probe'));
  const call = [...shown.trace.rows()].find((e) => e.kind === 'call' && e.name === 'FFA_NOTIFICATION_BIND');
  const lines = call === undefined ? [] : stackAt(shown.trace, call).lines;
  expect(lines.map((l) => l.fn)).toEqual(call?.stack.toReversed());
  const probe = lines.find((l) => l.fn === 'optee_ffa_probe');
  const begin = probe?.row === null || probe === undefined ? null : shown.trace.row(probe.row);
  expect(begin?.kind === 'enter' && begin.fn).toBe('optee_ffa_probe');
});

test('where no stack was recorded, the probes that are open tell', async () => {
  const { shown } = await recorded(traceText('b-probe'));
  const share = [...shown.trace.rows()].find((e) => e.kind === 'enter' && e.fn === 'optee_ffa_shm_register');
  const stack = share === undefined ? null : stackAt(shown.trace, share);
  expect(stack?.recorded).toBe(false);
  expect(stack?.lines.map((l) => l.fn)).toEqual([
    'optee_ffa_shm_register',
    'optee_enumerate_devices',
    'optee_ffa_probe',
  ]);
});

test('the verdict of a reply names its rule; of a departure the registers too', async () => {
  const right = await recorded('84000063 10001 -> 10002');
  expect(verdictAt(right, 1)).toMatchObject({ judgement: 'equal', differing: [] });
  expect(verdictAt(right, 0)).toBeNull();
  const wrong = await recorded('8400007f 80010000 0 1 -> 84000060 0 fffffffd');
  const verdict = verdictAt(wrong, 1);
  expect(verdict?.judgement).toBe('departure');
  expect(verdict?.rule?.source).toMatch(/thread_spmc/);
});
