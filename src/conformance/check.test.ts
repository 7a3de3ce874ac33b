import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ensure } from '../base/assert.ts';
import { openRecording } from '../import/open.ts';
import { compareWith } from './check.ts';
import type { GoldenCase } from './golden.ts';
import { type Truth, truthOf } from './kinds.ts';
import { checkRawCalls, type RawCall } from './raw-calls.ts';
import type { OpenTrace } from './recording.ts';

const text = (name: string): string => readFileSync(new URL(`data/${name}`, import.meta.url), 'utf8');
const fixture = (name: string): string =>
  readFileSync(new URL(`../import/fixtures/qemu-6.12.117/${name}`, import.meta.url), 'utf8');
const lines = <T>(name: string): T[] =>
  text(name)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as T);
const kindOf = (content: string): Truth['kind'] | string => {
  const truth = truthOf(content);
  return truth.ok ? truth.value.kind : `${truth.error.where}: ${truth.error.what}`;
};

const open: OpenTrace = async (content) => {
  const recording = await openRecording(content);
  return recording.ok ? { ok: true, value: recording.value.trace } : recording;
};
const RAW = '{"case":"id-get","call":["0x84000069"],"ret":["0x84000061"]}';

describe('what a file of truth holds', () => {
  test('is told by its content', () => {
    expect(kindOf(text('driver-v1.jsonl'))).toBe('golden');
    expect(kindOf(text('driver-v6.12-frames.jsonl'))).toBe('golden');
    expect(kindOf(text('recordings.jsonl'))).toBe('frames');
    expect(kindOf(RAW)).toBe('raw');
    expect(kindOf(fixture('b-probe.json'))).toBe('recording');
    expect(kindOf(fixture('b-probe.trace.txt'))).toBe('recording');
  });

  test('is refused with the line that is none of the kinds', () => {
    expect(kindOf('{"a":1}')).toBe('line 1: it is no case and no call.');
    expect(kindOf(`${RAW}\n{"id"`)).toBe('line 2: the line is not JSON of an object.');
    const mixed = [RAW, text('driver-v1.jsonl').split('\n')[0]].join('\n');
    expect(kindOf(mixed)).toBe('line 2: it is of another kind than line 1.');
  });
});

describe('a case with registers', () => {
  const cases = lines<GoldenCase>('driver-v6.12-frames.jsonl');
  const find = (id: string): GoldenCase =>
    ensure(
      cases.find((c) => c.id === id),
      id,
    );
  const changed = async (id: string, expected: Partial<GoldenCase['expect']>): Promise<readonly string[]> => {
    const c = find(id);
    const result = await compareWith(
      JSON.stringify({ ...c, expect: { ...c.expect, ...expected } }),
      'x',
      'optee',
      open,
    );
    return result.ok ? result.value.departures : [result.error.what];
  };

  test('departs in frames, messages of the core, its result, and in who hangs', async () => {
    expect(await changed('v6.12/boot_rxtx_size_0x2', {})).toEqual([]);
    expect(await changed('v6.12/boot_rxtx_size_0x2', { frames: [] })).toEqual([
      expect.stringMatching(/^v6\.12\/boot_rxtx_size_0x2: \.frames\[0\]: recorded undefined/),
    ]);
    expect(await changed('v6.12/boot_rxtx_size_0x2', { core_log: [] })).toHaveLength(1);
    expect(await changed('v6.12/boot_rxtx_size_0x2', { boot: -22 })).toHaveLength(1);
    const hang = 'tee_device_unregister(tee0) waits for 1 users';
    expect(await changed('v6.12/share2_DENIED', { hang })).toEqual([]);
    expect(await changed('v6.12/share2_DENIED', { hang: hang.replace('1', '2') })).toEqual([
      'v6.12/share2_DENIED: .hang: recorded 2 users, the model has 1',
    ]);
    expect(await changed('v6.12/share2_DENIED', { hang: null })).toHaveLength(1);
  });
});

describe('raw calls', () => {
  const calls: readonly RawCall[] = [
    {
      case: 'id-get',
      call: ['0x84000069', '0x0', '0x0', '0x0', '0x0', '0x0', '0x0', '0x0'],
      ret: ['0x84000061', '0x0', '0x0', '0x0', '0x0', '0x0', '0x0', '0x0'],
    },
    {
      case: 'rxtx-map-ok',
      call: ['0xc4000066', '0x40e6a000', '0x40e14000', '0x1', '0x0', '0x0', '0x0', '0x0'],
      ret: ['0x84000061', '0x0', '0x0', '0x0', '0x0', '0x0', '0x0', '0x0'],
    },
    {
      case: 'mem-share-0-pages',
      call: ['0xc4000073', '0x60', '0x60', '0x0', '0x0', '0x0', '0x0', '0x0'],
      ret: ['0x84000060', '0x0', '0xfffffffe', '0x0', '0x0', '0x0', '0x0', '0x0'],
      tx: 'a descriptor of no pages',
    },
  ];

  test('begin on a machine whose core has not started: the first RXTX_MAP is granted', () => {
    const map = ensure(
      calls.find((c) => c.call[0] === '0xc4000066' && c.ret[0] === '0x84000061'),
      'a map',
    );
    expect(checkRawCalls([map], 'optee').differences).toEqual([null]);
    const again = checkRawCalls([map, map], 'optee').differences;
    expect(again[0]).toBeNull();
    expect(again[1]).toBe('w0: recorded 0x84000061, the model says 0x84000060');
    // Another boot is another machine.
    expect(checkRawCalls([map, { ...map, boot: 'next' }], 'optee').differences).toEqual([null, null]);
  });

  test('whose descriptor is told in words that nobody knows are not applicable', () => {
    const { notApplicable, differences } = checkRawCalls(calls, 'optee');
    expect([...notApplicable]).toEqual([2]);
    expect(differences).toEqual([null, null, null]);
  });
});

test('a recording is compared call by call with the run that is derived from it', async () => {
  expect(await compareWith(fixture('b-probe.json'), 'b-probe', 'optee', open)).toMatchObject({
    ok: true,
    value: { unit: 'calls', equal: 13, total: 13, departures: [] },
  });
});
