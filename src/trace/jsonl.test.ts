import { expect, test } from 'vitest';
import { ensure } from '../base/assert.ts';
import { jsonLine, jsonlObject } from './jsonl.ts';
import { SAMPLE } from './sample.fixture.ts';

const object = (row: number) => jsonlObject(ensure(SAMPLE[row], 'row'));

test('call, return and step have exactly the fields of the contract', () => {
  expect(object(1)).toEqual({
    row: 1,
    at: 612,
    kind: 'call',
    cpu: 0,
    ctx: 'insmod',
    from: 'arm_ffa',
    to: 'spmc',
    w: ['0x8400007f', '0x80010000', '0x0', '0x8', '0x0', '0x0', '0x0', '0x0'],
    name: 'FFA_NOTIFICATION_BIND',
    why: 'OP-TEE asks for id 3.',
  });
  expect(object(3)).toEqual({
    row: 3,
    at: 1300,
    kind: 'return',
    cpu: 0,
    ctx: 'insmod',
    from: 'spmc',
    to: 'arm_ffa',
    w: ['0x84000060', '0x0', '0xfffffffa', '0x0', '0x0', '0x0', '0x0', '0x0'],
    name: 'FFA_ERROR',
    why: 'No, it is taken.',
    of: 1,
  });
  expect(object(4)).toEqual({
    row: 4,
    at: 1500,
    kind: 'step',
    cpu: 0,
    ctx: 'insmod',
    who: 'optee-driver',
    fn: 'notify_request',
    args: { id: 3, words: ['0x1', 'x'] },
    rc: -13,
    depth: 0,
  });
});

test('the other kinds carry what is theirs', () => {
  expect(object(0)).toMatchObject({
    kind: 'enter',
    from: 'optee-driver',
    to: 'arm_ffa',
    fn: 'notify_request',
    depth: 0,
  });
  expect(object(2)).toMatchObject({ kind: 'change', changes: [{ key: 'spmc.vm0.bound', before: null, after: '0x8' }] });
  expect(object(5)).toMatchObject({ kind: 'irq', irq: 'SRI', intid: 8, phase: 'raised' });
  expect(object(6)).toMatchObject({ kind: 'log', level: 'info', text: 'optee: initialized driver' });
  expect(object(7)).toMatchObject({ kind: 'choice', options: ['insmod', 'kworker/0:1'], chosen: 1 });
  expect(object(8)).toMatchObject({ kind: 'violation', rule: 'I1', text: 'id 3 stays bound' });
});

test('one line is one event, and no word is lost in it', () => {
  for (const e of SAMPLE) {
    expect(jsonLine(e)).not.toContain('\n');
    expect(JSON.parse(jsonLine(e))).toEqual(jsonlObject(e));
  }
});

test('a result of zero is no negative zero', () => {
  const step = { ...ensure(SAMPLE[4], 'step'), rc: -0 } as (typeof SAMPLE)[number];
  expect(Object.is(jsonlObject(step).rc, 0)).toBe(true);
});
