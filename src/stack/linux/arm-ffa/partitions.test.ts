import { describe, expect, test } from 'vitest';
import { ensure } from '../../../base/assert.ts';
import { run } from '../../../scenario/run.ts';
import { parseScenario } from '../../../scenario/schema.ts';
import type { Run } from '../../../scenario/types.ts';
import { CORE } from '../../../trace/keys.ts';

// Linux 6.12.117 drivers/firmware/arm_ffa/driver.c and bus.c; the cases of golden/driver-v6.12-frames.jsonl beside.

const BOOT = [{ do: 'boot' }, { do: 'probe' }];

function runOf(json: Record<string, unknown>): Run {
  const read = parseScenario({ v: 1, actions: BOOT, ...json });
  return run(ensure(read.ok ? read.value : null, 'a scenario'));
}

const fault = (at: Record<string, unknown>, how: unknown): Run => runOf({ faults: [{ at, do: how }] });
const core = (r: Run): string[] =>
  [...r.trace.rows()].flatMap((e) =>
    e.kind === 'log' && e.who === 'arm_ffa' ? [e.text.slice('ARM FF-A: '.length)] : [],
  );
const calls = (r: Run): string[] => [...r.trace.rows()].flatMap((e) => (e.kind === 'call' ? [e.name] : []));
const probes = (r: Run): unknown[] =>
  [...r.trace.rows()].flatMap((e) => (e.kind === 'step' && /_probe$/.test(e.fn) ? [[e.fn, e.args.dev, e.rc]] : []));

describe('the list of partitions', () => {
  test('whose entries have the size 0 is of zeros: partition 0 without a UUID, so OP-TEE is not probed', () => {
    const r = fault({ call: 'FFA_PARTITION_INFO_GET', nth: 2 }, { reply: { w3: '0x0' } });
    expect(r.trace.length).toBeGreaterThan(20);
    expect(calls(r)).not.toContain('FFA_MSG_SEND_DIRECT_REQ');
    expect(r.outcome.result).toBeNull();
    const registered = [...r.trace.rows()].flatMap((e) =>
      e.kind === 'step' && e.fn === 'ffa_device_register' ? [e.args.id] : [],
    );
    // Linux's own id is 0, too: it counts as registered, and nobody will fetch its notifications.
    expect(registered).toEqual(['0x0']);
  });

  test('whose entries have 8 bytes has no UUID: the bus has nothing to probe', () => {
    const r = fault({ call: 'FFA_PARTITION_INFO_GET', nth: 2 }, { reply: { w3: '0x8' } });
    expect(probes(r)).toEqual([['ffa_device_probe', 'arm-ffa-1', -19]]);
    expect(r.outcome.result).toBeNull();
  });

  test('whose entries are larger than Linux knows is read all the same', () => {
    expect(fault({ call: 'FFA_PARTITION_INFO_GET', nth: 2 }, { reply: { w3: '0x30' } }).outcome.result).toBe(0);
  });

  test('of version 1.0 has no UUIDs: the bus asks before the probe, and again for Linux itself', () => {
    const r = fault({ call: 'FFA_VERSION' }, { reply: { w0: '0x10000' } });
    expect(probes(r)).toEqual([
      ['optee_ffa_probe', 'arm-ffa-1', 0],
      ['ffa_device_probe', 'arm-ffa-1', 0],
    ]);
    const asked = calls(r).filter((name) => name.startsWith('FFA_PARTITION_INFO'));
    expect(asked).toHaveLength(6);
    expect(calls(r).indexOf('FFA_MSG_SEND_DIRECT_REQ')).toBe(22);
  });

  test('may come in registers, 24 bytes an entry', () => {
    const entry = { w3: '0x0000010300028001', w4: '0xe311f8e7e0786148', w5: '0x1bc5d5a502005ebc' };
    const reply = (w2: string) => ({ reply: { w0: '0xc4000061', w1: '0x0', w2, ...entry } });
    const regs = (how: unknown): Run =>
      runOf({
        faults: [
          { at: { call: 'FFA_FEATURES', nth: 9 }, do: { reply: { w0: '0x84000061', w2: '0x0' } } },
          { at: { call: 'FFA_PARTITION_INFO_GET_REGS', nth: 'all' }, do: how },
        ],
      });
    expect(regs(reply('0x0018000000000000')).outcome.result).toBe(0);
    // Hafnium's entries have 48 bytes; of one partition the first 24 are as before.
    expect(regs(reply('0x0030000000000000')).outcome.result).toBe(0);
    // Four bytes of the UUID are not copied.
    expect(regs(reply('0x0014000000000000')).outcome.result).toBeNull();
    expect(regs({ error: 'BUSY' }).outcome.result).toBeNull();
    expect(regs(reply('0x0018000000000001')).outcome.hang).toMatch(/a list of partitions that goes on/);
  });
});

describe('the allocations of the FF-A core at boot', () => {
  const failing = (nth: number): Run => fault({ fn: 'arm_ffa:kzalloc', nth }, { errno: 'ENOMEM' });

  test.each([
    [1, [], 'failed'],
    [2, ['ffa_setup_partitions: No partitions found, error -12', 'failed to setup partitions'], 'failed'],
    [3, ['ffa_setup_partitions: failed to register partition ID 0x8001'], 'ready'],
    [4, [], 'ready'],
    [5, [], 'ready'],
    [6, ['ffa_setup_host_partition: failed to register host partition ID 0x0', 'failed to setup partitions'], 'failed'],
    [7, ['failed to setup partitions'], 'failed'],
    [8, ['failed to setup partitions'], 'failed'],
  ] as const)('number %i', (nth, log, state) => {
    const r = failing(nth);
    expect(core(r).slice(nth === 1 ? 0 : 3)).toEqual(log);
    const last = r.trace.length - 1;
    expect(r.history.at(last).get(CORE.state)).toBe(state);
    expect(r.outcome.result).toBeNull();
    expect(r.missedFaults).toEqual([]);
  });

  test('number nine is the entry of the notifier: the probe goes on without notifications', () => {
    const r = failing(9);
    expect(r.outcome.log).toContain('optee: Failed to initialize async notifications: -12');
    expect(r.outcome.result).toBe(0);
  });
});

test('the buffers are as large as the firmware asks for', () => {
  const pages = (w2: string): string | undefined =>
    fault({ call: 'FFA_FEATURES' }, { reply: { w2 } }).outcome.frames.find(([c]) => c[0] === '0xc4000066')?.[0][3];
  expect(['0x0', '0x1', '0x2', '0x3', '0x20001', '0x10000'].map(pages)).toEqual([
    '0x1',
    '0x10',
    '0x4',
    '0x1',
    '0x10',
    '0x1',
  ]);
});

test('the SRI has a number of Linux’s own, which is not its INTID', () => {
  const r = runOf({ actions: [{ do: 'boot' }] });
  const mapped = [...r.trace.rows()].find((e) => e.kind === 'step' && e.fn === 'irq_create_of_mapping');
  expect(mapped).toMatchObject({ args: { intid: 8 }, rc: 14 });
  expect(r.history.at(r.trace.length - 1).get(CORE.sriIrq)).toBe(14);
});
