import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { explain, explainText } from '../explain.ts';
import { printStory } from './print.ts';

// What people really had in hand, in texts of our own: what each of them must be told.

const field = (name: string): string =>
  readFileSync(fileURLToPath(new URL(`../../import/fixtures/field/${name}.txt`, import.meta.url)), 'utf8');
const told = (name: string): string =>
  printStory(explainText(field(name)).story)
    .join('\n')
    .replace(/\s+/g, ' ');
const causes = (name: string): (readonly string[])[] => explain(field(name)).map((e) => e.causes.map((c) => c.id));

test('a bitmap that cannot be created is the same kernel’s, and kexec is not named', () => {
  expect(causes('bitmap-13')).toEqual([['bitmap-destroy-refused']]);
  expect(told('bitmap-13')).toContain('BITMAP_DESTROY was refused');
});

test('the versions are those of the lines above, and nothing is to be done', () => {
  const { stories, harmless } = explainText(field('downgrading-1.3')).story;
  expect(stories).toEqual([]);
  expect(harmless.map((f) => f.id)).toEqual(['downgrading']);
  expect(told('downgrading-1.3')).toContain('Linux has 1.2, and goes on with 1.2. The firmware has 1.3.');
});

test('no FF-A in the firmware does no harm where OP-TEE is reached by SMC', () => {
  expect(causes('no-firmware')[0]?.[0]).toBe('firmware-without-ffa');
  expect(told('no-firmware')).toContain('+ line 2: The driver goes on by its SMC interface.');
  expect(told('no-firmware')).not.toContain('opteed, not with');
});

test('noise is nothing', () => expect(explain(field('noise'))).toEqual([]));

test('buffers that cannot be registered: kexec, bad pages, no memory; and the whole core is gone', () => {
  expect(causes('rxtx-kexec')).toEqual([['rxtx-of-old-kernel', 'rxtx-bad-buffer', 'rxtx-no-memory']]);
  expect(told('rxtx-kexec')).toContain('does not come up at all: no partition, no OP-TEE, no TPM over FF-A');
  expect(told('rxtx-kexec')).toContain('w2 of the reply to FFA_RXTX_MAP');
});

test('a callback of Linux and a list of the SPMC are two things', () => {
  expect(causes('sched-cb-partition').map((c) => c[0])).toEqual([
    'callback-unknown-partition',
    'callback-other-device',
    'partition-not-listed',
  ]);
  expect(explain(field('sched-cb-partition'))[0]?.meaning).toContain('neither INFO_GET nor OP-TEE');
});

test('−6 is the missing GICv3 node', () => expect(causes('setup-6')).toEqual([['no-gicv3-node']]));

test("the core's own mutex, not the bottom half of optee", () => {
  expect(causes('sleeping-own-mutex')).toEqual([['core-mutex']]);
  expect(told('sleeping-own-mutex')).toContain(
    'Call chain: notif_pcpu_irq_work_fn > smp_call_function_single > generic_exec_single > notif_get_and_handle > handle_notif_callbacks > mutex_lock > __might_sleep',
  );
});

test('a stall with the SMC on top is a CPU in the secure world', () => {
  expect(causes('stall-in-smc')).toEqual([['in-secure-world']]);
  expect(told('stall-in-smc')).toContain('task xtest (135), CPU 0');
});

test("TF-A's warnings: without an SPMC Linux finds no FF-A", () => {
  const { stories } = explainText(field('tfa-warning')).story;
  expect(stories[0]?.first.id).toBe('spmd-no-image');
  expect(stories[0]?.consequences.map((c) => c.finding?.id)).toEqual(['spmd-without-spm']);
  expect(told('tfa-warning')).toContain('FFA_CONSOLE_LOG');
});

test("U-Boot's errno is an FF-A status", () => {
  expect(causes('uboot')[0]).toEqual(['u-boot-aborted']);
  expect(explainText(field('uboot')).story.stories).toHaveLength(1);
});

test('−1 for ever: EL3 does not know FF-A, told as one story', () => {
  const { stories } = explainText(field('unhandled-fid')).story;
  expect(stories).toHaveLength(1);
  expect(stories[0]?.first.causes[0]?.next).toContain('SPD=spmd SPMD_SPM_AT_SEL2=0');
});

const ACPI_LOG = `[    0.000000] ACPI: Early table checksum verification disabled
[    0.412611] ARM FF-A: Driver version 1.1
[    0.412803] ARM FF-A: Firmware version 1.2 found
[    0.412966] ARM FF-A: Firmware version higher than driver version, downgrading
[    0.415120] GICv3: [Firmware Bug]: Illegal GSI8 translation request
[    0.415388] ARM FF-A: Failed to create IRQ mapping!
[    0.415907] ARM FF-A: Notification setup failed -95, not enabled
[    0.417733] ARM FF-A: Failed to register driver sched callback -95
[    2.206310] optee: revision 4.10 (d5001fe0)
[    2.207915] optee: Failed to initialize async notifications: -95
[    2.281442] optee: initialized driver`;

test('one story of a boot: first cause on top, what follows in order, no device tree on an ACPI machine', () => {
  const { stories, harmless } = explainText(ACPI_LOG).story;
  expect(stories).toHaveLength(1);
  const [story] = stories;
  expect(story?.first.causes.map((c) => c.id)).toEqual(['gic-refuses-sgi']);
  expect(story?.first.causes[0]?.pro.map((e) => e.line)).toEqual([5, 1]);
  expect(story?.first.ruledOut.map((r) => [r.id, r.by.line])).toEqual([['irq-no-sgi', 1]]);
  expect(story?.consequences.map((c) => [c.line, c.good])).toEqual([
    [7, false],
    [8, false],
    [10, false],
    [11, true],
  ]);
  expect(harmless.map((f) => f.id)).toEqual(['downgrading']);
  expect(
    printStory({ ...explainText(ACPI_LOG).story, harmless: [] })
      .join('\n')
      .split('Ruled out')[0],
  ).not.toMatch(/device tree must|node "arm,gic-v3"/);
});

test('two starts of a machine are two stories', () => {
  const text = `${ACPI_LOG}\n[    0.000000] Booting Linux on physical CPU 0x0\n[    1.0] ARM FF-A: failed to register FFA RxTx buffers`;
  const { stories } = explainText(text).story;
  expect(stories.map((s) => s.first.id)).toEqual(['irq-mapping', 'rxtx-map']);
});

test('a panic of OP-TEE comes first, whatever Linux says of it before', () => {
  const text = `[   38.3] rcu: INFO: rcu_preempt detected stalls on CPUs/tasks:
[   38.4] Call trace:
[   38.5]  __arm_smccc_smc+0x14/0x40
[   38.6]  ffa_msg_send_direct_req+0x90/0x140

E/TC:0 0 notif_send_async:1971 notification set failed with error -6
E/TC:0 0 Panic at core/arch/arm/kernel/thread_spmc.c:1972 <notif_send_async>`;
  const { stories } = explainText(text).story;
  expect(stories.map((s) => s.first.id)).toEqual(['op-tee-set']);
  expect(stories[0]?.consequences.map((c) => c.finding?.id)).toEqual(['report:rcu stall', 'op-tee-panic']);
});
