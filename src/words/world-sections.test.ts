import { describe, expect, it } from 'vitest';
import type { Value } from '../trace/event.ts';
import { CORE, cpuKey, DRIVER, heldKey, irqKey, lockKey, SPMC, SPMD, spmcVm } from '../trace/keys.ts';
import { MutableWorld } from '../trace/world.ts';
import { valueText } from './value-text.ts';
import { type Section, worldSections } from './world-sections.ts';

function world(cells: Record<string, Value>): MutableWorld {
  const w = new MutableWorld();
  Object.entries(cells).forEach(([key, value], i) => {
    w.set(key, value, i);
  });
  return w;
}
const section = (all: readonly Section[], title: string): Section => {
  const s = all.find((x) => x.title === title);
  if (s === undefined) throw new Error(`no section ${title} in ${all.map((x) => x.title).join(', ')}`);
  return s;
};

const W = world({
  [SPMC.bound]: 0xfn,
  [DRIVER.bottomHalfValue]: 0xffff_ffff,
  [heldKey('workqueue:optee_notification')]: 'optee-driver',
  [heldKey('workqueue:ffa_pcpu_irq_notification')]: 'arm_ffa',
  [heldKey('ffa_notify_binding:id 3')]: 'held',
  [heldKey('tee0')]: 'registered',
  [lockKey('notify_lock')]: 'insmod, write',
  [CORE.hash(12, 3)]: 'SECURE_PARTITION optee',
  [SPMC.shm(0x1000_0000_0000n)]: 'arg page, 1 page',
  [irqKey('SRI', 1)]: true,
  [cpuKey(1)]: 'insmod, process, atomic',
  'strange.cell': 7,
});

describe('worldSections', () => {
  const all = worldSections(W, [{ key: SPMC.bound, before: 0x7n, after: 0xfn }], 2);

  it('puts every cell somewhere', () => {
    const keys = all.flatMap((s) => s.entries.map((e) => e.key));
    for (const [key] of W.under('')) expect(keys.filter((k) => k === key)).toHaveLength(1);
    expect(section(all, 'Other').entries[0]).toMatchObject({ name: 'strange.cell', value: '7' });
  });

  it('marks what the current row wrote', () => {
    expect(section(all, 'SPMC, VM 0').entries[0]).toMatchObject({ name: 'bound', value: '0xf', changed: true, row: 0 });
    expect(section(all, 'struct optee').entries[0]).toMatchObject({ value: 'U32_MAX', changed: false });
  });

  it('has a section for every VM that has a bitmap, and one for what is no VM’s', () => {
    const vms = worldSections(
      world({
        [SPMC.vmRecords]: 1,
        [spmcVm(3).bound]: 0x2n,
        [spmcVm(3).vcpus]: 4,
        [SPMC.bound]: 1n,
        [SPMD.askedVersion]: 0x10001,
      }),
      [],
      0,
    );
    expect(vms.map((s) => s.title)).toEqual(['SPMC, VM 0', 'SPMC, VM 3', 'SPMC', 'SPMD']);
    expect(section(vms, 'SPMC, VM 3').entries.map((e) => [e.name, e.value])).toEqual([
      ['bound', '0x2'],
      ['vcpu_count', '4'],
    ]);
  });

  it('lists what is held with the newest first, under its holder', () => {
    const held = section(all, 'Held by the driver');
    expect(held.shows).toBe('since');
    expect(held.entries.map((e) => [e.name, e.kind, e.row])).toEqual([
      ['tee0, registered', '', 5],
      ['id 3', 'ffa_notify_binding', 4],
      ['optee_notification', 'workqueue', 2],
    ]);
    expect(section(all, 'Held by the FF-A core').entries.map((e) => e.name)).toEqual(['ffa_pcpu_irq_notification']);
  });

  it('lists a CPU that is idle', () => {
    expect(section(all, 'Contexts').entries.map((e) => [e.name, e.value])).toEqual([
      ['CPU 0', 'idle'],
      ['CPU 1', 'insmod, atomic'],
    ]);
  });

  it('still lists what the current row took away', () => {
    const key = lockKey('optee_mutex');
    const gone = worldSections(W, [{ key, before: 'rmmod', after: undefined }], 2);
    expect(section(gone, 'Locks').entries.find((e) => e.key === key)).toMatchObject({
      gone: true,
      value: 'gone',
      changed: true,
    });
  });

  it('names hash entries by bucket and interrupts by CPU', () => {
    expect(section(all, 'Notifier hash, by bucket').entries[0]).toMatchObject({ name: '12: id 3', value: 'optee' });
    expect(section(all, 'Interrupts raised').entries[0]).toMatchObject({ name: 'SRI, CPU 1', value: 'raised' });
    expect(section(all, 'Locks').entries[0]).toMatchObject({ name: 'notify_lock, write', value: 'insmod' });
    expect(section(all, 'Shared memory').entries[0]).toMatchObject({
      name: '0x100000000000',
      value: 'arg page, 1 page',
    });
  });
});

describe('valueText', () => {
  it('writes words in hexadecimal, C ints with a real minus, and U32_MAX by name', () => {
    expect(valueText(SPMC.pending, 0n)).toBe('0x0');
    expect(valueText(SPMC.doBottomHalfValue, -1)).toBe('−1');
    expect(valueText(DRIVER.secCaps, 7)).toBe('0x7');
    expect(valueText(DRIVER.bottomHalfValue, 0xffff_ffff)).toBe('U32_MAX');
    expect(valueText(CORE.notifEnabled, false)).toBe('no');
    expect(valueText(heldKey('x'), undefined)).toBe('not held');
    expect(valueText(lockKey('x'), undefined)).toBe('free');
    expect(valueText('x', undefined)).toBe('not there');
  });
});
